package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;

/**
 * A value bound to a {@code ?}, a {@code :1} or a {@code :NAME}.
 *
 * @param name of {@code :NAME}, or null
 * @param type FIXED, REAL, TEXT, BOOLEAN, DATE, TIME, TIMESTAMP_LTZ, TIMESTAMP_NTZ, BINARY or ANY
 * @param values one text or null per row of a batch; one alone for a single execution
 * @param isText whether DuckDB gets the values as texts in ISO form: it would take microseconds only, or no offset
 */
public record Binding(String name, String type, List<String> values, boolean isText) {

    private static final String NO_NANOSECONDS = "000";

    public Binding(String name, String type, List<String> values) {
        this(name, type, values, isText(type, values));
    }

    public Binding(String type, List<String> values) {
        this(null, type, values);
    }

    /** The conversion to its type, where it is a timestamp. */
    String macro() {
        return switch (type) {
            case "TIMESTAMP_TZ" -> "as_tz";
            case "TIMESTAMP_NTZ" -> "as_ntz";
            case "TIMESTAMP_LTZ", "TIMESTAMP" -> "as_ltz";
            default -> "";
        };
    }

    private static boolean isText(String type, List<String> values) {
        return type.equals("TIMESTAMP_TZ") || type.startsWith("TIMESTAMP") && values.stream()
                .anyMatch(text -> text != null && !text.endsWith(NO_NANOSECONDS) && !text.equals("0"));
    }
}
