package io.github.imednet.snowflake.load;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run has found of its table, one statement after the other. */
public final class TableState {

    /** By identity: a run that reads the study anew loads the same batches again, in loads of their own. */
    private final Map<Object, Long> deleted = new IdentityHashMap<>();

    private volatile Set<String> columns = Set.of();
    @SuppressWarnings("NullAway.Init") // set once the table was looked at
    private volatile String created;

    @SuppressWarnings("NullAway.Init") // set once the rows were counted
    private volatile LoadTarget found;

    private volatile boolean ledger = true;
    private volatile Map<String, Long> rowsByFile = Map.of();
    private volatile @Nullable Long greatestId;
    private volatile Map<String, Long> ledgerRows = Map.of();
    private volatile Set<String> stalePaths = Set.of();
    private volatile @Nullable SyncState lastSync;
    private volatile int staleRowsDeleted;
    private volatile long distinctIds;
    private volatile List<String> duplicateIds = List.of();

    /** The names of the table's columns. */
    public Set<String> columns() {
        return columns;
    }

    void columns(Set<String> names) {
        columns = Set.copyOf(names);
    }

    /** When the table was created, in UTC. */
    public String created() {
        return created;
    }

    void created(String time) {
        created = time;
    }

    /** Whether the ledger is there, as it is for each run but one that only looks: no export has made it yet. */
    public boolean hasLedger() {
        return ledger;
    }

    void hasLedger(boolean isThere) {
        ledger = isThere;
    }

    /** The table and the study's rows in it, before loads may begin; not before they were counted. */
    public LoadTarget found() {
        return found;
    }

    void found(LoadTarget target) {
        found = target;
    }

    /** Whether the table had rows of the study. */
    public boolean hasStudyRows() {
        return found != null && found.studyRows() > 0;
    }

    /** Rows of the study in the table, by their file's path inside the stage; under the empty path those of no file. */
    public Map<String, Long> rowsByFile() {
        return rowsByFile;
    }

    void rowsByFile(Map<String, Long> rows) {
        rowsByFile = rows;
    }

    /** The greatest id of the study in the table, or null if it has no row, or a list whose ids are no numbers. */
    public @Nullable Long greatestId() {
        return greatestId;
    }

    void greatestId(@Nullable Long id) {
        greatestId = id;
    }

    /** Rows of the study in the table as the ledger says, by file. */
    public Map<String, Long> ledgerRows() {
        return ledgerRows;
    }

    void ledgerRows(Map<String, Long> rows) {
        ledgerRows = rows;
    }

    /** How far the study was up to date after the last complete run, or null if there was none. */
    public @Nullable SyncState lastSync() {
        return lastSync;
    }

    void lastSync(@Nullable SyncState state) {
        lastSync = state;
    }

    /** Files that rows of the study are from and that the study's records have left. */
    public Set<String> stalePaths() {
        return stalePaths;
    }

    public void stalePaths(Set<String> paths) {
        stalePaths = paths;
    }

    public boolean hasStaleRows() {
        return !stalePaths.isEmpty();
    }

    /** How many of their rows were deleted. */
    public int staleRowsDeleted() {
        return staleRowsDeleted;
    }

    void staleRowsDeleted(int rows) {
        staleRowsDeleted = rows;
    }

    /**
     * Takes note of how many entities a load deletes. What its earlier attempts deleted was rolled back.
     *
     * @param deleting the load's {@link LoadState}, which all its attempts share, or what else deletes, the same object
     *     each time
     * @return how many all loads of the run delete
     */
    synchronized long deletes(Object deleting, long entities) {
        deleted.put(deleting, entities);
        return deleted.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Distinct record ids of the study in the table. */
    public long distinctIds() {
        return distinctIds;
    }

    void distinctIds(long ids) {
        distinctIds = ids;
    }

    /** Whether records are in the table more than once. */
    public boolean hasDuplicates() {
        return rowsByFile.values().stream().mapToLong(Long::longValue).sum() != distinctIds;
    }

    /** Some of the record ids that are there more than once. */
    public List<String> duplicateIds() {
        return duplicateIds;
    }

    void duplicateIds(List<String> ids) {
        duplicateIds = ids;
    }
}
