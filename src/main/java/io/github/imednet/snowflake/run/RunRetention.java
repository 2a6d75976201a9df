package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.RetentionSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.StateDirectory;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the journals of old runs, as {@code export.keep-runs} has it. */
@RouteBean
public final class RunRetention {

    private static final Logger LOG = LoggerFactory.getLogger(RunRetention.class);

    private final RetentionSettings settings;

    public RunRetention(RetentionSettings settings) {
        this.settings = settings;
    }

    /** A journal that cannot be removed takes nothing from the run that has ended well: it is told, and stays. */
    public void removeOldRuns() {
        if (settings.keepRuns().isEmpty()) {
            return;
        }
        try {
            List<JournaledRun> outdated = new StateDirectory(settings.stateDirectory())
                    .outdated(settings.keepRuns().getAsInt());
            for (JournaledRun run : outdated) {
                StateDirectory.remove(run);
            }
            if (!outdated.isEmpty()) {
                LOG.info("Journals of {} runs removed; export.keep-runs is {}", outdated.size(),
                        settings.keepRuns().getAsInt());
            }
        } catch (IOException e) {
            LOG.warn("Journals of old runs could not be removed from {}", settings.stateDirectory(), e);
        }
    }
}
