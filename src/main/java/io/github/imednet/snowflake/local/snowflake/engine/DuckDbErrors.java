package io.github.imednet.snowflake.local.snowflake.engine;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives DuckDB's errors, which have neither code nor state, those of Snowflake, by their message. */
final class DuckDbErrors {

    /** @param message of Snowflake, with the groups of the pattern as {@code $1} */
    private record Rule(Pattern pattern, String code, String sqlState, String message) {}

    private static final String COMPILATION = "SQL compilation error:\n";

    private static final List<Rule> RULES = List.of(
            rule("INTERRUPT Error", "000604", "57014", "SQL execution canceled"),
            rule("TransactionContext Error.*[Cc]onflict", "000625", "57014",
                    "Statement has been aborted because of a conflict with a transaction of another session: $0"),
            rule(Nanoseconds.BESIDE, "001003", "42000", Nanoseconds.BESIDE_MESSAGE),
            rule(Nanoseconds.NEED.pattern(), "100035", "22007", "$0"),
            rule("Could not convert Timestamp to higher precision|Date out of nanosecond range", "001003", "42000",
                    COMPILATION + Nanoseconds.MIXED),
            rule("Malformed JSON at byte \\d+ of input: (.*?)\\s+Input:", "100069", "22P02", "Error parsing JSON: $1"),
            rule("Malformed JSON(.*)", "100069", "22P02", "Error parsing JSON$1"),
            rule("Unsupported: (.*)", "001003", "42000", "$1 is not supported by the local Snowflake server."),
            rule("Invalid string encoding found in Parquet file", "100144", "22000",
                    "Invalid UTF-8 in a text of a Parquet file"),
            rule("CSV Error on Line: (\\d+)", "100016", "22000", "Record $1 is too long"),
            rule("Could not convert string [\"'](.*)[\"'] to BOOL", "100037", "22018",
                    "Boolean value '$1' is not recognized"),
            rule("invalid timestamp field format: \"(.*?)\"", "100035", "22007", "Timestamp '$1' is not recognized"),
            rule("timestamp field value out of range: \"(.*?)\"", "100035", "22007",
                    "Timestamp '$1' is not recognized"),
            rule("(?:invalid date field format|date field value out of range): \"(.*?)\"", "100040", "22007",
                    "Date '$1' is not recognized"),
            rule("Could not parse string \"(.*?)\" according to format", "100035", "22007",
                    "Timestamp '$1' is not recognized"),
            rule("time field value out of range: \"(.*?)\"", "100108", "22007", "Time '$1' is not recognized"),
            rule("Could not convert string [\"'](-?[0-9.]+)[\"'] to (DECIMAL|INT)", "100039", "22003",
                    "Numeric value '$1' is out of range"),
            rule("Could not convert string [\"'](.*)[\"'] to ", "100038", "22018",
                    "Numeric value '$1' is not recognized"),
            rule("Could not cast value (\\S+) to DECIMAL", "100039", "22003", "Numeric value '$1' is out of range"),
            rule("Out of Range Error", "100039", "22003", "Numeric value is out of range: $0"),
            rule("NOT NULL constraint failed: (?:\"\\$local\"\\.)?(\\S+)", "100072", "22000",
                    "NULL result in a non-nullable column: $1"),
            rule("Referenced update column (\\S+) not found", "000904", "42000", COMPILATION + "invalid identifier"
                    + " '$1'"),
            rule("cannot affect the same target row more than once", "100090", "42P18",
                    "Duplicate row detected during DML action"),
            rule("Division by zero", "100051", "22012", "Division by zero"),
            rule("Expression type does not match column data type.*", "002023", "22000", COMPILATION + "$0"),
            rule("has (\\d+) columns? available but (\\d+) columns? specified", "002020", "21S01",
                    COMPILATION + "Insert value list does not match column list expecting $2 but got $1"),
            rule("Cannot drop entry (\".*?\") because there are entries that depend on it", "001003", "42000",
                    COMPILATION + "Dropping $1 before the table whose default it is is not supported by the local"
                            + " Snowflake server."),
            rule("Attempting to write to database", "001003", "42000", COMPILATION + "A transaction that writes to two"
                    + " databases is not supported by the local Snowflake server."),
            rule("CHECK constraint failed", "100078", "22000", "String is too long and would be truncated"),
            rule("Conversion Error", "100071", "22000", "Failed to cast value: $0"),
            rule("does not exist because schema \"(.*?)\"", "002003", "02000",
                    COMPILATION + "Schema '$1' does not exist or not authorized."),
            rule("Table with name \"?(.*?)\"? does not exist", "002003", "42S02",
                    COMPILATION + "Object '$1' does not exist or not authorized."),
            rule("(?:Schema|Catalog) with name \"?(.*?)\"? does not exist", "002003", "02000",
                    COMPILATION + "Object '$1' does not exist or not authorized."),
            rule("Catalog \"(.*?)\" does not exist", "002003", "02000",
                    COMPILATION + "Database '$1' does not exist or not authorized."),
            rule("Function with name \"?(.*?)\"? does not exist", "002140", "42601",
                    COMPILATION + "Unknown function $1"),
            rule("with name \"(.*?)\" already exists", "002002", "42710",
                    COMPILATION + "Object '$1' already exists."),
            rule("Referenced column \"(.*?)\" (?:not found|was not found)", "000904", "42000",
                    COMPILATION + "invalid identifier '$1'"),
            rule("Referenced table \"(.*?)\" not found", "000904", "42000", COMPILATION + "invalid identifier '$1'"),
            rule("does not have a column (?:with name|named) \"(.*?)\"", "000904", "42000",
                    COMPILATION + "invalid identifier '$1'"),
            rule("Ambiguous reference to column name \"(.*?)\"", "002028", "42601",
                    COMPILATION + "ambiguous column name '$1'"),
            rule("column \"(.*?)\" must appear in the GROUP BY", "000979", "42601",
                    COMPILATION + "'$1' is not a valid group by expression"),
            rule("No function matches the given name and argument types '(.*?)'", "001044", "42P13",
                    COMPILATION + "Invalid argument types for function $1"),
            rule("Invalid extraction path '(.*)'", "001003", "42000", COMPILATION + "$0"),
            rule("syntax error at or near \"(.*?)\"", "001003", "42000",
                    COMPILATION + "syntax error line 1 unexpected '$1'" + Failures.OR_UNSUPPORTED),
            rule("(Parser|Binder) Error: (.*)", "001003", "42000", COMPILATION + "$2"));

