package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.journal.Journal;
import io.github.imednet.snowflake.journal.RunOwner;
import io.github.imednet.snowflake.load.LockClaim;
import io.github.imednet.snowflake.load.TableState;
import io.github.imednet.snowflake.model.StagedFile;
import io.github.imednet.snowflake.privacy.FiltersAnswers;
import io.github.imednet.snowflake.privacy.PolicyFindings;
import io.github.imednet.snowflake.views.FormViewsRun;
import io.github.imednet.snowflake.views.FormViewsState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One execution of an export. It travels with the exchanges, so that several may run in one Camel context. */
public final class ExportRun implements WritingRun, FormViewsRun, FiltersAnswers {

    private final String id;
    private final String claimId;
    private final Instant started = Instant.now();
    private final String studyKey;
    private final ImednetResource resource;
    private final ExportSettings settings;
    private final Journal journal;
    private final StagingDirectory staging;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final RunStatistics statistics = new RunStatistics();
    private final RunPasses passes;
    private final AtomicLong announcedFirst = new AtomicLong(-1);
    private volatile boolean replay;
    private final RunMode mode;
    private final TableState table = new TableState();
    private final PolicyFindings policyFindings;
    private final FormViewsState formViews = new FormViewsState();
    private volatile Set<String> deadRuns = Set.of();
    private volatile @Nullable ReconciliationReport reconciliation;

    ExportRun(
            String id,
            String studyKey,
            ImednetResource resource,
            ExportSettings settings,
            Journal journal,
            StagingDirectory staging,
            ReadPass firstPass) {
        this.id = id;
        this.claimId = id + '/' + UUID.randomUUID().toString().substring(0, 8);
        this.studyKey = studyKey;
        this.resource = resource;
        this.settings = settings;
        this.mode = new RunMode(settings.incremental().wanted());
        this.journal = journal;
        this.policyFindings =
                new PolicyFindings(field -> journal.appendForReports("undecided", Map.of("field", field)));
        this.staging = staging;
        this.passes = new RunPasses(studyKey, mode, statistics, firstPass);
    }

    @Override
    public String id() {
        return id;
    }

    /** Another one in each process that works on the run, so that none commits by what another one claimed. */
    @Override
    public LockClaim claim() {
        return new LockClaim(studyKey, resource, null, claimId, RunOwner.current().toString(), deadRuns);
    }

    String claimId() {
        return claimId;
    }

    /** Takes the ids of runs that are known to have ended: what they claim in Snowflake is void. */
    void deadRuns(Set<String> ids) {
        deadRuns = ids;
    }

    @Override
    public TableState table() {
        return table;
    }

    @Override
    public FormViewsState formViews() {
        return formViews;
    }

    @Override
    public String studyKey() {
        return studyKey;
    }

    @Override
    public String selection() {
        return settings.selection().text();
    }

    @Override
    public ImednetResource resource() {
        return resource;
    }

    /** The run loads kept files, and asks the API for nothing. */
    public void replays() {
        replay = true;
    }

    @Override
    public boolean isReplay() {
        return replay;
    }

    @Override
    public int passOverAll() {
        return passes.overAll();
    }

    /** The settings as they are for the run's list. */
    ExportSettings settings() {
        return settings;
    }

    @Override
    public boolean loadsAsItReads() {
        return resource == ImednetResource.RECORDS;
    }

    @Override
    public Path stagingDirectory() {
        return staging.path();
    }

    @Override
    public Path workDirectory() {
        return staging.work();
    }

    @Override
    public PolicyFindings policyFindings() {
        return policyFindings;
    }

    /** Asks the run to end early: no further page is read; complete batches are still loaded. */
    public void stop() {
        statistics.stop();
    }

    /** How far the run is, with what it holds. */
    RunStatus status(boolean underWay) {
        return new RunStatus(
                summary(), started, underWay, underWay && hasLock(), claim().owner(), settings.table());
    }

    /** How far the run is, or how it ended. */
    public ExportSummary summary() {
        RunFailure failure = statistics.failure();
        SummaryDraft draft = new SummaryDraft();
        draft.runId = id;
        draft.studyKey = studyKey;
        draft.list = resource == ImednetResource.RECORDS ? null : resource.path();
        draft.mode = mode.name();
        draft.since = mode.since();
        draft.changed = mode.isIncremental() ? (Long) mode.changed() : null;
        draft.whyFull = mode.whyFull();
        draft.recordsAnnounced = Math.max(0, mode.isIncremental() ? mode.announced() : pass().totalElements());
        draft.recordsRead = recordsRead();
        draft.add(this);
        draft.seconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
        draft.manifest = Objects.toString(settings.get(ExportKeys.MANIFEST_PATH), null);
        draft.undecidedFields = policyFindings.undecided();
        draft.reconciliation = reconciliation;
        draft.reconciled = reconciliation != null && reconciliation.differences().isEmpty();
        draft.formViews = formViews.report();
        if (failure != null) {
            draft.error = Failures.reason(failure.cause());
            draft.batchId = failure.batchId();
        }
        return draft.summary();
    }

    /** Before an incremental run has read its changes, what it asked for was to see whether there are any. */
    private long recordsRead() {
        return mode.isIncremental() && !pass().isOfChanges() ? 0 : pass().recordsRead();
    }

    /** How far the run is, for whoever looks on. */
    public RunState state() {
        long loaded = statistics.rowsLoaded.sum() + statistics.rowsAlreadyLoaded.sum();
        return new RunState(
                resource.path(),
                mode.isIncremental() ? mode.changed() : Math.max(0, pass().totalElements()),
                recordsRead(),
                statistics.rowsWritten(),
                Math.max(statistics.rowsSent.sum(), loaded),
                loaded);
    }

    @Override
    public void requestSent() {
        statistics.requests.increment();
    }

    @Override
    public void requestRetried(Duration waited) {
        statistics.requestRetries.increment();
        journal.appendForReports("retry", retry("api", waited));
    }

    @Override
    public void loadRetried(Duration waited) {
        statistics.loadRetries.increment();
        journal.appendForReports("retry", retry("load", waited));
    }

    private static Map<String, Object> retry(String of, Duration waited) {
        return Map.of("of", of, "seconds", waited.toMillis() / 1000.0);
    }

    @Override
    public String firstBatchId() {
        List<StagedFile> files = statistics.files();
        return files.isEmpty() ? pass().cutter().currentBatchId() : files.get(0).batchId();
    }

    @Override
    public long batchesBegun() {
        return pass().staged().size() + pass().cutter().batches();
    }

    RunPasses passes() {
        return passes;
    }

    ReadPass pass() {
        return passes.current();
    }

    /** Whether the run reads everything or what changed. */
    RunMode mode() {
        return mode;
    }

    /** Records that the API announced with the run's first answer, or -1 before it. */
    long announcedFirst() {
        return announcedFirst.get();
    }

    /** Takes what a page's answer announced, if it is the first. */
    void announced(long records) {
        announcedFirst.compareAndSet(-1, records);
    }

    @Override
    public RunStatistics statistics() {
        return statistics;
    }

    @Override
    public Journal journal() {
        return journal;
    }

    public void reconciled(ReconciliationReport report) {
        reconciliation = report;
    }

    @Override
    public void abandon() throws IOException {
        statistics.abandoned(new ExportInterruptedException(id));
        pass().sequence().abort();
        close();
    }

    /** Ends the journal, and removes the Parquet files if they were for the run alone; the second time nothing. */
    void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            try (journal) {
                staging.close();
            }
        }
    }
}
