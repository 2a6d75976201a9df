package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How staged files are read, with the options that change what is read.
 *
 * @param type PARQUET, CSV or JSON
 * @param binaryAsText BINARY_AS_TEXT: bytes without a logical type are UTF-8 text
 * @param logicalTypes USE_LOGICAL_TYPE: timestamps are what the file says
 * @param text of CSV and JSON; null for Parquet
 */
record FileFormat(String type, boolean binaryAsText, boolean logicalTypes, TextFormat text) {

    /**
     * The format that a statement names or spells out, else the stage's.
     *
     * @param options of FILE_FORMAT in the statement; empty if it has none
     */
    static FileFormat resolve(Session session, Map<String, String> options, Stage stage) throws SqlFailure {
        return of(options(session, options, stage));
    }

    /** Its options, with those of a named format. */
    static Map<String, String> options(Session session, Map<String, String> options, Stage stage) throws SqlFailure {
        return withNamed(session, options.isEmpty() ? stage.fileFormat() : options);
    }

    private static Map<String, String> withNamed(Session session, Map<String, String> options) throws SqlFailure {
        String name = options.get("FORMAT_NAME");
        if (name == null) {
            return options;
        }
        Map<String, String> all =
                new TreeMap<>(session.fileFormats().get(session.catalog().resolve(ObjectName.parse(name))).options());
        options.forEach((key, value) -> {
            if (!key.equals("FORMAT_NAME")) {
                all.put(key, value);
            }
        });
        return all;
    }

    /** Checks the options; CREATE FILE FORMAT does so too. */
    static FileFormat of(Map<String, String> options) throws SqlFailure {
        String type = options.getOrDefault("TYPE", "CSV").toUpperCase(Locale.ROOT);
        if (type.equals("CSV") || type.equals("JSON")) {
            return new FileFormat(type, false, false, TextFormat.of(type, options));
        }
        if (!type.equals("PARQUET")) {
            throw Failures.unsupported("The file format TYPE = " + type + " (PARQUET, CSV and JSON are)");
        }
        boolean binaryAsText = true;
        boolean logicalTypes = false;
        boolean vectorized = false;
        for (Map.Entry<String, String> option : options.entrySet()) {
            String value = option.getValue().toUpperCase(Locale.ROOT);
            switch (option.getKey()) {
                case "TYPE", "COMPRESSION", "SNAPPY_COMPRESSION" -> {
                    // A Parquet file says itself how it is compressed.
                }
                case "BINARY_AS_TEXT" -> binaryAsText = bool(option.getKey(), value);
                case "USE_LOGICAL_TYPE" -> logicalTypes = bool(option.getKey(), value);
                case "USE_VECTORIZED_SCANNER" -> vectorized = bool(option.getKey(), value);
                // A file that has some fails all the same.
                case "REPLACE_INVALID_CHARACTERS" -> bool(option.getKey(), value);
                case "TRIM_SPACE" -> refuseTrue(option.getKey(), value);
                case "NULL_IF" -> refuseNullIf(value);
                default -> throw Failures.unsupported("The file format option " + option.getKey());
            }
        }
        return new FileFormat(type, binaryAsText && !vectorized, logicalTypes || vectorized, null);
    }

    private static boolean bool(String name, String value) throws SqlFailure {
        if (!value.equals("TRUE") && !value.equals("FALSE")) {
            throw Failures.invalidValue(value, name);
        }
        return value.equals("TRUE");
    }

    private static void refuseTrue(String name, String value) throws SqlFailure {
        if (bool(name, value)) {
            throw Failures.unsupported("The file format option " + name + " = TRUE");
        }
    }

    private static void refuseNullIf(String list) throws SqlFailure {
        if (!list.equals("[]")) {
            throw Failures.unsupported("The file format option NULL_IF with values");
        }
    }
}
