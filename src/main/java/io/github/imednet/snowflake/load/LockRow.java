package io.github.imednet.snowflake.load;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What the lock's table has of a run.
 *
 * @param claim the id of the run, or the id, a slash and more
 * @param batchId the only batch that the run writes, or null if it loads the study as a whole
 * @param owner host and process, for people to find it
 * @param since when it claimed the study, or null if it did not write this down
 * @param leaseEnd when its claim ends if it is not renewed
 */
record LockRow(String claim, @Nullable String batchId, String owner, @Nullable Instant since, Instant leaseEnd) {

    /** Stands between owner and time: earlier versions, which share the table, have the owner alone. */
    static final String SINCE = ", since ";

    private static final Comparator<LockRow> BY_AGE = Comparator.comparing(
                    LockRow::since, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(LockRow::claim);

    static LockRow of(SqlAnswer.Row row) {
        String owner = row.required("OWNER");
        int since = owner.lastIndexOf(SINCE);
        return new LockRow(
                row.required("RUN_ID"),
                row.text("BATCH_ID"),
                since < 0 ? owner : owner.substring(0, since),
                since < 0 ? null : SqlTimestamp.parse(owner.substring(since + SINCE.length())),
                SqlTimestamp.parse(row.required("EXPIRES_AT")));
    }

    String runId() {
        return runOf(claim);
    }

    /** The id of the run that claims as this. */
    static String runOf(String claim) {
        int slash = claim.indexOf('/');
        return slash < 0 ? claim : claim.substring(0, slash);
    }

    /**
     * Whether this claim came first. Both runs read the same rows, and so agree on it. A claim of an earlier version has
     * no time and is taken for the first: such a run does not look again.
     */
    boolean isBefore(LockRow other) {
        return BY_AGE.compare(this, other) < 0;
    }

    /** Batches of programs' own are in each other's way only if they are the same one, whatever studies it is of. */
    boolean isInTheWayOf(@Nullable String otherBatchId) {
        return batchId == null || otherBatchId == null || batchId.equals(otherBatchId);
    }
}
