package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A column that staged files of text would have in a table.
 *
 * @param selected what a SELECT from the stage calls it, such as {@code $1} or {@code $1:"name"}
 * @param text its value as text, in DuckDB's SQL
 * @param kind the name of its JSON type; of CSV NULL
 */
record TextColumn(String name, String selected, String text, String kind) {

    private static final int MOST_DIGITS = 38;
    private static final String DAY = "\\d{4}-\\d\\d-\\d\\d";
    private static final String CLOCK = "\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?";

    /** What is counted of the values: how many there are, how many are of a type, and the most digits of numbers. */
    private enum Count {
        VALUES, BOOLEAN, NUMBER, REAL, DATE, TIMESTAMP_NTZ, TIME, OBJECT, ARRAY, STRING, DIGITS, SCALE
    }

    /** The types of the columns' values, all of which are read. */
    static List<String> types(DuckDb duckDb, List<TextColumn> columns, String source) throws SqlFailure {
        List<String> types = new ArrayList<>();
        if (columns.isEmpty()) {
            return types;
        }
        List<Object> counts = duckDb.rows("SELECT " + columns.stream().map(TextColumn::counts)
                .collect(Collectors.joining(", ")) + " FROM " + source).get(0);
        for (int i = 0; i < columns.size(); i++) {
            int first = i * Count.values().length;
            types.add(type(counts.subList(first, first + Count.values().length)));
        }
        return types;
    }

    private String counts() {
        return String.join(", ",
                "count(" + text + ")",
                count("lower(%1$s) IN ('true', 'false')"),
                count("regexp_full_match(%1$s, '[-+]?(\\d+\\.?\\d*|\\.\\d+)')"),
                count("TRY_CAST(%1$s AS DOUBLE) IS NOT NULL"),
                count("regexp_full_match(%1$s, '" + DAY + "') AND TRY_CAST(%1$s AS DATE) IS NOT NULL"),
                count("regexp_full_match(%1$s, '" + DAY + "[ T]" + CLOCK
                        + "') AND TRY_CAST(%1$s AS TIMESTAMP) IS NOT NULL"),
                count("regexp_full_match(%1$s, '" + CLOCK + "') AND TRY_CAST(%1$s AS TIME) IS NOT NULL"),
                "count_if(" + kind + " = 'OBJECT')",
                "count_if(" + kind + " = 'ARRAY')",
                "count_if(" + kind + " = 'VARCHAR')",
                "coalesce(max(length(ltrim(split_part(" + text + ", '.', 1), '+-0'))), 0)",
                "coalesce(max(length(split_part(" + text + ", '.', 2))), 0)");
    }

    private String count(String condition) {
        return "count_if(" + condition.formatted(text) + ")";
    }

    private static String type(List<Object> counts) {
        long values = number(counts, Count.VALUES);
        boolean text = number(counts, Count.STRING) > 0;
        long scale = number(counts, Count.SCALE);
        long digits = Math.max(1, number(counts, Count.DIGITS) + scale);
        if (values == 0) {
            return "TEXT";
        }
        if (number(counts, Count.OBJECT) + number(counts, Count.ARRAY) > 0) {
            return number(counts, Count.OBJECT) == values
                    ? "OBJECT"
                    : number(counts, Count.ARRAY) == values ? "ARRAY" : "VARIANT";
        }
        if (!text && number(counts, Count.NUMBER) == values && digits <= MOST_DIGITS) {
            return "NUMBER(" + digits + ", " + scale + ")";
        }
        List<Count> others = text
                ? List.of(Count.DATE, Count.TIMESTAMP_NTZ, Count.TIME)
                : List.of(Count.BOOLEAN, Count.REAL, Count.DATE, Count.TIMESTAMP_NTZ, Count.TIME);
        return others.stream().filter(type -> number(counts, type) == values).map(Count::toString).findFirst()
                .orElse("TEXT");
    }

    private static long number(List<Object> counts, Count count) {
        Number number = (Number) counts.get(count.ordinal());
        // DuckDB counts no values that are not NULL as NULL.
        return number == null ? 0 : number.longValue();
    }
}
