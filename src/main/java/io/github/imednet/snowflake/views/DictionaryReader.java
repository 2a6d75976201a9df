package io.github.imednet.snowflake.views;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.privacy.PrivacyFilter;
import io.github.imednet.snowflake.source.ResourcePage;
import io.github.imednet.snowflake.source.ResourcePass;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** Reads the dictionary of a run's study from the API, page by page. */
@RouteBean
public final class DictionaryReader {

    private final ExportSettings settings;
    private final PrivacyFilter privacy;

    public DictionaryReader(ExportSettings settings, PrivacyFilter privacy) {
        this.settings = settings;
        this.privacy = privacy;
    }

    public DictionaryReading begin(@ExchangeProperty("run") FormViewsRun run) {
        return new DictionaryReading(
                pass(ImednetResource.FORMS, run.studyKey()), pass(ImednetResource.VARIABLES, run.studyKey()));
    }

    public void take(@Body ResourcePage page, @ExchangeProperty("dictionary") DictionaryReading reading) {
        reading.take(page);
    }

    /** Gives the run the dictionary, without the variables that the privacy policy takes out of the records. */
    public void end(
            @ExchangeProperty("dictionary") DictionaryReading reading, @ExchangeProperty("run") FormViewsRun run) {
        run.formViews().dictionary(reading.dictionary().without(privacy::drops));
    }

    private ResourcePass pass(ImednetResource resource, String studyKey) {
        return ResourcePass.lookup(settings, resource, studyKey);
    }
}