    private DuckDbErrors() {}

    static SqlFailure translate(SQLException error) {
        String text = SqlText.snowflake(error.getMessage() == null ? error.toString() : error.getMessage());
        String firstLine = text.contains("CSV Error on Line")
                ? text.replaceAll("\\R", " ")
                : text.lines().findFirst().orElse(text);
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern.matcher(firstLine);
            if (matcher.find()) {
                return new SqlFailure(rule.code, rule.sqlState, message(rule, matcher, firstLine), error);
            }
        }
        return Failures.internal(firstLine, error);
    }

    /** Whether DuckDB failed without saying why: a query whose rows are streamed does before its first row. */
    static boolean isWithoutReason(SqlFailure failure) {
        return failure.getCause() instanceof SQLException error
                && String.valueOf(error.getMessage()).contains("Invalid result set");
    }

    private static String message(Rule rule, Matcher matcher, String line) {
        String message = rule.message.replace("$0", line);
        for (int group = 1; group <= matcher.groupCount(); group++) {
            message = message.replace("$" + group, matcher.group(group) == null ? "" : matcher.group(group));
        }
        return message;
    }

    private static Rule rule(String pattern, String code, String sqlState, String message) {
        return new Rule(Pattern.compile(pattern), code, sqlState, message);
    }
}
