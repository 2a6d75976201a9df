package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * What a statement answered.
 *
 * @param rows the first rows, each value as the wire wants it: text in the encoding of the column's type (a timestamp
 *     as
 *     epoch seconds with fraction, a date as days since 1970-01-01, a boolean as 1 or 0, binary as hex), or null
 * @param chunks the rows after these; empty unless the result is large
 * @param transfer the files to move between client and stage for PUT and GET, else null
 */
public record StatementResult(
        StatementType type,
        List<Column> columns,
        List<List<String>> rows,
        List<ResultChunk> chunks,
        FileTransfer transfer) {

    public static StatementResult of(StatementType type, List<Column> columns, List<List<String>> rows) {
        return new StatementResult(type, columns, rows, List.of(), null);
    }

    /** Snowflake's answer to most statements without rows: one column {@code status}. */
    public static StatementResult status(StatementType type, String message) {
        return of(type, List.of(Column.text("status")), List.of(List.of(message)));
    }

    /** Its first rows, if so many are the most that a result may have; 0 for any number. */
    StatementResult limited(long mostRows) {
        if (mostRows == 0 || rows.size() < mostRows || transfer != null) {
            return this;
        }
        return new StatementResult(type, columns, rows.subList(0, (int) mostRows), List.of(), null);
    }

    public long rowCount() {
        return rows.size() + chunks.stream().mapToLong(ResultChunk::rowCount).sum();
    }

    /** All rows, those of the chunks read back. */
    List<List<String>> allRows() throws SqlFailure {
        List<List<String>> all = new ArrayList<>(rows);
        for (ResultChunk chunk : chunks) {
            all.addAll(chunk.rows());
        }
        return all;
    }
}
