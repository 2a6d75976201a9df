package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How COPY INTO a stage writes a file: the format's options with Snowflake's defaults, and rows as lines of text.
 *
 * @param type CSV, JSON or PARQUET
 * @param delimiter between fields
 * @param recordDelimiter after each row
 * @param enclosure around texts, or empty
 * @param escape before what would end a field without enclosure, or empty
 * @param nullText what stands for NULL
 * @param header whether columns have their names, in a first line or in Parquet
 */
record UnloadFormat(
        String type, boolean compressed, String fileExtension, String delimiter, String recordDelimiter,
        String enclosure, String escape, String nullText, boolean header) {

    /** @throws SqlFailure for an option that this server would not obey */
    static UnloadFormat of(Map<String, String> given, boolean header) throws SqlFailure {
        Map<String, String> options = new TreeMap<>(given);
        String type = upper(options, "TYPE", "CSV");
        String compression = upper(options, "COMPRESSION", "AUTO");
        if (!List.of("CSV", "JSON", "PARQUET").contains(type)) {
            throw Failures.unsupported("Unloading to TYPE = " + type + " (CSV, JSON and PARQUET are)");
        }
        String usual = type.equals("PARQUET") ? "SNAPPY" : "GZIP";
        if (!List.of("AUTO", "NONE", usual).contains(compression)) {
            throw Failures.unsupported("Unloading with COMPRESSION = " + compression + " (" + usual + " and NONE are)");
        }
        List<String> nullIf =
                options.containsKey("NULL_IF") ? Json.readList(options.remove("NULL_IF")) : List.of("\\N");
        UnloadFormat format = new UnloadFormat(
                type,
                !compression.equals("NONE") && !"FALSE".equals(upper(options, "SNAPPY_COMPRESSION", "TRUE")),
                none(options.remove("FILE_EXTENSION"), null),
                none(options.remove("FIELD_DELIMITER"), ","),
                none(options.remove("RECORD_DELIMITER"), "\n"),
                none(options.remove("FIELD_OPTIONALLY_ENCLOSED_BY"), ""),
                none(options.remove("ESCAPE_UNENCLOSED_FIELD"), "\\"),
                nullIf.isEmpty() ? "" : nullIf.get(0),
                header);
        takeDefaults(options);
        return format;
    }

    /** Options of reading alone, and others whose default is what is done. */
    private static void takeDefaults(Map<String, String> options) throws SqlFailure {
        Map<String, String> defaults = Map.of(
                "ESCAPE", "NONE", "DATE_FORMAT", "AUTO", "TIME_FORMAT", "AUTO", "TIMESTAMP_FORMAT", "AUTO",
                "BINARY_FORMAT", "HEX", "EMPTY_FIELD_AS_NULL", "TRUE", "ENCODING", "UTF8");
        List<String> ofReading = List.of("SKIP_HEADER", "PARSE_HEADER", "SKIP_BLANK_LINES", "TRIM_SPACE",
                "ERROR_ON_COLUMN_COUNT_MISMATCH", "REPLACE_INVALID_CHARACTERS", "SKIP_BYTE_ORDER_MARK",
                "BINARY_AS_TEXT", "USE_LOGICAL_TYPE", "USE_VECTORIZED_SCANNER", "MULTI_LINE", "STRIP_OUTER_ARRAY",
                "STRIP_NULL_VALUES", "ALLOW_DUPLICATE", "ENABLE_OCTAL", "IGNORE_UTF8_ERRORS");
        for (Map.Entry<String, String> option : options.entrySet()) {
            String value = option.getValue().replace("-", "");
            if (!ofReading.contains(option.getKey()) && !value.equalsIgnoreCase(defaults.get(option.getKey()))) {
                throw Failures.unsupported("Unloading with " + option.getKey() + " = " + option.getValue());
            }
        }
    }

    String extension() {
        if (fileExtension != null) {
            return (fileExtension.startsWith(".") ? "" : ".") + fileExtension;
        }
        return switch (type) {
            case "PARQUET" -> compressed ? ".snappy.parquet" : ".parquet";
            default -> "." + type.toLowerCase(Locale.ROOT) + (compressed ? ".gz" : "");
        };
    }

    boolean isParquet() {
        return type.equals("PARQUET");
    }

    /** A row as DuckDB's SQL, of columns that are called C0, C1. */
    String line(List<Column> columns) throws SqlFailure {
        if (type.equals("JSON")) {
            if (columns.size() != 1 || !DataType.of(columns.get(0)).base().semiStructured()) {
                throw Failures.syntax("JSON file format can produce one and only one column of type variant, object, or"
                        + " array. Use CSV file format if you want to load more than one column.");
            }
            return "CAST(C0 AS VARCHAR)";
        }
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            fields.add(
                    "coalesce(" + field(DataType.of(columns.get(i)), "C" + i) + ", " + SqlText.literal(nullText) + ")");
        }
        return String.join(" || " + SqlText.literal(delimiter) + " || ", fields);
    }

    /** The text of a line; that of a JSON value has no line ends in it. */
    String written(String line) {
        return type.equals("JSON") && line != null ? JsonText.compact(line) : String.valueOf(line);
    }

    private String field(DataType type, String value) {
        String text = type.base().semiStructured()
                ? "CAST(" + value + " AS VARCHAR)"
                : Cast.to(DataType.of(DataType.Base.VARCHAR), value);
        boolean plain = switch (type.base()) {
            case NUMBER, FLOAT, BOOLEAN -> true;
            default -> false;
        };
        if (plain) {
            return text;
        }
        return enclosure.isEmpty() ? escaped(text) : literal(enclosure) + " || "
                + replaced(text, enclosure, enclosure + enclosure) + " || " + literal(enclosure);
    }

    private String escaped(String text) {
        if (escape.isEmpty()) {
            return text;
        }
        String escaped = replaced(text, escape, escape + escape);
        return replaced(replaced(escaped, delimiter, escape + delimiter), recordDelimiter, escape + recordDelimiter);
    }

    /** The line of a CSV file that names the columns; null if there is none. */
    String headerLine(List<Column> columns) {
        return !header || !type.equals("CSV") ? null : columns.stream()
                .map(column -> enclosure + column.name().replace(enclosure, enclosure + enclosure) + enclosure)
                .collect(Collectors.joining(delimiter));
    }

    private static String replaced(String text, String what, String with) {
        return "replace(" + text + ", " + literal(what) + ", " + literal(with) + ")";
    }

    private static String literal(String text) {
        return SqlText.literal(text);
    }

    private static String upper(Map<String, String> options, String name, String otherwise) {
        String value = options.remove(name);
        return value == null ? otherwise : value.toUpperCase(Locale.ROOT);
    }

    private static String none(String value, String otherwise) {
        return value == null ? otherwise : value.equalsIgnoreCase("NONE") ? "" : value;
    }
}
