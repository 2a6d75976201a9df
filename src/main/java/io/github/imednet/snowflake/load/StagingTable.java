package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.model.EntityColumn;
import io.github.imednet.snowflake.model.EntityList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A temporary table, of one session alone, that a load's rows come to first where what they replace depends on them. It
 * goes with its session. The list's table must have {@code _SOURCE_FILE}.
 */
final class StagingTable {

    private static final int RUN_ID_DIGITS = 8;

    private final WarehouseNames names;
    private final LoadTarget target;

    /** @param names those of records or of the list */
    StagingTable(WarehouseNames names, LoadTarget target) {
        this.names = names.of(target.resource());
        this.target = target;
    }

    /** With database and schema. */
    String name() {
        String run = target.runId().substring(0, Math.min(RUN_ID_DIGITS, target.runId().length()));
        return names.schema() + '.' + Sql.quoted("IMEDNET_CHANGES_" + run);
    }

    /** To be executed before the transaction: CREATE TABLE commits. */
    String definition() {
        String columns = LoadStatements.columnsOf(target).stream()
                .map(column -> Sql.quoted(column.name()) + ' ' + column.kind().snowflakeType())
                .collect(Collectors.joining(", "));
        return "CREATE TEMPORARY TABLE " + name() + " (" + columns + ", " + Sql.quoted(LoadStatements.SOURCE_FILE)
                + " VARCHAR)";
    }

    /** The condition that a row of the list's table is an older state of one in this table. */
    String replaced() {
        String key = Sql.quoted(EntityList.of(target.resource()).key().name());
        return StudyRows.of(target.studyKey()) + " AND " + key + " IN (SELECT " + key + " FROM " + name() + ")";
    }

    /** Copies all rows into the list's table. */
    String insertion() {
        List<String> quoted = Stream.concat(
                        LoadStatements.columnsOf(target).stream().map(EntityColumn::name),
                        Stream.of(LoadStatements.SOURCE_FILE))
                .map(Sql::quoted)
                .toList();
        String columns = String.join(", ", quoted);
        return "INSERT INTO " + names.table() + " (" + columns + ") SELECT " + columns + " FROM " + name();
    }
}
