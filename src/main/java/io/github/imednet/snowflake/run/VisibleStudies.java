package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.Printable;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.source.ResourcePage;
import io.github.imednet.snowflake.source.ResourcePass;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Finds the studies that the API's keys can see. */
@RouteBean
public final class VisibleStudies {

    private final ExportSettings settings;

    public VisibleStudies(ExportSettings settings) {
        this.settings = settings;
    }

    /** Begins to read the list; the headers {@code include} and {@code exclude} are lists of patterns, or null. */
    public void begin(Exchange exchange) {
        settings.requireKeys();
        ResourcePass pass = ResourcePass.lookup(settings, ImednetResource.STUDIES, null);
        exchange.setProperty(
                "run", new StudySearch(pass, patterns(exchange, "include"), patterns(exchange, "exclude")));
    }

    public void take(@Body ResourcePage studies, @ExchangeProperty("run") StudySearch search) {
        for (Map<String, Object> study : studies.entities()) {
            search.add(String.valueOf(study.get("studyKey")));
        }
    }

    /**
     * Says why the list could not be read.
     *
     * @throws ExportConfigurationException if the API refused the keys
     * @throws StudiesException if it failed after all retries
     */
    public void failed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause) {
        throw Failures.explain(cause, StudiesException::new);
    }

    /**
     * The keys of the studies that are wanted, in the order of the list.
     *
     * @throws ExportConfigurationException if there is none
     */
    public List<String> wanted(@ExchangeProperty("run") StudySearch search) {
        List<String> wanted = search.wanted();
        if (wanted.isEmpty()) {
            throw new ExportConfigurationException(List.of(
                    search.visible().isEmpty()
                            ? "No study was found: the keys of the API can see none. Check imednet.api-key and"
                                    + " imednet.security-key"
                            : "No study was found by --include and --exclude. The keys of the API can see "
                                    + Printable.line(String.join(", ", search.visible()))));
        }
        return wanted;
    }

    private static List<String> patterns(Exchange exchange, String header) {
        List<?> patterns = exchange.getMessage().getHeader(header, List.class);
        return patterns == null ? List.of() : patterns.stream().map(Object::toString).toList();
    }
}
