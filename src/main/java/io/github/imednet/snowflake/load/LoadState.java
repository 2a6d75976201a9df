package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.load.LoadReceipt.LoadedFile;
import io.github.imednet.snowflake.model.StagedFile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A load in work: its files, what the ledger says of them, and what has come of the latest attempt so far. */
public final class LoadState {

    private final Load load;
    @SuppressWarnings("NullAway.Init") // set by decided
    private LoadDecision decision;
    private int replacedRows;
    private Map<String, Long> rowsByFile = Map.of();
    private @Nullable LoadReceipt loaded;
    private @Nullable String undecided;
    private Set<String> idsBefore = Set.of();
    private long decidedNanos;
    private long copyNanos;

    public LoadState(Load load) {
        this.load = load;
    }

    /** All files of the load. */
    public List<StagedFile> files() {
        return load.files();
    }

    public String firstBatchId() {
        return load.firstBatchId();
    }

    Load load() {
        return load;
    }

    /** An attempt begins with the ledger's answer. */
    void decided(LoadDecision answer) {
        decision = answer;
        decidedNanos = System.nanoTime();
        copyNanos = decidedNanos;
        replacedRows = 0;
        idsBefore = Set.of();
        rowsByFile = Map.of();
        loaded = null;
    }

    /** The transaction of an attempt whose COMMIT was not answered, by its id; null where all were. */
    @Nullable String undecided() {
        return undecided;
    }

    void undecided(@Nullable String transactionId) {
        undecided = transactionId;
    }

    /** Just before the COPY is sent. */
    public void copyBegins() {
        copyNanos = System.nanoTime();
    }

    /** How long ago the ledger answered: the files are sent from then on. */
    public Duration sinceDecided() {
        return Duration.ofNanos(System.nanoTime() - decidedNanos);
    }

    /** How long ago the latest COPY began. */
    public Duration sinceCopyBegan() {
        return Duration.ofNanos(System.nanoTime() - copyNanos);
    }

    public boolean hasFilesToSend() {
        return decision.send() != null;
    }

    /** The files that are to be sent, where some are. */
    public Load filesToSend() {
        return Objects.requireNonNull(decision.send(), "No file is to be sent");
    }

    public boolean hasFilesPresent() {
        return decision.present() != null;
    }

    /** The files whose rows were in the table before, where some were. */
    public LoadReceipt filesPresent() {
        return Objects.requireNonNull(decision.present(), "No file was loaded before");
    }

    /** Whether rows that the ledger knows were not seen in the table, see {@link LoadDecision}. */
    public boolean rowsWereMissing() {
        return decision.rowsMissing();
    }

    /** Whether only the keys in the load's files say what it replaces: they are copied before its rows are. */
    public boolean needsKeys() {
        return load.target().replacement() == Replacement.IDS;
    }

    /** Whether rows may be in the table that the load replaces. */
    public boolean mayReplaceRows() {
        return needsKeys() || decision.mayReplace() && load.target().mayReplace();
    }

    /** Whether the ledger may have files all of whose rows the load replaces. */
    public boolean mayReplaceFiles() {
        return needsKeys() || decision.mayReplace();
    }

    /** Ids of the rows that the load replaces, where somebody wants to know which of them it deletes. */
    Set<String> idsBefore() {
        return idsBefore;
    }

    void idsBefore(Set<String> ids) {
        idsBefore = ids;
    }

    public int replacedRows() {
        return replacedRows;
    }

    void replaced(int rows) {
        replacedRows = rows;
    }

    /** What the COPY answered: rows by the names of the files. */
    void copiedRows(Map<String, Long> rows) {
        rowsByFile = rows;
    }

    /** The COPY was checked; by its id the files are loaded. */
    void loadedAs(String queryId) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        loaded = new LoadReceipt(
                filesToSend().files().stream()
                        .map(file -> new LoadedFile(
                                file, Objects.requireNonNull(rowsByFile.get(file.name())), queryId, now))
                        .toList(),
                LoadReceipt.Status.LOADED);
    }

    /** The files that this attempt copied, once it has. */
    public LoadReceipt filesLoaded() {
        return Objects.requireNonNull(loaded, "No file is copied yet");
    }
}
