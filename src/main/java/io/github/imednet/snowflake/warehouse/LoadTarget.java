package io.github.imednet.snowflake.warehouse;

/**
 * The table that a run loads, as it was found when the run began.
 *
 * @param tableCreated when the table was created, in UTC: the ledger's rows of an earlier table of the
 *     same name are void
 * @param lineage whether the table has the column {@code _SOURCE_FILE}
 * @param unmapped whether the table has the column {@code _UNMAPPED_FIELDS}
 * @param studyRows rows of the study in the table
 */
public record LoadTarget(
        String runId, String studyKey, String tableCreated, boolean lineage, boolean unmapped, long studyRows) {

    /** The same, with as many rows of the study in it, or more. */
    public LoadTarget withStudyRows(long rows) {
        return new LoadTarget(runId, studyKey, tableCreated, lineage, unmapped, Math.max(studyRows, rows));
    }

    /** Whether rows of the study may be there that this run's take the place of. */
    boolean mayReplace() {
        return studyRows > 0;
    }
}
