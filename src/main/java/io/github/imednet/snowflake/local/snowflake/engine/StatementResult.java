package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;

/**
 * What a statement answered.
 *
 * @param rows each value as the wire wants it: text in the encoding of the column's type (a timestamp as epoch seconds
 *     with fraction, a date as days since 1970-01-01, a boolean as 1 or 0, binary as hex), or null
 * @param transfer the files to move between client and stage for PUT and GET, else null
 */
public record StatementResult(
        StatementType type, List<Column> columns, List<List<String>> rows, FileTransfer transfer) {

    public static StatementResult of(StatementType type, List<Column> columns, List<List<String>> rows) {
        return new StatementResult(type, columns, rows, null);
    }

    /** Snowflake's answer to most statements without rows: one column {@code status}. */
    public static StatementResult status(StatementType type, String message) {
        return of(type, List.of(Column.text("status")), List.of(List.of(message)));
    }
}
