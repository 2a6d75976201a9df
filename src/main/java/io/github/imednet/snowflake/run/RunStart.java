package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.run.JournaledRun.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.camel.Exchange;

/** How every run begins: with an id, a journal, a staging directory, and the properties that the routes read. */
final class RunStart {

    /** Claims of runs before these have ended with their leases. */
    private static final int MOST_DEAD_RUNS = 50;

    private final ExportSettings settings;
    private final ExportRuns runs;
    private final StateDirectory state;

    RunStart(ExportSettings settings, ExportRuns runs) {
        this.settings = settings;
        this.runs = runs;
        this.state = new StateDirectory(settings.stateDirectory());
    }

    /**
     * The study that is meant.
     *
     * @param studyKey the study, or null for the one of the settings
     * @throws ExportConfigurationException if neither names one, or the key is none
     */
    String studyOf(String studyKey) {
        return settings.requireStudy(studyKey);
    }

    /** Begins a run in place of those of the same study and table that have ended. */
    ExportRun begin(String studyKey, List<JournaledRun> known, Reading first) throws IOException {
        for (JournaledRun other : known) {
            if (other.state() != State.RUNNING && isSame(other, studyKey)) {
                StateDirectory.takeThePlaceOf(other);
            }
        }
        String id = UUID.randomUUID().toString();
        Path directory = state.begin(id);
        StagingDirectory staging = staging(directory);
        Journal journal = Journal.open(directory.resolve(JournaledRun.FILE));
        journal.enter("begin", JournalLines.begin(id, studyKey, settings, RunOwner.current()));
        return new ExportRun(id, studyKey, settings, journal, staging, first);
    }

    /** @param run the run's own part of the state directory */
    StagingDirectory staging(Path run) throws IOException {
        return StagingDirectory.open(
                settings.localStagingDirectory(), StateDirectory.staged(run), run.getFileName().toString());
    }

    /** Gives the exchange the properties that the steps after this one read. */
    void enter(ExportRun run, List<JournaledRun> known, Exchange exchange) {
        runs.begin(run);
        exchange.setProperty("exportRun", run);
        exchange.setProperty("stagingDirectory", run.stagingDirectory());
        exchange.setProperty("workDirectory", run.workDirectory());
        enterClaim(run.id(), run.studyKey(), known, exchange);
    }

    /** Gives the exchange what claims the study for the run. */
    void enterClaim(String runId, String studyKey, List<JournaledRun> known, Exchange exchange) {
        exchange.setProperty("runId", runId);
        exchange.setProperty("studyKey", studyKey);
        exchange.setProperty("runOwner", RunOwner.current().toString());
        exchange.setProperty("deadRuns", deadRuns(runId, studyKey, known));
        exchange.getMessage().removeHeaders("*");
    }

    /**
     * Runs of the study that have ended, maybe without giving it free: what they hold in Snowflake is nobody's, by
     * whatever address they reached it.
     */
    private TreeSet<String> deadRuns(String runId, String studyKey, List<JournaledRun> known) {
        TreeSet<String> dead = new TreeSet<>();
        dead.add(runId);
        for (JournaledRun other : known.subList(Math.max(0, known.size() - MOST_DEAD_RUNS), known.size())) {
            if (other.state() != State.RUNNING && other.studyKey().equals(studyKey)) {
                dead.add(other.id());
            }
        }
        return dead;
    }

    private boolean isSame(JournaledRun other, String studyKey) {
        return other.studyKey().equals(studyKey) && other.isInto(settings);
    }
}
