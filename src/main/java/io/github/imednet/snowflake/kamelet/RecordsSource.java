package io.github.imednet.snowflake.kamelet;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.Printable;
import io.github.imednet.snowflake.config.PrivacySettings;
import io.github.imednet.snowflake.config.ResourceSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.EntityList;
import io.github.imednet.snowflake.privacy.PrivacyFilter;
import io.github.imednet.snowflake.run.RetryPolicies;
import io.github.imednet.snowflake.source.ApiAnswer;
import io.github.imednet.snowflake.source.ImednetApiException;
import io.github.imednet.snowflake.source.ImednetErrors;
import io.github.imednet.snowflake.source.ImednetHttpClient;
import io.github.imednet.snowflake.source.ResourcePage;
import io.github.imednet.snowflake.source.ResourcePass;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;
import org.apache.camel.util.TimeUtils;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a list of the API with a kamelet's parameters, and says whether and when a request is made again. */
@RouteBean
public final class RecordsSource implements CamelContextAware, HttpClientConfigurer {

    private static final Logger LOG = LoggerFactory.getLogger(RecordsSource.class);

    /** As Camel's timer understands it: what else it is given, such as 2w or PT5S, it takes for no time at all. */
    private static final Pattern PERIOD = Pattern.compile(
            "[0-9]{1,12}|(?=.)([0-9]{1,6}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,9}s)?([0-9]{1,12}ms)?");

    private static final String PAGES = "pages";
    private static final String ROWS = "imednetRows";

    private final ImednetErrors errors = new ImednetErrors();
    private final KameletSettings parameters = new KameletSettings();
    private CamelContext camelContext;
    private String period = "";
    private String emit = PAGES;
    @SuppressWarnings("NullAway.Init") // set by open
    private ResourceSettings settings;
    @SuppressWarnings("NullAway.Init")
    private RedeliveryPolicy retries;
    @SuppressWarnings("NullAway.Init")
    private PrivacyFilter privacy;

    /** The kamelet's parameters by the settings' keys, such as {@code imednet.resource}; to be filled. */
    public Map<String, String> getParameters() {
        return parameters;
    }

    /** Time from the beginning of a pass to that of the next one, as the kamelet's timer gets it. */
    public void setPeriod(String time) {
        this.period = time;
    }

    /** What becomes a message: {@code pages} or the {@code list}. */
    public void setEmit(String what) {
        this.emit = what;
    }

    /**
     * Checks parameters and settings.
     *
     * @throws ExportConfigurationException naming every missing or bad one
     */
    public void open() {
        parameters.camelContext(camelContext);
        List<String> problems = new ArrayList<>();
        try {
            settings = ResourceSettings.read(parameters);
            privacy = PrivacyFilter.with(PrivacySettings.read(parameters));
        } catch (ExportConfigurationException e) {
            problems.addAll(e.problems());
        }
        if (!emit.equals(PAGES) && !emit.equals("list")) {
            problems.add("emit is '" + Printable.line(emit) + "', neither pages nor list");
        }
        if (!PERIOD.matcher(period).matches() || TimeUtils.toMilliSeconds(period) < 1) {
            problems.add("period is '" + Printable.line(period) + "', neither a number of milliseconds from 1, such as"
                    + " 3600000, nor a time such as 30s, 15m, 1h30m or 1d");
        }
        if (!problems.isEmpty()) {
            throw new ExportConfigurationException(problems);
        }
        retries = RetryPolicies.retryingRequests(settings);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        ImednetHttpClient.of(settings.imednet()).configureHttpClient(client);
    }

    /** Begins a pass: the exchange gets it, and what is to become of its entities where the list goes on as a whole. */
    public ResourcePass begin(Exchange exchange) throws IOException {
        if (!emitsPages()) {
            ListRows rows = new ListRows(EntityList.of(settings.resource()));
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    IOHelper.close(rows::discard);
                }
            });
            exchange.setProperty(ROWS, rows);
        }
        return new ResourcePass(settings);
    }

    /** Whether each page goes on as a message. */
    public boolean emitsPages() {
        return emit.equals(PAGES);
    }

    /**
     * The whole list as a message, after its last page: rows for a table like the export's, and headers that let
     * snowflake-ingest-sink replace those of the study, unless a filter, or includeInactive=false, leaves some out:
     * the sink would delete them. They may be read until the exchange is done.
     */
    public void wholeList(
            Exchange exchange,
            @ExchangeProperty("imednetPass") ResourcePass pass,
            @ExchangeProperty(ROWS) ListRows list) {
        pass.requireAll(list.size());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(list);
        setHeaders(exchange, pass, 0, list.size(), true);
        exchange.getMessage().setHeader("ingestColumns", list.columns());
        if (settings.hasWholeStudy()) {
            exchange.getMessage().setHeader("ingestReplaceColumn", "STUDY_KEY");
            exchange.getMessage().setHeader("ingestReplaceValue", settings.studyKey());
        }
        exchange.removeProperty(ROWS);
    }

    /** Asks for the pass's next page. */
    public void request(Exchange exchange, @ExchangeProperty("imednetPass") ResourcePass pass) {
        exchange.setProperty(ApiAnswer.REQUEST, pass);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(null);
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "GET");
        exchange.getMessage().setHeader(Exchange.HTTP_URI, settings.imednet().baseUrl().toString());
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, pass.path());
        exchange.getMessage().setHeader(Exchange.HTTP_QUERY, pass.query());
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    }

    /** The answer as a message: the entities are its body, and headers say which page it is. */
    public void answer(
            Exchange exchange,
            @Body byte[] body,
            @ExchangeProperty("imednetPass") ResourcePass pass,
            @ExchangeProperty(ROWS) ListRows list)
            throws IOException {
        byte[] answer = privacy.apply(body, pass, null, exchange);
        ResourcePage page = pass.read(answer);
        exchange.getMessage().removeHeaders("*");
        if (emitsPages()) {
            exchange.getMessage().setBody(page.entities());
            setHeaders(exchange, pass, page.page(), page.totalElements(), page.last());
        } else {
            list.add(pass.entities(answer, page));
        }
        exchange.setProperty("imednetPageRead", true);
    }

    private void setHeaders(Exchange exchange, ResourcePass pass, int page, long total, boolean last) {
        exchange.getMessage().setHeader("imednetResource", settings.resource().path());
        exchange.getMessage().setHeader("imednetStudyKey", settings.studyKey());
        exchange.getMessage().setHeader("imednetPass", pass.id());
        exchange.getMessage().setHeader("imednetPage", page);
        exchange.getMessage().setHeader("imednetTotal", total);
        exchange.getMessage().setHeader("imednetFirstPage", page == 0);
        exchange.getMessage().setHeader("imednetLastPage", last);
    }

    /**
     * After a failed request: how long to wait before the next one.
     *
     * @param retry 1 for the first
     * @return milliseconds
     * @throws Throwable the failure, if it comes again or has come often enough
     */
    public long waitAfter(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
            @ExchangeProperty(Exchange.LOOP_INDEX) int index)
            throws Throwable {
        int retry = index + 1;
        if (!errors.isRetryable(failure) || retry > retries.getMaximumRedeliveries()) {
            throw failure;
        }
        LOG.warn("Retry {} of {} after: {}", retry, retries.getMaximumRedeliveries(), failure.getMessage());
        Optional<Duration> asked =
                failure instanceof ImednetApiException refusal ? refusal.retryAfter() : Optional.empty();
        return asked.map(Duration::toMillis).orElseGet(() -> retries.calculateRedeliveryDelay(0, retry));
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.camelContext = context;
    }
}
