package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.model.EntityColumn;
import io.github.imednet.snowflake.model.EntityList;
import java.util.Map;

/**
 * A temporary table, of one session alone, with the keys of a load's rows, where these decide what the load replaces.
 * It goes with its session. It has no other column, for nothing that a role reads may become data: a masking policy on
 * a tag of the schema is one of its temporary tables too, and would have the mask stored. The list's table must have
 * {@code _SOURCE_FILE}.
 */
final class KeyTable {

    private static final int RUN_ID_DIGITS = 8;

    private final String name;
    private final EntityColumn key;
    private final String studyKey;

    /** @param names those of records or of the list */
    KeyTable(WarehouseNames names, LoadTarget target) {
        String run = target.runId().substring(0, Math.min(RUN_ID_DIGITS, target.runId().length()));
        this.name = names.schema() + '.' + Sql.quoted("IMEDNET_CHANGES_" + run);
        this.key = EntityList.of(target.resource()).key();
        this.studyKey = target.studyKey();
    }

    /** To be executed before the transaction: CREATE TABLE commits. */
    String definition() {
        return "CREATE TEMPORARY TABLE " + name + " (" + Sql.quoted(key.name()) + ' ' + key.kind().snowflakeType()
                + ")";
    }

    /** Brings the keys of the load's files here. */
    String copy(Load load) {
        return CopyStatement.ofValues(name, Map.of(Sql.quoted(key.name()), LoadStatements.value(key)), load, "");
    }

    /** The condition that a row of the list's table is an older state of one of the load's. */
    String replaced() {
        String column = Sql.quoted(key.name());
        return StudyRows.of(studyKey) + " AND " + column + " IN (SELECT " + column + " FROM " + name + ")";
    }
}
