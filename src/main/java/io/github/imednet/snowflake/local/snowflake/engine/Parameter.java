package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A session parameter that this server obeys, or that changes nothing here.
 *
 * @param type as SHOW PARAMETERS has it
 * @param defaultValue what it is as long as nobody sets it: Snowflake's own, except that TIMEZONE is UTC
 */
record Parameter(String name, String type, String defaultValue, Rule rule) {

    /** Which values are taken. */
    private interface Rule {
        /** The value as it is kept. */
        String check(String name, String value) throws SqlFailure;
    }

    private static final String BOOLEAN = "BOOLEAN";
    private static final String NUMBER = "NUMBER";
    private static final String STRING = "STRING";
    /** The value of a format that leaves it to the server. */
    static final String AUTO = "AUTO";


    private static final List<String> CLIENT_PREFIXES = List.of("CLIENT_", "JDBC_", "ODBC_", "PYTHON_", "GO_", "ADBC_");

    private static final Map<String, Parameter> KNOWN = new HashMap<>();

    static {
        add("AUTOCOMMIT", BOOLEAN, "true", Parameter::bool);
        add("TRANSACTION_ABORT_ON_ERROR", BOOLEAN, "false", Parameter::bool);
        add("QUOTED_IDENTIFIERS_IGNORE_CASE", BOOLEAN, "false", Parameter::bool);
        add("TIMEZONE", STRING, "UTC", Parameter::timeZone);
        add("TIMESTAMP_TYPE_MAPPING", STRING, "TIMESTAMP_NTZ",
                (name, value) -> oneOf(name, value, "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"));
        add("DATE_INPUT_FORMAT", STRING, AUTO, Parameter::format);
        add("TIME_INPUT_FORMAT", STRING, AUTO, Parameter::format);
        add("TIMESTAMP_INPUT_FORMAT", STRING, AUTO, Parameter::format);
        add("DATE_OUTPUT_FORMAT", STRING, "YYYY-MM-DD", Parameter::format);
        add("TIME_OUTPUT_FORMAT", STRING, "HH24:MI:SS", Parameter::format);
        add("TIMESTAMP_OUTPUT_FORMAT", STRING, "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM", Parameter::format);
        add("TIMESTAMP_NTZ_OUTPUT_FORMAT", STRING, "YYYY-MM-DD HH24:MI:SS.FF3", Parameter::format);
        add("TIMESTAMP_LTZ_OUTPUT_FORMAT", STRING, "", Parameter::format);
        add("TIMESTAMP_TZ_OUTPUT_FORMAT", STRING, "", Parameter::format);
        add("BINARY_INPUT_FORMAT", STRING, "HEX", Parameter::binary);
        add("BINARY_OUTPUT_FORMAT", STRING, "HEX", Parameter::binary);
        add("ROWS_PER_RESULTSET", NUMBER, "0", Parameter::number);
        add("STATEMENT_TIMEOUT_IN_SECONDS", NUMBER, "172800", Parameter::number);
        add("MULTI_STATEMENT_COUNT", NUMBER, "1", Parameter::number);
        only("ERROR_ON_NONDETERMINISTIC_MERGE", BOOLEAN, "true");
        only("ERROR_ON_NONDETERMINISTIC_UPDATE", BOOLEAN, "false");
        only("TRANSACTION_DEFAULT_ISOLATION_LEVEL", STRING, "READ COMMITTED");
        only("WEEK_START", NUMBER, "0");
        only("WEEK_OF_YEAR_POLICY", NUMBER, "0");
        // They concern what this server has not got: queues, caches, logs.
        for (String name : List.of("QUERY_TAG", "STATEMENT_QUEUED_TIMEOUT_IN_SECONDS", "LOG_LEVEL", "TRACE_LEVEL")) {
            add(name, STRING, "", (ignored, value) -> value);
        }
        for (String name : List.of("USE_CACHED_RESULT", "ABORT_DETACHED_QUERY", "TIMESTAMP_DAY_IS_ALWAYS_24H")) {
            add(name, BOOLEAN, name.equals("USE_CACHED_RESULT") ? "true" : "false", Parameter::bool);
        }
    }

    static Set<String> names() {
        return KNOWN.keySet();
    }

    /** @return null for one that is not known or is the client's own */
    static Parameter find(String name) {
        return KNOWN.get(name);
    }

    /**
     * The value as it is kept; those of clients are, whatever they are.
     *
     * @throws SqlFailure if the parameter is not known, or the value is none of its or would not be obeyed
     */
    static String checked(String name, String value) throws SqlFailure {
        Parameter known = KNOWN.get(name);
        if (known != null) {
            return known.rule.check(name, value);
        }
        if (isOfClient(name)) {
            return value;
        }
        throw Failures.unsupported("The session parameter " + name);
    }

    static boolean isOfClient(String name) {
        return CLIENT_PREFIXES.stream().anyMatch(name::startsWith);
    }

    private static void add(String name, String type, String defaultValue, Rule rule) {
        KNOWN.put(name, new Parameter(name, type, defaultValue, rule));
    }

    private static void only(String name, String type, String value) {
        add(name, type, value, (ignored, other) -> {
            if (!other.equalsIgnoreCase(value)) {
                throw Failures.unsupported(name + " = " + other + " (other than " + value + ")");
            }
            return value;
        });
    }

    private static String bool(String name, String value) throws SqlFailure {
        return oneOf(name, value, "TRUE", "FALSE").toLowerCase(Locale.ROOT);
    }

    private static String binary(String name, String value) throws SqlFailure {
        return oneOf(name, value.equalsIgnoreCase("UTF8") ? "UTF-8" : value, "HEX", "BASE64", "UTF-8");
    }

    private static String oneOf(String name, String value, String... values) throws SqlFailure {
        String upper = value.toUpperCase(Locale.ROOT);
        if (!List.of(values).contains(upper)) {
            throw Failures.invalidValue(value, name);
        }
        return upper;
    }

    private static String number(String name, String value) throws SqlFailure {
        if (!value.matches("\\d{1,7}")) {
            throw Failures.invalidValue(value, name);
        }
        return value;
    }

    private static String timeZone(String name, String value) throws SqlFailure {
        if (!ZoneId.getAvailableZoneIds().contains(value)) {
            throw Failures.invalidValue(value, name);
        }
        return value;
    }

    private static String format(String name, String value) throws SqlFailure {
        if (value.equalsIgnoreCase(AUTO)) {
            return AUTO;
        }
        TimeFormat.parse(value);
        return value;
    }
}
