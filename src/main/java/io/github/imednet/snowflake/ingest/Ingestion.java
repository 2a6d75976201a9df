package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.batch.WorkDirectory;
import io.github.imednet.snowflake.config.IngestReplacement;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.load.BatchLedger;
import io.github.imednet.snowflake.load.SnowflakeErrors;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.load.StageFolder;
import io.github.imednet.snowflake.load.TableClaim;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One ingestion from its beginning to its end: into one table, or into several in one transaction. */
public final class Ingestion {

    private final String id;
    private final IngestSettings settings;
    private final List<TableIngest> tables;
    private final WorkDirectory directory;
    private final @Nullable LentSession lent;
    private final @Nullable BatchLedger ledger;
    private final long begun = System.nanoTime();
    private final Semaphore writers;
    private final Semaphore uploads;
    private final AtomicInteger puts = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Deque<IngestSession.Open> sessions = new ArrayDeque<>();
    private @Nullable String transactionId;
    private boolean claimed;
    private boolean alreadyLoaded;
    private volatile boolean publishing;
    private volatile boolean published;

    /** @param lent null where the ingestion logs in */
    Ingestion(
            String id,
            IngestSettings settings,
            List<TableIngest> tables,
            WorkDirectory directory,
            @Nullable LentSession lent) {
        this.lent = lent;
        this.id = id;
        this.settings = settings;
        this.tables = List.copyOf(tables);
        this.directory = directory;
        this.writers = new Semaphore(settings.get(IngestSettings.WRITER_CONCURRENCY));
        this.uploads = new Semaphore(settings.get(IngestSettings.UPLOAD_CONCURRENCY));
        this.ledger = settings.batch() == null
                ? null
                : new BatchLedger(
                        settings.snowflake(), Sql.quoted(tables.get(0).exactName()), settings.batch(), id);
    }

    String id() {
        return id;
    }

    IngestSettings settings() {
        return settings;
    }

    List<TableIngest> tables() {
        return tables;
    }

    /** Where the Parquet files are until they are on the stage. */
    WorkDirectory directory() {
        return directory;
    }

    /** The session that the ingestion is done in, or null for one of its own. */
    @Nullable LentSession lent() {
        return lent;
    }

    /** Whether the rows become part of a transaction that the session has, and visible with it. */
    boolean isInTransaction() {
        return tables.stream().anyMatch(TableIngest::isDirect);
    }

    boolean hasOwnStage() {
        return settings.stage() == null && (lent == null || !lent.isInTransaction());
    }

    /** The stage, with its schema, quoted. */
    String stage() {
        if (lent != null && lent.isInTransaction() && settings.stage() == null) {
            return Objects.requireNonNull(lent.transactionStage());
        }
        String name = hasOwnStage()
                ? Sql.quoted("IMEDNET_INGEST_" + id)
                : Sql.identifier(Objects.requireNonNull(settings.stage()));
        return tables.get(0).schema() + '.' + name;
    }

    /** The place on the stage that has the ingestion's files and no others. */
    StageFolder folder() {
        return new StageFolder(stage(), "ingest-" + id + '/', settings.objectStorage());
    }

    /** Threads that may write a file. */
    Semaphore writers() {
        return writers;
    }

    /** Threads that may send a file. */
    Semaphore uploads() {
        return uploads;
    }

    void sent() {
        puts.incrementAndGet();
    }

    /** The first failure counts: those behind it mostly follow from it. */
    void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    @Nullable Throwable failure() {
        return failure.get();
    }

    /** What had rows that were begun and cannot be read again. */
    List<Object> rowsReadOnce() {
        return tables.stream().map(TableIngest::rowsReadOnce).filter(Objects::nonNull).toList();
    }

    boolean hasFailed() {
        return failure.get() != null;
    }

    /** Forgets the first failure: Snowflake has done what did not seem to be done. */
    void forgetFailure() {
        failure.set(null);
    }

    /** All that were opened, the one in use first. */
    Deque<IngestSession.Open> sessions() {
        return sessions;
    }

    boolean hasSession() {
        return !sessions.isEmpty();
    }

    /** The transaction in which rows become visible, or null. */
    @Nullable String transactionId() {
        return transactionId;
    }

    void transactionId(@Nullable String id) {
        transactionId = id;
    }

    /** Null where the rows are no batch that is loaded once. */
    @Nullable BatchLedger ledger() {
        return ledger;
    }

    /**
     * What is claimed while rows become visible: a batch, or the rows of a value in each table, whose columns are known
     * by then; mostly nothing.
     */
    List<TableClaim> claims() {
        if (ledger != null) {
            return List.of(ledger.claim());
        }
        IngestReplacement replacement = settings.replacement();
        return replacement == null
                ? List.of()
                : tables.stream().map(table -> claimOfRows(table, replacement)).toList();
    }

    private TableClaim claimOfRows(TableIngest table, IngestReplacement replacement) {
        ReplacedRows replaced =
                Objects.requireNonNull(table.replaced(), "The columns of the table are not known yet");
        return TableClaim.of(
                settings.snowflake(), Sql.quoted(table.exactName()), replacement, replaced.text(), id);
    }

    /** Something may have been claimed: an answer may be lost. */
    void claimed() {
        claimed = true;
    }

    boolean isClaimed() {
        return claimed;
    }

    void alreadyLoaded(boolean loaded) {
        alreadyLoaded = loaded;
    }

    boolean isAlreadyLoaded() {
        return alreadyLoaded;
    }

    /** From now on the target may change. */
    void beginPublishing() {
        publishing = true;
    }

    /** The target has not changed after all. */
    void notPublished() {
        publishing = false;
    }

    /** Whether the statement that changes the target failed otherwise than by Snowflake's own answer. */
    boolean isFateUnknown() {
        return publishing && !published
                && !(failure() instanceof SQLException sql && SnowflakeErrors.isOfStatement(sql));
    }

    void published() {
        published = true;
    }

    boolean isPublished() {
        return published;
    }

    IngestSummary summary() {
        List<IngestSummary.Table> summaries =
                alreadyLoaded ? List.of() : tables.stream().map(TableIngest::summary).toList();
        return new IngestSummary(
                id,
                settings.batch() == null ? null : settings.batch().id(),
                alreadyLoaded,
                summaries,
                summaries.stream().mapToLong(IngestSummary.Table::rows).sum(),
                summaries.stream().mapToInt(IngestSummary.Table::files).sum(),
                summaries.stream().mapToLong(IngestSummary.Table::bytes).sum(),
                puts.get(),
                summaries.stream().mapToInt(IngestSummary.Table::copies).sum(),
                (System.nanoTime() - begun) / 1e9);
    }
}
