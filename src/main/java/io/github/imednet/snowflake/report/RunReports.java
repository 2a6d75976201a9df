package io.github.imednet.snowflake.report;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ReportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.SystemErrors;
import io.github.imednet.snowflake.run.ExportRun;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the page about a run that has ended, as {@code export.report} has it. */
@RouteBean
public final class RunReports {

    private static final Logger LOG = LoggerFactory.getLogger(RunReports.class);

    private final ReportSettings settings;

    public RunReports(ReportSettings settings) {
        this.settings = settings;
    }

    /** A page that cannot be written takes nothing from the run: it is told, and imednet report makes it later. */
    public void write(@ExchangeProperty("run") ExportRun run) {
        if (settings.report().isEmpty()) {
            return;
        }
        Path file = ReportSettings.fileOf(settings.report().get(), run.studyKey(), run.id());
        try {
            Reports.write(file, new Reports(settings.stateDirectory()).ofRun(run.id()));
        } catch (IOException | ExportConfigurationException e) {
            LOG.warn("The report {} could not be written: {}. imednet report {} makes it", file, SystemErrors.reason(e),
                    run.id());
        }
    }
}
