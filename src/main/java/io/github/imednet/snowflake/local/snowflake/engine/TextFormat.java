package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How staged CSV and JSON files are read. What DuckDB cannot do is refused, see {@link #of}. */
final class TextFormat {

    /** Options that change nothing here, whatever they say; REPLACE_INVALID_CHARACTERS: such a file fails all the same. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("TYPE", "FILE_EXTENSION", "MULTI_LINE", "SKIP_BLANK_LINES",
            "SKIP_BYTE_ORDER_MARK", "REPLACE_INVALID_CHARACTERS", "VALIDATE_UTF8", "ALLOW_DUPLICATE",
            "IGNORE_UTF8_ERRORS");
    private static final Set<String> REFUSED_IF_TRUE = Set.of("TRIM_SPACE", "ENABLE_OCTAL", "STRIP_NULL_VALUES");
    private static final Set<String> OF_CSV = Set.of("FIELD_DELIMITER", "RECORD_DELIMITER", "SKIP_HEADER",
            "PARSE_HEADER", "ESCAPE", "ESCAPE_UNENCLOSED_FIELD", "FIELD_OPTIONALLY_ENCLOSED_BY", "EMPTY_FIELD_AS_NULL",
            "ERROR_ON_COLUMN_COUNT_MISMATCH", "ENCODING");
    private static final Set<String> OF_JSON = Set.of("STRIP_OUTER_ARRAY");
    private static final Set<String> OF_BOTH =
            Set.of("COMPRESSION", "NULL_IF", "DATE_FORMAT", "TIME_FORMAT", "TIMESTAMP_FORMAT", "BINARY_FORMAT");
    private static final Map<String, String> COMPRESSIONS =
            Map.of("AUTO", "", "NONE", ", compression = 'none'", "GZIP", ", compression = 'gzip'",
                    "ZSTD", ", compression = 'zstd'");
    private static final Map<String, String> ENCODINGS = Map.of("UTF8", "utf-8", "UTF-8", "utf-8", "ISO88591", "latin-1",
            "ISO-8859-1", "latin-1", "UTF16", "utf-16", "UTF-16", "utf-16");
    private static final String BACKSLASH = "\\";

    private final Map<String, String> options = new TreeMap<>();

    private TextFormat() {}

    /**
     * Checks the options.
     *
     * @param type CSV or JSON
     * @throws SqlFailure for one that is unknown, or not supported with that value
     */
    static TextFormat of(String type, Map<String, String> options) throws SqlFailure {
        TextFormat format = new TextFormat();
        for (Map.Entry<String, String> option : options.entrySet()) {
            String name = option.getKey();
            boolean known = OF_BOTH.contains(name) || (type.equals("CSV") ? OF_CSV : OF_JSON).contains(name);
            if (REFUSED_IF_TRUE.contains(name) && option.getValue().equalsIgnoreCase("TRUE") || !known
                    && !WITHOUT_EFFECT.contains(name) && !REFUSED_IF_TRUE.contains(name)) {
                throw Failures.unsupported("The file format option " + name + " = " + option.getValue());
            }
            if (known) {
                format.options.put(name, option.getValue());
            }
        }
        format.compression();
        format.csvOptions();
        return format;
    }

    boolean errorOnColumnCountMismatch() {
        return isTrue("ERROR_ON_COLUMN_COUNT_MISMATCH", true);
    }

    boolean parseHeader() {
        return isTrue("PARSE_HEADER", false);
    }

    boolean stripOuterArray() {
        return isTrue("STRIP_OUTER_ARRAY", false);
    }

    private boolean isTrue(String name, boolean otherwise) {
        return Boolean.parseBoolean(options.getOrDefault(name, Boolean.toString(otherwise)));
    }

    /** An argument of DuckDB's readers, with the comma before it. */
    String compression() throws SqlFailure {
        return COMPRESSIONS.get(oneOf("COMPRESSION", "AUTO", COMPRESSIONS));
    }

    private String oneOf(String name, String otherwise, Map<String, String> known) throws SqlFailure {
        String value = options.getOrDefault(name, otherwise).toUpperCase(Locale.ROOT);
        if (!known.containsKey(value)) {
            throw Failures.unsupported("The file format option " + name + " = " + value);
        }
        return value;
    }

    /** Arguments of read_csv. */
    String csvOptions() throws SqlFailure {
        String enclosing = orNone("FIELD_OPTIONALLY_ENCLOSED_BY", "NONE");
        String delimiter = orNone("FIELD_DELIMITER", ",");
        if (delimiter.isEmpty() || !Set.of("", "\n", "\r\n", "\r", "NONE")
                .contains(options.getOrDefault("RECORD_DELIMITER", ""))) {
            throw Failures.unsupported("A FIELD_DELIMITER that is NONE, or a RECORD_DELIMITER that ends no line,");
        }
        String escape = orNone("ESCAPE", "NONE");
        StringBuilder sql = new StringBuilder("all_varchar = true, delim = ")
                .append(SqlText.literal(delimiter))
                .append(", quote = ").append(SqlText.literal(enclosing))
                .append(", escape = ").append(SqlText.literal(escape.isEmpty() ? enclosing : escape))
                .append(", skip = ").append(options.getOrDefault("SKIP_HEADER", "0"))
                .append(", encoding = '").append(ENCODINGS.get(oneOf("ENCODING", "UTF8", ENCODINGS))).append('\'');
        // What no field says, so that an empty one is a text.
        String nullText = isTrue("EMPTY_FIELD_AS_NULL", true) ? "''" : "chr(1)";
        return sql.append(", nullstr = ").append(nullText).append(", allow_quoted_nulls = false").toString();
    }

    private String orNone(String name, String otherwise) {
        String value = options.getOrDefault(name, otherwise);
        return value.equalsIgnoreCase("NONE") ? "" : value;
    }

    /** The text, or NULL if it is among those of NULL_IF. */
    String nullIf(String text) throws SqlFailure {
        String list = options.getOrDefault("NULL_IF", Json.write(List.of(BACKSLASH + "N")));
        String value = text;
        for (String nothing : list.startsWith("[") ? Json.readList(list) : List.of(list)) {
            value = "nullif(" + value + ", " + SqlText.literal(nothing) + ")";
        }
        return value;
    }

    /**
     * A field of CSV. What a backslash means depends on whether the field is enclosed, which DuckDB does not tell: it is
     * refused unless it never means anything.
     */
    String field(String text) throws SqlFailure {
        String value = nullIf(text);
        return orNone("ESCAPE_UNENCLOSED_FIELD", BACKSLASH).isEmpty()
                ? value
                : Macros.call("without_backslash", value);
    }

    /** A text as COPY puts it into a column of that type. */
    String converted(DataType type, String text) throws SqlFailure {
        List<String> arguments = new ArrayList<>(List.of(text));
        String format = switch (type.base()) {
            case DATE -> options.get("DATE_FORMAT");
            case TIME -> options.get("TIME_FORMAT");
            case TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ -> options.get("TIMESTAMP_FORMAT");
            case BINARY -> options.getOrDefault("BINARY_FORMAT", "HEX").toUpperCase(Locale.ROOT).replace("UTF8", "UTF-8");
            case VARIANT, OBJECT, ARRAY -> throw Failures.unsupported("A " + type.base() + " from CSV without PARSE_JSON");
            default -> null;
        };
        if (format == null || format.equalsIgnoreCase("AUTO")) {
            return Cast.assigned(type, text);
        }
        arguments.add(SqlText.literal(format));
        return Functions.call("TO_" + type.base(), arguments);
    }
}
