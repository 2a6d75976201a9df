package io.github.imednet.snowflake.local.snowflake.engine;

/** Snowflake's errors that more than one statement raises. */
final class Failures {

    private static final String COMPILATION = "SQL compilation error:\n";

    /** What nobody here knows may still be Snowflake's. */
    static final String OR_UNSUPPORTED = " (or something that the local Snowflake server does not support).";

    private Failures() {}

    static SqlFailure syntax(String message) {
        return new SqlFailure("001003", "42000", COMPILATION + message);
    }

    static SqlFailure unexpected(Token token) {
        return syntax("syntax error line 1 at position " + token.start() + " unexpected '" + token.text() + "'"
                + OR_UNSUPPORTED);
    }

    /** For what Snowflake can do and this server cannot: refused rather than done by halves. */
    static SqlFailure unsupported(String what) {
        return syntax(what + " is not supported by the local Snowflake server.");
    }

    static SqlFailure tableMissing(String name) {
        return missing("42S02", "Table '" + name + "'");
    }

    static SqlFailure objectMissing(String kind, String name) {
        return missing("02000", kind + " '" + name + "'");
    }

    static SqlFailure objectMissing() {
        return new SqlFailure(
                "002043", "02000", COMPILATION + "Object does not exist, or operation cannot be performed.");
    }

    private static SqlFailure missing(String sqlState, String object) {
        return new SqlFailure("002003", sqlState, COMPILATION + object + " does not exist or not authorized.");
    }

    static SqlFailure exists(String name) {
        return new SqlFailure("002002", "42710", COMPILATION + "Object '" + name + "' already exists.");
    }

    static SqlFailure primaryKeyExists(String table) {
        return new SqlFailure("001420", "42601", COMPILATION + "primary key already exists for table '" + table + "'");
    }

    static SqlFailure duplicateColumn(String name) {
        return new SqlFailure("002025", "42S21", COMPILATION + "duplicate column name '" + name + "'");
    }

    static SqlFailure invalidIdentifier(String name) {
        return new SqlFailure("000904", "42000", COMPILATION + "invalid identifier '" + name + "'");
    }

    static SqlFailure invalidValue(String value, String parameter) {
        return new SqlFailure(
                "001008", "22023", COMPILATION + "invalid value [" + value + "] for parameter '" + parameter + "'");
    }

    static SqlFailure noDatabase() {
        return new SqlFailure("090105", "22000", "Cannot perform operation. This session does not have a current"
                + " database. Call 'USE DATABASE', or use a qualified name.");
    }

    static SqlFailure noSchema() {
        return new SqlFailure("090106", "22000", "Cannot perform operation. This session does not have a current"
                + " schema. Call 'USE SCHEMA', or use a qualified name.");
    }

    static SqlFailure abandoned() {
        return new SqlFailure("000625", "57014", "Statement aborted: the transaction was idle for too long while others"
                + " waited for it, or SYSTEM$ABORT_TRANSACTION ended it, and was rolled back. ROLLBACK and repeat it.");
    }

    static SqlFailure abortedByError() {
        return new SqlFailure(
                "000625",
                "57014",
                "Statement aborted: an earlier statement of the transaction failed, and TRANSACTION_ABORT_ON_ERROR is"
                        + " TRUE, so the transaction was rolled back. End it with ROLLBACK.");
    }

    static SqlFailure canceled() {
        return new SqlFailure("000604", "57014", "SQL execution canceled");
    }

    static SqlFailure timedOut(SessionParameters parameters) {
        return new SqlFailure("000630", "57014", "Statement reached its statement or warehouse timeout of "
                + parameters.number("STATEMENT_TIMEOUT_IN_SECONDS") + " second(s) and was canceled.");
    }

    static SqlFailure internal(String message, Throwable cause) {
        return new SqlFailure("000603", "XX000", "SQL execution internal error: " + message, cause);
    }
}
