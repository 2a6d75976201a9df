package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ImednetResource;
import org.jspecify.annotations.Nullable;

/**
 * The table that a run loads, as it was found when the run began.
 *
 * @param resource the list of the API that the table is for
 * @param tableCreated when the table was created, in UTC: the ledger's rows of an earlier table of the
 *     same name are void
 * @param lineage whether the table has the column {@code _SOURCE_FILE}
 * @param unmapped whether the table has the column {@code _UNMAPPED_FIELDS}
 * @param studyRows rows of the study in the table
 * @param replacement what each load of the run replaces
 * @param selection which of the study's records the run selects, or null for what the settings say
 */
public record LoadTarget(
        String runId,
        String studyKey,
        ImednetResource resource,
        String tableCreated,
        boolean lineage,
        boolean unmapped,
        long studyRows,
        Replacement replacement,
        @Nullable String selection) {

    /** The same, with as many rows of the study in it, or more. */
    public LoadTarget withStudyRows(long rows) {
        return new LoadTarget(runId, studyKey, resource, tableCreated, lineage, unmapped, Math.max(studyRows, rows),
                replacement, selection);
    }

    /** The same table, of which loads replace other rows. */
    public LoadTarget replacing(Replacement others) {
        return new LoadTarget(runId, studyKey, resource, tableCreated, lineage, unmapped, studyRows, others,
                selection);
    }

    /** Whether the run loads all that the table is to have of the study. */
    public boolean whole() {
        return replacement != Replacement.BATCHES;
    }

    /** Whether rows may be there that this run's replace. */
    boolean mayReplace() {
        return !whole() || studyRows > 0;
    }
}
