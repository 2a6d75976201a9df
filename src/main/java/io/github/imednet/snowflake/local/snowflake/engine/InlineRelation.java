package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows that are no table of DuckDB, written into the query: earlier answers and views of the catalog. */
final class InlineRelation {

    private InlineRelation() {}

    static String sql(List<Column> columns, List<List<String>> rows) {
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            boolean nanoseconds = rows.stream().anyMatch(row -> hasNanoseconds(row.get(column)));
            selected.add(typed(columns.get(i), "c" + i, nanoseconds) + " AS "
                    + SqlText.identifier(columns.get(i).name()));
        }
        String names = IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        String values = rows.isEmpty()
                ? columns.stream().map(column -> "NULL").collect(Collectors.joining(", ", "(", ")"))
                : rows.stream().map(InlineRelation::row).collect(Collectors.joining(", "));
        return "(SELECT " + String.join(", ", selected) + " FROM (VALUES " + values + ") AS v(" + names + ")"
                + (rows.isEmpty() ? " WHERE false" : "") + ")";
    }

    private static String row(List<String> row) {
        return row.stream().map(SqlText::literal).collect(Collectors.joining(", ", "(", ")"));
    }

    /** Whether the text of a timestamp has more than microseconds. */
    private static boolean hasNanoseconds(String text) {
        return text != null && text.matches("-?\\d+\\.\\d{6}(?!000)\\d{3}");
    }

    /** The value of a column's wire text. */
    private static String typed(Column column, String text, boolean nanoseconds) {
        return switch (column.type()) {
            case "fixed" -> "CAST(" + text + " AS DECIMAL(38," + column.scale() + "))";
            case "real" -> "CAST(" + text + " AS DOUBLE)";
            case "boolean" -> "(" + text + " = '1')";
            case "date" -> "(DATE '1970-01-01' + CAST(" + text + " AS INTEGER))";
            case "time" -> "CAST(" + nanoseconds(text) + " AS TIME_NS)";
            case "timestamp_ntz" -> nanoseconds ? nanoseconds(text) : timestamp(text);
            case "timestamp_ltz" -> "timezone('UTC', " + (nanoseconds ? nanoseconds(text) : timestamp(text)) + ")";
            case "timestamp_tz" -> Macros.call("tz_wire", text);
            case "binary" -> "unhex(" + text + ")";
            case "variant", "object", "array" -> "CAST(" + text + " AS JSON)";
            default -> "CAST(" + text + " AS VARCHAR)";
        };
    }

    private static String nanoseconds(String seconds) {
        return "make_timestamp_ns(CAST(CAST(" + seconds + " AS DECIMAL(38,9)) * 1000000000 AS BIGINT))";
    }

    private static String timestamp(String seconds) {
        return "make_timestamp(CAST(CAST(" + seconds + " AS DECIMAL(38,9)) * 1000000 AS BIGINT))";
    }
}
