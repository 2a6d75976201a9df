package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.SharedSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;

/**
 * One run per study and table at a time: a row in Snowflake with its owner, which counts until its lease ends.
 * Snowflake enforces no unique keys, so a run first inserts its row and then looks: it has the lock if there is no
 * other row. Of two that do so at the same moment neither may see the other, for an account need not show a session at
 * once what another one committed; so each looks once more before it commits, and the one that came later ends. A run
 * that writes one batch of a program's own lets others of its kind pass that write other batches.
 */
@RouteBean
public final class RunLock {

    private static final String NOW = "SYSDATE()";

    private final WarehouseNames names;
    private final long leaseSeconds;
    private final SnowflakeStatements statements;

    public RunLock(ExportSettings settings, SnowflakeStatements statements) {
        this.statements = statements;
        this.names = WarehouseNames.of(settings);
        this.leaseSeconds = settings.get(SharedSettings.LOCK_LEASE).toSeconds();
    }

    RunLock(WarehouseNames names, Duration lease) {
        this(names, lease.toSeconds(), new SnowflakeStatements());
    }

    private RunLock(WarehouseNames names, long leaseSeconds, SnowflakeStatements statements) {
        this.names = names;
        this.leaseSeconds = leaseSeconds;
        this.statements = statements;
    }

    private RunLock of(LockClaim claim) {
        return new RunLock(names.of(claim.resource()), leaseSeconds, statements);
    }

    /** Makes the table of locks where it is missing. */
    public void createTable(Exchange exchange) throws SQLException {
        statements.execute(exchange, definition());
    }

    /** Deletes the rows of runs that are known to have ended, and of those whose lease has. */
    public void releaseDead(@ExchangeProperty("run") LockHolder run, Exchange exchange) throws SQLException {
        LockClaim claim = run.claim();
        statements.execute(exchange, of(claim).release(claim.studyKey(), claim.batchId(), claim.deadRuns()));
    }

    /** Inserts the row of the run. From now on there may be a lock, also if the answer is lost. */
    public void claim(@ExchangeProperty("run") LockHolder run, Exchange exchange) throws SQLException {
        LockClaim claim = run.claim();
        run.lockRequested();
        statements.execute(exchange, of(claim).insert(claim.studyKey(), claim.batchId(), claim.id(), claim.owner()));
    }

    /**
     * Lets a run pass that has claimed its study, or its batch, and is alone with it. Every other claim counts, also
     * that of a run that was known to have ended: its old one was deleted before, so it has been resumed since.
     *
     * @throws RunInProgressException naming the run that has the study
     */
    public void requireNoOther(@ExchangeProperty("run") LockHolder run, Exchange exchange) throws SQLException {
        requireNoOther(run.claim(), Set.of(), exchange);
    }

    /**
     * The same for who only looks, and claims and deletes nothing: runs that are known to have ended do not count.
     *
     * @throws RunInProgressException naming the run that has the study
     */
    public void requireNoOtherAtWork(@ExchangeProperty("run") LockHolder run, Exchange exchange) throws SQLException {
        requireNoOther(run.claim(), run.claim().deadRuns(), exchange);
    }

    private void requireNoOther(LockClaim claim, Set<String> deadRuns, Exchange exchange) throws SQLException {
        RunLock lock = of(claim);
        lock.requireAlone(
                claim.studyKey(),
                claim.batchId(),
                claim.id(),
                deadRuns,
                statements.query(exchange, lock.look(claim.studyKey(), claim.batchId())));
    }

    /**
     * Lets a load be committed while the run still has its study, and alone: a machine that slept may have lost it to
     * another run. One that has just claimed it, and is about to see that it is not alone, is not in the way.
     *
     * @throws LostLockException if the run's lease has ended
     * @throws RunInProgressException naming a run that claimed the study before, and was not seen then
     */
    public void requireStillHeld(@ExchangeProperty("run") LockHolder run, Exchange exchange) throws SQLException {
        LockClaim claim = run.claim();
        String what = claim.batchId() == null ? "the study " + claim.studyKey() : "the batch " + claim.batchId();
        RunLock lock = of(claim);
        lock.requireHeld(
                claim.studyKey(),
                claim.batchId(),
                claim.id(),
                statements.query(exchange, lock.look(claim.studyKey(), claim.batchId())),
                "Run " + LockRow.runOf(claim.id()) + " has lost its claim to " + what
                        + ", because it was not renewed in"
                        + " time: nothing more is written; "
                        + (claim.batchId() == null ? "export again" : "send it again"));
    }

    /** Lets the leases of these runs begin anew. */
    public void renewLeases(@Body Collection<String> claims, Exchange exchange) throws SQLException {
        statements.execute(exchange, renew(claims));
    }

