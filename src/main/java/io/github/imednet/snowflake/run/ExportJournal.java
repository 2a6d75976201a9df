package io.github.imednet.snowflake.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.batch.RecordBatch;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.journal.HashChain;
import io.github.imednet.snowflake.journal.JournalLines;
import io.github.imednet.snowflake.journal.JournaledRun.State;
import io.github.imednet.snowflake.journal.ReadPage;
import io.github.imednet.snowflake.journal.RowCounts;
import io.github.imednet.snowflake.load.LoadReceipt;
import io.github.imednet.snowflake.load.LoadState;
import io.github.imednet.snowflake.model.StagedFile;
import io.github.imednet.snowflake.source.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the journal of a run what a resumed run need not do again. */
@RouteBean
public final class ExportJournal {

    private static final Logger LOG = LoggerFactory.getLogger(ExportJournal.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A pass begins. What stays of the one before it is written anew, so that only the last one counts. */
    public void passBegun(@ExchangeProperty("run") ExportRun run) throws IOException {
        boolean ofChanges = run.pass().isOfChanges();
        if (run.passes().isFirst() && !ofChanges) {
            return; // what a resumed run left stands there already
        }
        run.journal().append("pass", Map.of("number", run.passes().count(), "changes", ofChanges));
        for (ReadPage page : run.pass().pages().values()) {
            run.journal().append("page", JournalLines.of(page, run.pass().totalElements(), run.pass().since()));
        }
        for (StagedFile file : run.pass().staged()) {
            run.journal().append("file", JournalLines.of(file));
        }
    }

    /** A page's turn has come. Losing this line with the power costs no more than asking for the page again. */
    public void pageRead(@Body Page page, @ExchangeProperty("run") ExportRun run) throws IOException {
        ReadPage taken = run.pass().taken(page);
        run.journal().append("page", JournalLines.of(taken, run.pass().totalElements(), run.pass().since()));
    }

    public void fileWritten(
            @ExchangeProperty("stagedFile") StagedFile file,
            @ExchangeProperty("batch") RecordBatch batch,
            @ExchangeProperty("run") WritingRun run)
            throws IOException {
        Map<String, Object> fields = JournalLines.of(file);
        fields.putAll(RowCounts.of(batch.records()));
        run.journal().appendDurably("file", fields);
    }

    public void filesSent(@ExchangeProperty("load") LoadState load, @ExchangeProperty("run") WritingRun run) {
        note("put", load, load.sinceDecided(), run);
    }

    /** What the journal says of the COPY has how long it took. */
    public void copyBegins(@ExchangeProperty("load") LoadState load) {
        load.copyBegins();
    }

    public void filesCopied(@ExchangeProperty("load") LoadState load, @ExchangeProperty("run") WritingRun run) {
        note("copy", load, load.sinceCopyBegan(), run);
    }

    private static void note(String event, LoadState load, Duration took, WritingRun run) {
        run.journal().appendForReports(event, Map.of(
                "files", load.filesToSend().files().size(), "seconds", took.toMillis() / 1000.0));
    }

    public void loaded(@Body LoadReceipt receipt, @ExchangeProperty("run") WritingRun run) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", receipt.status().name());
        fields.put("files", receipt.files().stream().map(loaded -> loaded.file().name()).toList());
        fields.put("rows", receipt.rows());
        run.journal().appendDurably("load", fields);
    }

    /** The run's last word. */
    public void ended(@ExchangeProperty("run") ExportRun run) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        boolean complete = run.summary().reconciled() && run.statistics().failure() == null;
        fields.put("state", (complete ? State.COMPLETE : State.FAILED).name());
        fields.put("error", run.summary().error());
        fields.put("records", run.summary().recordsRead());
        fields.put("rows_loaded", run.summary().rowsLoaded());
        fields.put("summary", JSON.valueToTree(run.summary()));
        fields.put("manifest_head", manifestHead(run));
        run.journal().appendDurably("end", fields);
    }

    /**
     * The hash of the manifest's last line, or null if there is none. What cannot be read takes nothing from the run.
     */
    private static @Nullable String manifestHead(ExportRun run) {
        Path manifest = run.settings().get(ExportKeys.MANIFEST_PATH);
        try {
            return manifest == null || Files.notExists(manifest) ? null : HashChain.after(manifest).head();
        } catch (IOException e) {
            LOG.warn("The manifest {} cannot be read, so that the run's journal does not say its hash", manifest, e);
            return null;
        }
    }
}
