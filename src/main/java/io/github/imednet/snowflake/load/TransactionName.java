package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The name of the transactions in which a study, or one batch, is loaded into a table: the same for every process that
 * does so, and for no other study, batch or table. It has a digest of each, and so needs no quotes. A transaction that
 * writes to several tables has a digest of each of the others behind that.
 *
 * @param table digest of the table with its schema
 * @param study digest of the study
 * @param batch digest of the batch, or {@value #WHOLE_STUDY}
 * @param others digests of other tables, each with its study
 */
record TransactionName(String table, String study, String batch, List<String> others) {

    private static final String WHOLE_STUDY = "0000000000000000";

    /** More would make a name that is too long; an abandoned transaction keeps the other tables until it times out. */
    private static final int MOST_OTHERS = 11;

    private static final Pattern PATTERN = Pattern.compile(
            "IMEDNET_LOAD_([0-9A-F]{16})_([0-9A-F]{16})_([0-9A-F]{16})((?:_[0-9A-F]{16})*)", Pattern.CASE_INSENSITIVE);

    /** @param batchId null where the study is loaded as a whole */
    static TransactionName of(WarehouseNames names, String studyKey, @Nullable String batchId) {
        return new TransactionName(digest(names.table()), digest(studyKey),
                batchId == null ? WHOLE_STUDY : digest(batchId), List.of());
    }

    static TransactionName of(WarehouseNames names, LockClaim claim) {
        return of(names, claim.studyKey(), claim.batchId());
    }

    /** The name of a transaction that also loads a study as a whole into another table. */
    TransactionName and(TransactionName other) {
        List<String> all = new ArrayList<>(others);
        if (all.size() < MOST_OTHERS) {
            all.add(other.tableAndStudy());
        }
        return new TransactionName(table, study, batch, List.copyOf(all));
    }

    private String tableAndStudy() {
        return digest(table + study);
    }

    /** The statement that begins a transaction of this name. */
    String begin() {
        return "BEGIN NAME " + this;
    }

    /**
     * Whether a transaction is one that the lock for this load keeps others from having: one of the same batch, or of
     * the study as a whole, or any of the study where that is loaded as a whole.
     */
    boolean excludes(@Nullable String name) {
        Matcher other = PATTERN.matcher(name == null ? "" : name);
        if (!other.matches()) {
            return false;
        }
        if (List.of(other.group(4).toUpperCase(Locale.ROOT).split("_")).contains(tableAndStudy())) {
            return true;
        }
        boolean sameStudy = study.equalsIgnoreCase(other.group(2));
        boolean whole = batch.equals(WHOLE_STUDY) || other.group(3).equals(WHOLE_STUDY);
        return table.equalsIgnoreCase(other.group(1))
                && (whole ? sameStudy : batch.equalsIgnoreCase(other.group(3)));
    }

    private static String digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16).toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "IMEDNET_LOAD_" + table + '_' + study + '_' + batch
                + others.stream().map(other -> '_' + other).collect(Collectors.joining());
    }
}
