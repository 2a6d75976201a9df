package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.MachineFaultException;
import io.github.imednet.snowflake.config.SystemErrors;
import io.github.imednet.snowflake.journal.Journal;
import io.github.imednet.snowflake.journal.JournalLines;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.JournaledRun.State;
import io.github.imednet.snowflake.journal.JournaledRuns;
import io.github.imednet.snowflake.journal.RunOwner;
import io.github.imednet.snowflake.journal.StateDirectory;
import io.github.imednet.snowflake.load.LockClaim;
import io.github.imednet.snowflake.load.LockHolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How every run begins: with an id, a journal, a staging directory, and the properties that the routes read. */
public final class RunStart {

    private static final Logger LOG = LoggerFactory.getLogger(RunStart.class);

    private final ExportSettings settings;
    private final ExportRuns runs;
    private final StateDirectory state;

    public RunStart(ExportSettings settings, ExportRuns runs) {
        this.settings = settings;
        this.runs = runs;
        this.state = new StateDirectory(settings.get(ExportKeys.STATE_DIR));
    }

    /**
     * The study that is meant.
     *
     * @param studyKey the study, or null for the one of the settings
     * @throws ExportConfigurationException if neither names one, or the key is none
     */
    public String studyOf(@Nullable String studyKey) {
        return settings.requireStudy(studyKey);
    }

    /** What a run that begins has to know of others. */
    public List<JournaledRun> known() throws IOException {
        JournaledRuns known = state.runsToKnow();
        known.unreadable().forEach(unreadable -> LOG.warn("{}", unreadable));
        return known.runs();
    }

    public ExportRun begin(String studyKey, ReadPass first) {
        return begin(studyKey, ImednetResource.RECORDS, null, first);
    }

    /**
     * @param export of several lists that the run is a part of, or null
     * @throws MachineFaultException if its folders cannot be made or written to
     */
    ExportRun begin(String studyKey, ImednetResource resource, @Nullable StudyExport export, ReadPass first) {
        String id = UUID.randomUUID().toString();
        Path directory = state.begin(id);
        Map<String, Object> begin = JournalLines.begin(id, studyKey, settings, RunOwner.current());
        if (resource != ImednetResource.RECORDS) {
            begin.put("resource", resource.path());
        }
        begin.put("export", export == null ? id : export.id());
        try {
            Journal journal = Journal.open(directory.resolve(JournaledRun.FILE));
            return open(directory, studyKey, resource, journal, first, "begin", begin);
        } catch (IOException e) {
            throw new MachineFaultException(
                    "The run cannot begin in export.state-dir and export.local-staging-dir: " + SystemErrors.reason(e),
                    e);
        }
    }

    /**
     * A run with a journal and a staging directory, or neither.
     *
     * @param directory the run's own part of the state directory
     * @param event the first line that the journal gets
     */
    ExportRun open(
            Path directory,
            String studyKey,
            ImednetResource resource,
            Journal journal,
            ReadPass pass,
            String event,
            Map<String, ?> fields)
            throws IOException {
        String id = directory.getFileName().toString();
        StagingDirectory staging = null;
        try {
            staging = StagingDirectory.open(
                    settings.get(ExportKeys.LOCAL_STAGING_DIR), StateDirectory.staged(directory), id);
            journal.appendDurably(event, fields);
            return new ExportRun(id, studyKey, resource, settings.of(resource), journal, staging, pass);
        } catch (IOException | RuntimeException e) {
            try (journal; StagingDirectory opened = staging) {
                throw e;
            }
        }
    }

    /**
     * The study is the run's: those before it of the same study and table that have ended are abandoned, and what they
     * left is removed.
     */
    void abandonOthers(ExportRun run) throws IOException {
        for (JournaledRun other : known()) {
            if (other.id().equals(run.id())) {
                return;
            }
            if (other.state() != State.RUNNING
                    && run.studyKey().equals(other.studyKey())
                    && other.resource() == run.resource()
                    && other.isInto(settings)) {
                StateDirectory.abandon(other);
            }
        }
    }

    /** The run is under way, and the exchange is the run's. */
    public void register(ExportRun run, List<JournaledRun> known, Exchange exchange) {
        run.deadRuns(deadRuns(run.claimId(), run.studyKey(), known));
        StudyExport export = exchange.getProperty(StudyLists.PART, StudyExport.class);
        if (export != null) {
            export.begun(run);
        }
        runs.begin(run);
        CompletableFuture<?> stop = exchange.getProperty(ExportRuns.STOP, CompletableFuture.class);
        if (stop != null) {
            stop.thenRun(run::stop);
        }
        exchange.setProperty("workDirectory", run.workDirectory());
        register(run, run.studyKey(), exchange);
    }

    /** Gives the exchange what works on a study, and the names that routes of users read. */
    public static void register(LockHolder run, String studyKey, Exchange exchange) {
        exchange.setProperty("run", run);
        exchange.setProperty("runId", run.id());
        exchange.setProperty("studyKey", studyKey);
        exchange.getMessage().removeHeaders("*");
    }

    /** What somebody claims who works on the study and is no run. */
    public static LockClaim claim(String id, String studyKey, List<JournaledRun> known) {
        return new LockClaim(
                studyKey,
                ImednetResource.RECORDS,
                null,
                id,
                RunOwner.current().toString(),
                deadRuns(id, studyKey, known));
    }

    /**
     * Runs of the study that are known to have ended, maybe without releasing it: what they hold in Snowflake is
     * void, by whatever address they reached it.
     */
    private static Set<String> deadRuns(String claim, String studyKey, List<JournaledRun> known) {
        TreeSet<String> dead = new TreeSet<>();
        dead.add(claim);
        for (JournaledRun other : known) {
            if (other.claimsNothing() && studyKey.equals(other.studyKey())) {
                dead.add(other.id());
            }
        }
        return dead;
    }
}
