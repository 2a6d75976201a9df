package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.batch.RecordSlice;
import io.github.imednet.snowflake.batch.WorkDirectory;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.StudyKey;
import io.github.imednet.snowflake.journal.Journal;
import io.github.imednet.snowflake.journal.JournalLines;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.JournaledRun.State;
import io.github.imednet.snowflake.journal.JournaledRuns;
import io.github.imednet.snowflake.journal.RunOwner;
import io.github.imednet.snowflake.journal.StateDirectory;
import io.github.imednet.snowflake.load.LoadTarget;
import io.github.imednet.snowflake.load.Replacement;
import io.github.imednet.snowflake.model.RecordColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sinks, and begins and ends their batches. */
@RouteBean
public final class BatchSink {

    private static final Logger LOG = LoggerFactory.getLogger(BatchSink.class);

    private static final String SOURCE_FILE = "_SOURCE_FILE";

    /** Stands for the study of a batch whose records are not all of one; no study has this key. */
    private static final String NO_STUDY = "";

    private final ExportSettings settings;
    private final ExportRuns runs;
    private final StateDirectory state;

    public BatchSink(ExportSettings settings, ExportRuns runs) {
        this.settings = settings;
        this.runs = runs;
        this.state = new StateDirectory(settings.get(ExportKeys.STATE_DIR));
    }

    /**
     * Makes a sink's place on the disk, and removes those of sinks whose process is gone.
     *
     * @throws ExportConfigurationException if there is a privacy policy, which a program's records would go past
     */
    public void open(Exchange exchange) throws IOException {
        requireNoPolicy();
        Set<String> dead = removeDeadSinks();
        String id = UUID.randomUUID().toString();
        Sink sink = open(id, state.beginSink(id), dead);
        exchange.setProperty("run", new SinkRun(sink, id, null, NO_STUDY));
        exchange.setProperty("runId", id);
    }

    private void requireNoPolicy() {
        if (settings.privacy().isSet()) {
            throw new ExportConfigurationException(List.of("export.privacy-policy is applied to what is read from"
                + " iMednet, and a sink loads what a program gives as it is: open the sink with settings of its own,"
                + " without export.privacy-policy, if the program takes care of privacy itself"));
        }
    }

    private Sink open(String id, Path directory, Set<String> dead) throws IOException {
        Journal journal = Journal.open(directory.resolve(JournaledRun.FILE));
        try {
            journal.appendDurably("begin", JournalLines.begin(id, NO_STUDY, settings, RunOwner.current()));
            StagingDirectory staging =
                    StagingDirectory.open(
                            settings.get(ExportKeys.LOCAL_STAGING_DIR), StateDirectory.staged(directory), id);
            return new Sink(id, directory, journal, staging, dead);
        } catch (IOException | RuntimeException e) {
            try (journal) {
                throw e;
            }
        }
    }

    /** Ids of the removed ones whose claims in Snowflake are nobody's; one on another machine may have slept. */
    private Set<String> removeDeadSinks() throws IOException {
        Set<String> dead = new TreeSet<>();
        JournaledRuns sinks = state.sinks();
        sinks.unreadable().forEach(unreadable -> LOG.warn("{}", unreadable));
        for (JournaledRun other : sinks.runs()) {
            if (other.state() == State.CRASHED) {
                if (other.claimsNothing()) {
                    dead.add(other.id());
                }
                try {
                    WorkDirectory.delete(other.directory());
                } catch (NoSuchFileException e) {
                    LOG.debug("Another sink is removing {}", other.directory());
                }
            }
        }
        return dead;
    }

    /**
     * The sink, now that its table is there.
     *
     * @throws ExportConfigurationException if the table cannot say which batch a row is of
     */
    public Sink opened(@ExchangeProperty("run") SinkRun run) {
        Set<String> columns = run.table().columns();
        if (!columns.contains(SOURCE_FILE)) {
            throw new ExportConfigurationException(List.of("The table " + settings.table() + " has no column "
                    + SOURCE_FILE
                    + " VARCHAR, by which a batch's rows are found again: add it, or name another table in"
                    + " snowflake.table"));
        }
        run.sink().opened(columns);
        return run.sink();
    }

    /** Opening failed: nothing stays. */
    public void notOpened(@ExchangeProperty("run") SinkRun run) throws IOException {
        run.sink().close();
    }

    /**
     * Begins a batch, and gives the exchange its run. Waits while another thread writes the same batch.
     *
     * @param records one at least
     * @param batchId any text; the same again replaces the batch
     */
    public void start(
            @Body List<GenericRecord> records,
            @Header("sink") Sink sink,
            @Header("batchId") String batchId,
            Exchange exchange)
            throws InterruptedException {
        SinkRun run = sink.begin(requireUsable(batchId), studyOf(records));
        runs.beginClaim(run);
        exchange.setProperty("run", run);
        exchange.setProperty("runId", run.id());
        exchange.setProperty("studyKey", run.studyKey());
        exchange.setProperty("workDirectory", sink.workDirectory());
        exchange.getMessage().removeHeaders("*");
    }

    /** Whether there is anything to write. */
    public boolean hasRecords(@Body List<GenericRecord> records) {
        return !records.isEmpty();
    }

    /** The batch is this run's to write, into the table as it is now. */
    public void claimed(@ExchangeProperty("run") SinkRun run) {
        boolean unmapped = run.sink().columns().contains(RecordColumn._UNMAPPED_FIELDS.name());
        String created = run.table().created();
        run.statistics().prepared(new LoadTarget(
                run.id(), run.studyKey(), run.resource(), created, true, unmapped, 0, Replacement.BATCHES,
                null));
    }

    /** The records as a batch of its own. */
    public RecordSlice slice(@Body List<GenericRecord> records, @ExchangeProperty("run") SinkRun run) {
        return RecordSlice.whole(Objects.requireNonNull(run.batchId()), records);
    }

    public void failed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("attempts") Integer attempts,
            @ExchangeProperty("run") SinkRun run) {
        run.statistics().failed(run.batchId(), attempts, cause);
    }

    /** Ends the batch, however that went. */
    public void finish(@ExchangeProperty("run") SinkRun run) throws IOException {
        try {
            run.close();
        } finally {
            runs.endClaim(run);
            run.sink().end(run);
            run.statistics().interruptAgain();
        }
    }

    /** Rows that Snowflake said it loaded of the batch, 0 if all of it was there. */
    public long rowsLoaded(@ExchangeProperty("run") SinkRun run) {
        return run.rowsLoaded();
    }

    private static String requireUsable(String batchId) {
        boolean usable = batchId != null
                && !batchId.isBlank()
                && batchId.indexOf('\0') < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(batchId);
        if (!usable) {
            throw new IllegalArgumentException("A batch needs an id: a text that is not blank, and has no NUL and no"
                    + " half of a surrogate pair");
        }
        return batchId;
    }

    private static String studyOf(List<GenericRecord> records) {
        Set<String> studies = records.stream()
                .map(record -> Objects.toString(record.get(RecordColumn.STUDY_KEY.ordinal()), NO_STUDY))
                .collect(Collectors.toSet());
        return studies.size() == 1 ? StudyKey.check(studies.iterator().next()) : NO_STUDY;
    }
}
