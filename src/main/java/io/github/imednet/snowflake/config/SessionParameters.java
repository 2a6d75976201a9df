package io.github.imednet.snowflake.config;

import java.util.Map;

/**
 * Parameters of a session that change what it says or understands. Accounts and users have defaults of their own for
 * them (SQL reference, Parameters), so that each is set at the login wherever something here depends on it.
 */
public final class SessionParameters {

    private static final String LOCAL = "YYYY-MM-DD HH24:MI:SS.FF9";
    private static final String OFFSET = LOCAL + " TZHTZM";

    /** What a session answers, and that each statement is a transaction: every session has these. */
    public static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry("TIMEZONE", "UTC"),
            Map.entry("DATE_OUTPUT_FORMAT", "YYYY-MM-DD"),
            Map.entry("TIME_OUTPUT_FORMAT", "HH24:MI:SS.FF9"),
            Map.entry("TIMESTAMP_NTZ_OUTPUT_FORMAT", LOCAL),
            Map.entry("TIMESTAMP_LTZ_OUTPUT_FORMAT", OFFSET),
            Map.entry("TIMESTAMP_TZ_OUTPUT_FORMAT", OFFSET),
            Map.entry("BINARY_OUTPUT_FORMAT", "HEX"),
            // 0: an answer has all of its rows.
            Map.entry("ROWS_PER_RESULTSET", "0"),
            Map.entry("MULTI_STATEMENT_COUNT", "1"),
            Map.entry("AUTOCOMMIT", "true"));

    /**
     * What a session makes of texts and names, and of a transaction in which a statement failed: sessions have these
     * whose statements are this program's. A query is its author's, and means what it means in the account.
     */
    public static final Map<String, String> STATEMENTS = Map.of(
            "DATE_INPUT_FORMAT", "AUTO",
            "TIME_INPUT_FORMAT", "AUTO",
            "TIMESTAMP_INPUT_FORMAT", "AUTO",
            "BINARY_INPUT_FORMAT", "HEX",
            "TIMESTAMP_TYPE_MAPPING", "TIMESTAMP_NTZ",
            "QUOTED_IDENTIFIERS_IGNORE_CASE", "false",
            "TRANSACTION_ABORT_ON_ERROR", "false");

    private SessionParameters() {}
}
