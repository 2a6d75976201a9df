package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.config.IngestMode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.BulkIngestMode;
import org.jspecify.annotations.Nullable;

/** Where a statement's rows go, and how: the options {@code adbc.ingest.*}. */
final class IngestTarget {

    static final String TABLE = "adbc.ingest.target_table";
    static final String CATALOG = "adbc.ingest.target_catalog";
    static final String SCHEMA = "adbc.ingest.target_db_schema";
    private static final String MODE = "adbc.ingest.mode";
    private static final String TEMPORARY = "adbc.ingest.temporary";
    private static final String INCREMENTAL = "adbc.statement.exec.incremental";

    private final Map<String, String> values = new TreeMap<>();

    void set(String table, BulkIngestMode mode) {
        values.put(TABLE, table);
        values.put(MODE, name(mode));
    }

    private static String name(BulkIngestMode mode) {
        return MODE + '.' + mode.name().toLowerCase(Locale.ROOT);
    }

    /** @return false if the option is none of these */
    boolean set(String option, Object value) throws AdbcException {
        String text = String.valueOf(value);
        switch (option) {
            case TABLE, CATALOG, SCHEMA -> values.put(option, text);
            case MODE -> {
                mode(text);
                values.put(option, text);
            }
            case TEMPORARY -> values.put(option, Boolean.toString(truth(option, text)));
            case INCREMENTAL -> {
                if (truth(option, text)) {
                    throw AdbcException.notImplemented("Snowflake does not execute statements incrementally");
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    static boolean truth(String option, String text) throws AdbcException {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.matches("true|enabled|1")) {
            return true;
        }
        if (lower.matches("false|disabled|0")) {
            return false;
        }
        throw AdbcException.invalidArgument("The value of " + option + " should be true or false");
    }

    /**
     * The value of one of these options, or null if the option is none of them.
     *
     * @throws AdbcException NOT_FOUND for one that is not set and has no default
     */
    @Nullable String option(String option) throws AdbcException {
        return switch (option) {
            case MODE -> values.getOrDefault(option, MODE + ".create");
            case TEMPORARY -> values.getOrDefault(option, "false");
            case INCREMENTAL -> "false";
            case TABLE, CATALOG, SCHEMA -> Options.requireSet(option, values.get(option));
            default -> null;
        };
    }

    /** What was set, or null. */
    @Nullable String get(String option) {
        return values.get(option);
    }

    boolean isSet() {
        return values.containsKey(TABLE);
    }

    /** A statement has SQL or a table, whichever was set last. */
    void clear() {
        values.remove(TABLE);
    }

    boolean isTemporary() {
        return "true".equals(values.get(TEMPORARY));
    }

    IngestMode mode() throws AdbcException {
        return mode(values.getOrDefault(MODE, MODE + ".create"));
    }

    private static IngestMode mode(String text) throws AdbcException {
        for (BulkIngestMode mode : BulkIngestMode.values()) {
            if (text.equals(name(mode))) {
                return IngestMode.valueOf(mode.name());
            }
        }
        throw AdbcException.invalidArgument("The value of " + MODE + " should be " + MODE + ".create, .append, .replace"
                + " or .create_append");
    }
}
