package io.github.imednet.snowflake.load;

/** Asks for the rows that the table has of a study. */
final class StudyRows {

    private final WarehouseNames names;

    StudyRows(WarehouseNames names) {
        this.names = names;
    }

    /** The condition that a row is of the study. */
    static String of(String studyKey) {
        return "\"STUDY_KEY\" = " + Sql.text(studyKey);
    }

    /**
     * STAGE_PATH, ROW_COUNT, FIRST_ID and LAST_ID of each file.
     *
     * @param lineage whether the table knows the file of a row; else all rows are under NULL
     */
    String byFile(String studyKey, boolean lineage) {
        String file = lineage ? Sql.quoted(LoadStatements.SOURCE_FILE) : "NULL";
        return "SELECT " + file + " AS \"STAGE_PATH\", COUNT(*) AS \"ROW_COUNT\", MIN(\"RECORD_ID\") AS \"FIRST_ID\","
                + " MAX(\"RECORD_ID\") AS \"LAST_ID\" FROM " + names.table() + " WHERE " + of(studyKey) + " GROUP BY 1";
    }

    /**
     * The first record ids that are there more than once, as RECORD_ID, and how many such there are in all, as DOUBLED.
     */
    String doubled(String studyKey, int most) {
        return "SELECT \"RECORD_ID\", COUNT(*) OVER () AS \"DOUBLED\" FROM " + names.table() + " WHERE " + of(studyKey)
                + " AND \"RECORD_ID\" IS NOT NULL GROUP BY \"RECORD_ID\" HAVING COUNT(*) > 1"
                + " ORDER BY \"RECORD_ID\" LIMIT " + most;
    }
}
