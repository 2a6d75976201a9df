package io.github.imednet.snowflake.replay;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RecordSelection;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.ManifestLine;
import io.github.imednet.snowflake.model.StagedFile;
import io.github.imednet.snowflake.run.ExportRun;
import io.github.imednet.snowflake.run.ExportRuns;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.ReadPass;
import io.github.imednet.snowflake.run.ReconciliationReport;
import io.github.imednet.snowflake.run.RunStart;
import io.github.imednet.snowflake.source.PageRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/** Begins and ends replays: runs that load files which were kept, and ask the API for nothing. */
@RouteBean
public final class ReplayPlan {

    private final ExportSettings settings;
    private final RunStart start;

    public ReplayPlan(ExportSettings settings, ExportRuns runs) {
        this.settings = settings;
        this.start = new RunStart(settings, runs);
    }

    /**
     * Begins a run, and gives it and the manifest to the exchange.
     *
     * @param manifest the manifest
     * @param studyKey the study, or null for the one of the settings or, without it, of the manifest
     * @param run id of the run whose lines are meant, or its beginning; null for those of all runs
     * @throws ExportConfigurationException if there is no manifest, no directory with its files, more than one study to
     *     choose from, files of another selection of the study than that of the settings, files that cannot be
     *     replayed, or such that tell of more than one state of the study
     */
    public void start(
            @Header("manifest") @Nullable String manifest,
            @Header("studyKey") @Nullable String studyKey,
            @Header("replayRun") @Nullable String run,
            Exchange exchange)
            throws IOException {
        ReplayInputs inputs = ReplayInputs.read(settings, manifest, studyKey, run);
        String study = inputs.studyKey();
        KeptBatches kept = inputs.kept();
        List<KeptBatches.Batch> batches =
                kept.batches().stream().filter(batch -> batch.studyKey().equals(study)).toList();
        if (batches.isEmpty() && kept.problems().isEmpty()) {
            throw inputs.nothingToLoad();
        }
        requireSelection(batches, study);
        batches.forEach(batch -> ManifestLines.requireAllOfRange(batch.line()));
        requireNothingElse(kept, study);
        List<JournaledRun> known = start.known();
        ReadPass nothing = new ReadPass(new PageRequest(study, 0, 1), 1, List.of(), List.of(), 0, null);
        ExportRun replay = start.begin(study, nothing);
        replay.replays();
        replay.journal()
                .appendDurably("replay", Map.of("manifest", inputs.manifest().toString(), "files", batches.size()));
        replay.statistics().beginPass(batches.stream().map(KeptBatches.Batch::file).toList());
        exchange.setProperty("replay", new ReplayedManifest(inputs.manifest().toString(), kept));
        start.register(replay, known, exchange);
    }

    /** The files to load. */
    public List<StagedFile> files(@ExchangeProperty("run") ExportRun run) {
        return run.statistics().files();
    }

    public ReplayReport report(
            @ExchangeProperty("run") ExportRun run, @ExchangeProperty("replay") ReplayedManifest replay) {
        KeptBatches kept = replay.kept();
        ExportSummary summary = run.summary();
        ReconciliationReport counts = Objects.requireNonNull(summary.reconciliation());
        return new ReplayReport(
                run.id(),
                run.studyKey(),
                replay.path(),
                kept.lines(),
                summary.batches(),
                summary.puts(),
                summary.copies(),
                summary.rowsLoaded(),
                summary.rowsAlreadyLoaded(),
                summary.rowsReplaced(),
                counts.rowsInFiles(),
                counts.rowsCopied(),
                counts.rowsInLedger(),
                counts.rowsInTable(),
                summary.reconciled(),
                summary.retries(),
                summary.seconds(),
                kept.problems(),
                kept.notes());
    }

    private static void requireNothingElse(KeptBatches kept, String study) {
        kept.earlier().stream()
                .filter(other -> other.batch().studyKey().equals(study))
                .findFirst()
                .ifPresent(other -> {
                    ManifestLine line = other.batch().line();
                    boolean sameRun = line.runId().equals(other.newest().runId());
                    throw new ExportConfigurationException(List.of("Line " + line.number() + " of the manifest, batch "
                            + line.batchId() + " of run " + line.runId() + ", has record " + other.recordId()
                            + ", which no file of " + (sameRun ? "its last pass" : "the newest run "
                                    + other.newest().runId())
                            + " has: it was deleted in iMednet, or that " + (sameRun ? "pass" : "run")
                            + " was cut off. " + (sameRun ? "Export again, and replay what that run loads, or name"
                                    + " another run (--run)"
                                    : "Name the run whose state of the study is meant (--run)")));
                });
    }

    private void requireSelection(List<KeptBatches.Batch> batches, String study) {
        String selection = settings.selection().text();
        batches.stream()
                .map(batch -> batch.line().selection())
                .filter(other -> !other.equals(selection))
                .findFirst()
                .ifPresent(other -> {
                    throw new ExportConfigurationException(List.of("The manifest has files with "
                            + RecordSelection.described(other) + " of study " + study + ", and the settings select "
                            + RecordSelection.described(selection) + ": set "
                            + RecordSelection.settings() + " as for that export, or name one of its runs (--run)"));
                });
    }
}