    /** Deletes the row of the run. */
    public void releaseClaim(@ExchangeProperty("run") LockHolder run, Exchange exchange) throws SQLException {
        statements.execute(exchange, delete(run.claim().id()));
    }

    String definition() {
        return "CREATE TABLE IF NOT EXISTS " + names.lock() + " (\"TABLE_NAME\" VARCHAR, \"STUDY_KEY\" VARCHAR,"
                + " \"RUN_ID\" VARCHAR, \"OWNER\" VARCHAR, \"EXPIRES_AT\" TIMESTAMP_NTZ, \"BATCH_ID\" VARCHAR)";
    }

    String release(String studyKey, @Nullable String batchId, Collection<String> deadRuns) {
        String dead = Sql.texts(deadRuns);
        return "DELETE FROM " + names.lock() + " WHERE " + claims(studyKey, batchId) + " AND (\"EXPIRES_AT\" < " + NOW
                + " OR \"RUN_ID\" IN " + dead + " OR LEFT(\"RUN_ID\", 36) IN " + dead + ")";
    }

    String insert(String studyKey, @Nullable String batchId, String claim, String owner) {
        return "INSERT INTO " + names.lock()
                + " (\"TABLE_NAME\", \"STUDY_KEY\", \"RUN_ID\", \"OWNER\", \"EXPIRES_AT\", \"BATCH_ID\") SELECT "
                + Sql.text(names.tableName()) + ", " + Sql.text(studyKey) + ", " + Sql.text(claim) + ", "
                + Sql.text(owner + LockRow.SINCE) + " || " + SqlTimestamp.text(NOW) + ", " + leaseEnd() + ", "
                + (batchId == null ? "NULL" : Sql.text(batchId));
    }

    String look(String studyKey, @Nullable String batchId) {
        return "SELECT \"RUN_ID\", \"OWNER\", \"BATCH_ID\", " + SqlTimestamp.text("EXPIRES_AT", 3, "EXPIRES_AT")
                + " FROM " + names.lock() + " WHERE " + claims(studyKey, batchId) + " AND \"EXPIRES_AT\" >= " + NOW
                + " ORDER BY \"RUN_ID\"";
    }

    /**
     * @param deadRuns ids of runs that are known to have ended, for who only looks; none for who has claimed the study
     * @param answer the rows of {@link #look}
     */
    void requireAlone(String studyKey, @Nullable String batchId, String claim, Set<String> deadRuns, SqlAnswer answer) {
        requireNone(studyKey, batchId, answer, row ->
                !claim.equals(row.claim()) && !deadRuns.contains(row.runId()));
    }

    /**
     * @param answer the rows of {@link #look}; two are of the claim where it was inserted again, as its first INSERT was
     *     executed after all
     * @param otherwise what to say where the claim is not among them
     */
    void requireHeld(String studyKey, @Nullable String batchId, String claim, SqlAnswer answer, String otherwise) {
        LockRow own = answer.rows().stream()
                .map(LockRow::of)
                .filter(row -> claim.equals(row.claim()))
                .reduce((one, another) -> another.isBefore(one) ? another : one)
                .orElseThrow(() -> new LostLockException(otherwise));
        requireNone(studyKey, batchId, answer, row -> row.isBefore(own));
    }

    private void requireNone(
            String studyKey, @Nullable String batchId, SqlAnswer answer, Predicate<LockRow> isInTheWay) {
        answer.rows().stream()
                .map(LockRow::of)
                .filter(row -> row.isInTheWayOf(batchId))
                .filter(isInTheWay)
                .findFirst()
                .ifPresent(other -> {
                    String what = batchId == null ? studyKey : "batch " + batchId + " or its study";
                    throw new RunInProgressException(what, names.table(), other);
                });
    }

    String renew(Collection<String> claims) {
        return "UPDATE " + names.lock() + " SET \"EXPIRES_AT\" = " + leaseEnd() + " WHERE \"RUN_ID\" IN "
                + Sql.texts(claims);
    }

    String delete(String claim) {
        return "DELETE FROM " + names.lock() + " WHERE \"RUN_ID\" = " + Sql.text(claim);
    }

    private String leaseEnd() {
        return "DATEADD(second, " + leaseSeconds + ", " + NOW + ")";
    }

    private String claims(String studyKey, @Nullable String batchId) {
        return "\"TABLE_NAME\" = " + Sql.text(names.tableName()) + " AND (\"STUDY_KEY\" = " + Sql.text(studyKey)
                + (batchId == null ? "" : " OR \"BATCH_ID\" = " + Sql.text(batchId)) + ")";
    }

    /** A lease ended before what it was for was committed. */
    public static final class LostLockException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private LostLockException(String message) {
            super(message);
        }
    }
}
