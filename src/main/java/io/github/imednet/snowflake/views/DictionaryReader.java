package io.github.imednet.snowflake.views;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.privacy.PrivacyFilter;
import io.github.imednet.snowflake.source.ResourcePage;
import io.github.imednet.snowflake.source.ResourcePass;
import io.github.imednet.snowflake.source.StudyMovedException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the dictionary of a run's study from the API, page by page. */
@RouteBean
public final class DictionaryReader {

    private static final Logger LOG = LoggerFactory.getLogger(DictionaryReader.class);
    private static final int MOST_PASSES = 5;

    private final ExportSettings settings;
    private final PrivacyFilter privacy;

    public DictionaryReader(ExportSettings settings, PrivacyFilter privacy) {
        this.settings = settings;
        this.privacy = privacy;
    }

    public DictionaryReading begin(@ExchangeProperty("run") FormViewsRun run) {
        return new DictionaryReading(list -> ResourcePass.lookup(settings, list, run.studyKey()));
    }

    public void take(@Body ResourcePage page, @ExchangeProperty("dictionary") DictionaryReading reading) {
        reading.take(page);
    }

    /**
     * Begins again with the dictionary that changed while it was read.
     *
     * @throws StudyMovedException if it changed during each of some readings
     */
    public void beginAgain(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) StudyMovedException how,
            @ExchangeProperty("dictionary") DictionaryReading reading) {
        if (reading.passes() == MOST_PASSES) {
            throw new StudyMovedException("its forms or variables did during each of " + MOST_PASSES + " readings. Try"
                    + " again when fewer changes are made to them");
        }
        LOG.info("The forms and variables are read again: {}", how.getMessage());
        reading.beginAgain();
    }

    /** Gives the run the dictionary, without the variables that the privacy policy takes out of the records. */
    public void end(
            @ExchangeProperty("dictionary") DictionaryReading reading, @ExchangeProperty("run") FormViewsRun run) {
        run.formViews().dictionary(reading.dictionary().without(privacy::drops));
    }
}
