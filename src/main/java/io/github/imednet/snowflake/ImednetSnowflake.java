package io.github.imednet.snowflake;

import io.github.imednet.snowflake.run.ExportSummary;
import org.apache.camel.CamelContext;

/** Exports of whole studies, for programs: each by one call, which runs the routes that the command line runs. */
public final class ImednetSnowflake {

    private ImednetSnowflake() {}

    /**
     * Exports a study's records into a Snowflake table, and returns when all of them are there, each exactly once.
     *
     * @param studyKey the study in iMednet
     * @param config with the two keys of iMednet's API
     * @return what was read, loaded and found; {@code reconciled} is true
     * @throws io.github.imednet.snowflake.config.ExportConfigurationException if a key is missing, either end refuses
     *     to let the program in, there is no such study, or the table does not fit
     * @throws io.github.imednet.snowflake.run.ExportBatchException if a batch failed after all retries; batches loaded
     *     before stay, and the next export goes on
     * @throws io.github.imednet.snowflake.run.ReconciliationException if table and API differ in the end
     */
    public static ExportSummary export(String studyKey, SnowflakeExportConfig config) {
        config.requireKeys();
        try (PackedRoutes routes = PackedRoutes.start(config.settings())) {
            return routes.export(studyKey);
        }
    }

    /**
     * The same in a Camel context that the program has: with the settings that its property placeholders give, and
     * with the routes that it has in place of those in the jar, which are loaded into it where it has none.
     *
     * @param context started; it goes on running
     */
    public static ExportSummary export(String studyKey, CamelContext context) {
        try (PackedRoutes routes = PackedRoutes.in(context)) {
            return routes.export(studyKey);
        }
    }
}
