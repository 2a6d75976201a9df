package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.model.EntityList;

/** Asks for the rows that the table of a list has of a study. */
final class StudyRows {

    private final String table;
    private final String key;
    private final boolean numbers;

    StudyRows(WarehouseNames names, ImednetResource resource) {
        this.table = names.of(resource).table();
        this.numbers = EntityList.of(resource).isInOrderOfNumbers();
        this.key = Sql.quoted(EntityList.of(resource).key().name());
    }

    /** The condition that a row is of the study. */
    static String of(String studyKey) {
        return "\"STUDY_KEY\" = " + Sql.text(studyKey);
    }

    /**
     * STAGE_PATH, ROW_COUNT, FIRST_ID and LAST_ID of each file; both ids are NULL in a list whose ids are no numbers.
     *
     * @param lineage whether the table knows the file of a row; else all rows are under NULL
     */
    String byFile(String studyKey, boolean lineage) {
        String file = lineage ? Sql.quoted(LoadStatements.SOURCE_FILE) : "NULL";
        String id = numbers ? key : "NULL::NUMBER";
        return "SELECT " + file + " AS \"STAGE_PATH\", COUNT(*) AS \"ROW_COUNT\", MIN(" + id + ") AS \"FIRST_ID\","
                + " MAX(" + id + ") AS \"LAST_ID\" FROM " + table + " WHERE " + of(studyKey) + " GROUP BY 1";
    }

    /** STUDY_ROWS, and how many of them have an id, as ROWS_WITH_ID, and one that no other has, as DISTINCT_IDS. */
    String counts(String studyKey) {
        return "SELECT COUNT(*) AS \"STUDY_ROWS\", COUNT(" + key + ") AS \"ROWS_WITH_ID\", COUNT(DISTINCT " + key
                + ") AS \"DISTINCT_IDS\" FROM " + table + " WHERE " + of(studyKey);
    }

    /** The first ids that are there more than once, as ENTITY_ID, and how many such there are in all, as DOUBLED. */
    String doubled(String studyKey, int most) {
        return "SELECT " + key + " AS \"ENTITY_ID\", COUNT(*) OVER () AS \"DOUBLED\" FROM " + table + " WHERE "
                + of(studyKey) + " AND " + key + " IS NOT NULL GROUP BY " + key + " HAVING COUNT(*) > 1"
                + " ORDER BY " + key + " LIMIT " + most;
    }
}
