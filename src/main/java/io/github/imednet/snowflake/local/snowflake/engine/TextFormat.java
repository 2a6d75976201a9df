package io.github.imednet.snowflake.local.snowflake.engine;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How staged CSV and JSON files are read. What would change rows and is not obeyed is refused, see {@link #of}. */
final class TextFormat {

    private static final String BACKSLASH = "\\";

    /** Options with Snowflake's defaults. */
    private static final Map<String, String> OF_BOTH = Map.ofEntries(
            Map.entry("COMPRESSION", "AUTO"), Map.entry("DATE_FORMAT", "AUTO"), Map.entry("TIME_FORMAT", "AUTO"),
            Map.entry("TIMESTAMP_FORMAT", "AUTO"), Map.entry("BINARY_FORMAT", "HEX"),
            Map.entry("NULL_IF", Json.write(List.of(BACKSLASH + "N"))), Map.entry("TRIM_SPACE", "FALSE"),
            Map.entry("MULTI_LINE", "TRUE"), Map.entry("REPLACE_INVALID_CHARACTERS", "FALSE"),
            Map.entry("SKIP_BYTE_ORDER_MARK", "TRUE"), Map.entry("VALIDATE_UTF8", "TRUE"),
            // They say nothing about how a file is read.
            Map.entry("TYPE", ""), Map.entry("FILE_EXTENSION", ""));
    private static final Map<String, String> OF_CSV = Map.ofEntries(
            Map.entry("FIELD_DELIMITER", ","), Map.entry("RECORD_DELIMITER", "\n"), Map.entry("SKIP_HEADER", "0"),
            Map.entry("PARSE_HEADER", "FALSE"), Map.entry("SKIP_BLANK_LINES", "FALSE"), Map.entry("ESCAPE", "NONE"),
            Map.entry("ESCAPE_UNENCLOSED_FIELD", BACKSLASH), Map.entry("FIELD_OPTIONALLY_ENCLOSED_BY", "NONE"),
            Map.entry("EMPTY_FIELD_AS_NULL", "TRUE"), Map.entry("ERROR_ON_COLUMN_COUNT_MISMATCH", "TRUE"),
            Map.entry("ENCODING", "UTF8"));
    private static final Map<String, String> OF_JSON = Map.of(
            "STRIP_OUTER_ARRAY", "FALSE", "IGNORE_UTF8_ERRORS", "FALSE", "STRIP_NULL_VALUES", "FALSE",
            "ALLOW_DUPLICATE", "FALSE", "ENABLE_OCTAL", "FALSE");

    /** Those of JSON that are obeyed where they have their default only. */
    private static final Set<String> FIXED_OF_JSON = Set.of("STRIP_NULL_VALUES", "ALLOW_DUPLICATE", "ENABLE_OCTAL",
            "TRIM_SPACE", "MULTI_LINE", "SKIP_BYTE_ORDER_MARK", "VALIDATE_UTF8");
    private static final Set<String> COMPRESSIONS = Set.of("AUTO", "NONE", "GZIP", "ZSTD", "DEFLATE", "RAW_DEFLATE");

    private final boolean isCsv;
    private final Map<String, String> options;

    private TextFormat(String type, Map<String, String> options) {
        this.isCsv = type.equals("CSV");
        this.options = new TreeMap<>(options);
    }

    /**
     * Checks the options.
     *
     * @param type CSV or JSON
     * @throws SqlFailure for one that is unknown, or not supported with that value
     */
    static TextFormat of(String type, Map<String, String> options) throws SqlFailure {
        TextFormat format = new TextFormat(type, options);
        Map<String, String> ofType = format.isCsv ? OF_CSV : OF_JSON;
        for (Map.Entry<String, String> option : options.entrySet()) {
            String name = option.getKey();
            String usual = OF_BOTH.getOrDefault(name, ofType.get(name));
            if (usual == null) {
                throw refused(name, option.getValue());
            }
            boolean fixed = format.isCsv ? name.equals("VALIDATE_UTF8") : FIXED_OF_JSON.contains(name);
            if (Set.of("TRUE", "FALSE").contains(usual) && format.isTrue(name) != usual.equals("TRUE") && fixed) {
                throw refused(name, option.getValue());
            }
        }
        format.compression();
        if (format.isCsv) {
            format.csv();
        }
        return format;
    }

    private static SqlFailure refused(String name, String value) {
        return Failures.unsupported("The file format option " + name + " = " + value);
    }

    boolean errorOnColumnCountMismatch() throws SqlFailure {
        return isTrue("ERROR_ON_COLUMN_COUNT_MISMATCH");
    }

    boolean parseHeader() throws SqlFailure {
        return isTrue("PARSE_HEADER");
    }

    boolean stripOuterArray() throws SqlFailure {
        return isTrue("STRIP_OUTER_ARRAY");
    }

    boolean replaceInvalidCharacters() throws SqlFailure {
        return isTrue("REPLACE_INVALID_CHARACTERS") || !isCsv && isTrue("IGNORE_UTF8_ERRORS");
    }

    String compression() throws SqlFailure {
        String value = value("COMPRESSION").toUpperCase(Locale.ROOT);
        if (!COMPRESSIONS.contains(value)) {
            throw refused("COMPRESSION", value);
        }
        return value;
    }

    private String value(String name) {
        return options.getOrDefault(name, OF_BOTH.getOrDefault(name, isCsv ? OF_CSV.get(name) : OF_JSON.get(name)));
    }

    private boolean isTrue(String name) throws SqlFailure {
        String value = value(name).toUpperCase(Locale.ROOT);
        if (!value.equals("TRUE") && !value.equals("FALSE")) {
            throw Failures.invalidValue(value, name);
        }
        return value.equals("TRUE");
    }

    CsvFormat csv() throws SqlFailure {
        String skipHeader = value("SKIP_HEADER");
        if (!skipHeader.matches("\\d{1,9}")) {
            throw Failures.invalidValue(skipHeader, "SKIP_HEADER");
        }
        if (parseHeader() && Integer.parseInt(skipHeader) > 0) {
            throw Failures.syntax("SKIP_HEADER cannot be used with PARSE_HEADER = TRUE.");
        }
        String recordDelimiter = text("RECORD_DELIMITER");
        int escape = character("ESCAPE");
        return new CsvFormat(
                text("FIELD_DELIMITER"),
                recordDelimiter.equals("\n")
                        ? List.of("\r\n", "\n")
                        : recordDelimiter.isEmpty() ? List.of() : List.of(recordDelimiter),
                character("FIELD_OPTIONALLY_ENCLOSED_BY"),
                escape,
                escape == CsvFormat.NONE ? character("ESCAPE_UNENCLOSED_FIELD") : escape,
                isTrue("TRIM_SPACE"),
                isTrue("SKIP_BLANK_LINES"),
                isTrue("MULTI_LINE"),
                isTrue("EMPTY_FIELD_AS_NULL"),
                nullTexts(),
                Integer.parseInt(skipHeader),
                isTrue("SKIP_BYTE_ORDER_MARK"),
                charset());
    }

    /**
     * The option's text, in which an octal or hexadecimal number or an escape stands for a character; empty for NONE.
     */
    private String text(String name) {
        String value = value(name);
        if (value.equalsIgnoreCase("NONE")) {
            return "";
        }
        if (value.matches("(?i)(0x|\\\\x)[0-9a-f]{2}")) {
            return String.valueOf((char) Integer.parseInt(value.substring(2), 16));
        }
        if (value.matches("\\\\[0-3][0-7]{2}")) {
            return String.valueOf((char) Integer.parseInt(value.substring(1), 8));
        }
        return value.replace("\\t", "\t").replace("\\r", "\r").replace("\\n", "\n");
    }

    private int character(String name) throws SqlFailure {
        String text = text(name);
        if (text.length() > 1) {
            throw Failures.invalidValue(text, name);
        }
        return text.isEmpty() ? CsvFormat.NONE : text.charAt(0);
    }

    /** Snowflake's names are Java's without some of the signs in them. */
    private Charset charset() throws SqlFailure {
        String name = value("ENCODING").toUpperCase(Locale.ROOT);
        String java = name.replaceFirst("^(UTF)(?=\\d)", "$1-")
                .replaceFirst("^ISO(8859|2022)(?=\\w)", "ISO-$1-")
                .replaceFirst("^(EUC)(?=[A-Z])", "$1-")
                .replaceFirst("^KOI8R$", "KOI8-R")
                .replaceFirst("^SHIFTJIS$", "Shift_JIS")
                .replaceFirst("^WINDOWS(?=125)", "windows-")
                .replaceFirst("^WINDOWS(?=\\d)", "x-windows-");
        try {
            return Charset.forName(java);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw refused("ENCODING", name);
        }
    }

    private List<String> nullTexts() {
        String list = value("NULL_IF");
        return list.startsWith("[") ? Json.readList(list) : List.of(list);
    }

    /** The text of a JSON value, or NULL if it is among those of NULL_IF. */
    String nullIf(String text) {
        String value = text;
        for (String nothing : nullTexts()) {
            value = "nullif(" + value + ", " + SqlText.literal(nothing) + ")";
        }
        return value;
    }

    /** A text as COPY puts it into a column of that type. */
    String converted(DataType type, String text) throws SqlFailure {
        List<String> arguments = new ArrayList<>(List.of(text));
        String format =
                switch (type.base()) {
                    case DATE -> value("DATE_FORMAT");
                    case TIME -> value("TIME_FORMAT");
                    case TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ -> value("TIMESTAMP_FORMAT");
                    case BINARY -> value("BINARY_FORMAT")
                            .toUpperCase(Locale.ROOT)
                            .replace("UTF8", "UTF-8");
                    case VARIANT, OBJECT, ARRAY -> throw Failures.unsupported(
                            "A " + type.base() + " from CSV without PARSE_JSON");
                    default -> null;
                };
        if (format == null || format.equalsIgnoreCase("AUTO")) {
            return Cast.assigned(type, text);
        }
        arguments.add(SqlText.literal(format));
        return Functions.call("TO_" + type.base(), arguments);
    }
}
