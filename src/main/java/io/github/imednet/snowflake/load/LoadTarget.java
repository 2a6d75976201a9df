package io.github.imednet.snowflake.load;

/**
 * The table that a run loads, as it was found when the run began.
 *
 * @param tableCreated when the table was created, in UTC: the ledger's rows of an earlier table of the
 *     same name are void
 * @param lineage whether the table has the column {@code _SOURCE_FILE}
 * @param unmapped whether the table has the column {@code _UNMAPPED_FIELDS}
 * @param studyRows rows of the study in the table
 * @param whole whether the run loads all that the table is to have of the study, in the order of its record ids;
 *     otherwise batches of a program's own, each of which replaces none but its own rows
 */
public record LoadTarget(
        String runId,
        String studyKey,
        String tableCreated,
        boolean lineage,
        boolean unmapped,
        long studyRows,
        boolean whole) {

    /** Of a run that loads all of the study. */
    public LoadTarget(
            String runId, String studyKey, String tableCreated, boolean lineage, boolean unmapped, long studyRows) {
        this(runId, studyKey, tableCreated, lineage, unmapped, studyRows, true);
    }


    /** The same, with as many rows of the study in it, or more. */
    public LoadTarget withStudyRows(long rows) {
        return new LoadTarget(runId, studyKey, tableCreated, lineage, unmapped, Math.max(studyRows, rows), whole);
    }

    /** Whether rows may be there that this run's replace. */
    boolean mayReplace() {
        return !whole || studyRows > 0;
    }
}
