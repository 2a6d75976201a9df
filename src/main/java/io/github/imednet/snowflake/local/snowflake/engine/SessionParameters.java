package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A session's parameters. Those that change nothing here are remembered; one that would change answers is refused
 * unless it is set to what this server does.
 */
final class SessionParameters {

    private static final String TIMEOUT = "STATEMENT_TIMEOUT_IN_SECONDS";

    /** What this server does, and the only value it takes. */
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("QUOTED_IDENTIFIERS_IGNORE_CASE", "FALSE"),
            Map.entry("TIMESTAMP_TYPE_MAPPING", "TIMESTAMP_NTZ"),
            Map.entry("TRANSACTION_DEFAULT_ISOLATION_LEVEL", "READ COMMITTED"),
            Map.entry("TRANSACTION_ABORT_ON_ERROR", "FALSE"),
            Map.entry("BINARY_INPUT_FORMAT", "HEX"),
            Map.entry("TIMESTAMP_INPUT_FORMAT", "AUTO"),
            Map.entry("DATE_INPUT_FORMAT", "AUTO"),
            Map.entry("TIME_INPUT_FORMAT", "AUTO"),
            Map.entry("ROWS_PER_RESULTSET", "0"),
            Map.entry("MULTI_STATEMENT_COUNT", "1"),
            Map.entry("WEEK_START", "0"),
            Map.entry("WEEK_OF_YEAR_POLICY", "0"));

    /** They concern the client, or what this server has not got. */
    private static final Set<String> REMEMBERED = Set.of(
            "QUERY_TAG",
            "BINARY_OUTPUT_FORMAT",
            "DATE_OUTPUT_FORMAT",
            "TIME_OUTPUT_FORMAT",
            "TIMESTAMP_OUTPUT_FORMAT",
            "TIMESTAMP_NTZ_OUTPUT_FORMAT",
            "TIMESTAMP_LTZ_OUTPUT_FORMAT",
            "TIMESTAMP_TZ_OUTPUT_FORMAT",
            "TIMESTAMP_DAY_IS_ALWAYS_24H",
            "GO_QUERY_RESULT_FORMAT",
            "STATEMENT_QUEUED_TIMEOUT_IN_SECONDS",
            "USE_CACHED_RESULT",
            "LOG_LEVEL",
            "TRACE_LEVEL",
            "ABORT_DETACHED_QUERY");

    private final Map<String, String> values = new TreeMap<>(Map.of("TIMEZONE", "UTC", "AUTOCOMMIT", "true"));

    void set(Session session, String name, String value) throws SqlFailure {
        switch (name) {
            case "AUTOCOMMIT" -> session.transaction().setAutocommit(bool(name, value));
            case "TIMEZONE" -> setTimeZone(session, value);
            case TIMEOUT -> number(name, value);
            default -> check(name, value);
        }
        values.put(name, value);
    }

    void unset(Session session, String name) throws SqlFailure {
        switch (name) {
            case "AUTOCOMMIT" -> set(session, name, "true");
            case "TIMEZONE" -> set(session, name, "UTC");
            default -> values.remove(name);
        }
    }

    /** Seconds, or 0 for no limit. */
    long statementTimeout() {
        return Long.parseLong(values.getOrDefault(TIMEOUT, "0"));
    }

    Map<String, String> values() {
        return values;
    }

    private static void setTimeZone(Session session, String value) throws SqlFailure {
        if (!ZoneId.getAvailableZoneIds().contains(value)) {
            throw Failures.invalidValue(value, "TIMEZONE");
        }
        session.duckDb().run("SET TimeZone = " + SqlText.literal(value));
        session.committed().run("SET TimeZone = " + SqlText.literal(value));
    }

    private static void check(String name, String value) throws SqlFailure {
        String fixed = FIXED.get(name);
        if (fixed != null && !fixed.equals(value.toUpperCase(Locale.ROOT))) {
            throw Failures.unsupported(name + " = " + value + " (" + fixed + " is)");
        }
        boolean known = fixed != null || REMEMBERED.contains(name) || name.startsWith("CLIENT_")
                || name.startsWith("JDBC_") || name.startsWith("ODBC_") || name.startsWith("PYTHON_");
        if (!known) {
            throw Failures.unsupported("The session parameter " + name);
        }
    }

    private static void number(String name, String value) throws SqlFailure {
        if (!value.matches("\\d{1,7}")) {
            throw Failures.invalidValue(value, name);
        }
    }

    private static boolean bool(String name, String value) throws SqlFailure {
        String upper = value.toUpperCase(Locale.ROOT);
        if (!upper.equals("TRUE") && !upper.equals("FALSE")) {
            throw Failures.invalidValue(value, name);
        }
        return upper.equals("TRUE");
    }
}
