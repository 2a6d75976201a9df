package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Functions that answer something about the session or the moment of the statement. */
final class ContextFunctions {

    private static final Set<String> WITHOUT_PARENTHESES =
            Set.of("CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "LOCALTIMESTAMP", "LOCALTIME", "CURRENT_USER");

    private ContextFunctions() {}

    static boolean worksWithoutParentheses(String name) {
        return WITHOUT_PARENTHESES.contains(name);
    }

    /** Whether the word is one of these functions where it stands, which may be without parentheses. */
    static boolean isOne(String name, boolean call) {
        boolean ofSession = name.startsWith("CURRENT_") || name.startsWith("SYS") || name.equals("LAST_QUERY_ID")
                || name.equals("GETDATE") || worksWithoutParentheses(name);
        return ofSession && (call || worksWithoutParentheses(name));
    }

    /** The answer as a constant of DuckDB's SQL, or null if this is none of these functions. */
    static String call(Session session, String name, List<String> arguments) throws SqlFailure {
        return switch (name) {
            case "CURRENT_DATABASE" -> text(session.database());
            case "CURRENT_SCHEMA" -> text(session.schema());
            case "CURRENT_WAREHOUSE" -> text(session.warehouse());
            case "CURRENT_ROLE" -> text(session.role());
            case "CURRENT_SECONDARY_ROLES" -> text("{\"roles\":\"\",\"value\":\"\"}");
            case "CURRENT_USER" -> text(session.user());
            case "CURRENT_SESSION" -> text(session.id());
            case "CURRENT_ACCOUNT", "CURRENT_ACCOUNT_NAME", "CURRENT_ORGANIZATION_NAME" -> text("LOCAL");
            case "CURRENT_REGION" -> text("LOCAL");
            case "CURRENT_CLIENT" -> text(null);
            case "CURRENT_VERSION" -> text(Engine.VERSION);
            case "CURRENT_TRANSACTION" -> text(session.transaction().id());
            case "SYSTEM$ABORT_TRANSACTION" -> text(AbortTransaction.run(session, arguments));
            case "LAST_QUERY_ID" -> text(session.queryId(arguments.isEmpty() ? -1 : index(arguments.get(0))));
            case "CURRENT_TIMESTAMP", "GETDATE", "SYSTIMESTAMP" ->
                Macros.ofInstant(session, instant(session.startedAt()));
            case "SYSDATE" -> "timezone('UTC', " + instant(session.startedAt()) + ")";
            case "LOCALTIMESTAMP" -> "CAST(" + instant(session.startedAt()) + " AS TIMESTAMP)";
            case "CURRENT_DATE" -> "CAST(" + instant(session.startedAt()) + " AS DATE)";
            case "CURRENT_TIME", "LOCALTIME" ->
                "CAST(CAST(CAST(" + instant(session.startedAt()) + " AS TIMESTAMP) AS TIME) AS TIME_NS)";
            default -> null;
        };
    }

    /** The function as a column default calls it, which is at each insert; null if this is none of time. */
    static String inDefault(String name) {
        return switch (name) {
            case "CURRENT_TIMESTAMP", "GETDATE", "SYSTIMESTAMP" -> "get_current_timestamp()";
            case "SYSDATE" -> "timezone('UTC', get_current_timestamp())";
            case "LOCALTIMESTAMP" -> "CAST(get_current_timestamp() AS TIMESTAMP)";
            case "CURRENT_DATE" -> "CAST(get_current_timestamp() AS DATE)";
            default -> null;
        };
    }

    private static int index(String argument) throws SqlFailure {
        String digits = argument.replace(" ", "");
        if (!digits.matches("-?\\d{1,9}")) {
            throw Failures.unsupported("LAST_QUERY_ID with an argument that is not a constant");
        }
        return Integer.parseInt(digits);
    }

    private static String text(String value) {
        return "CAST(" + SqlText.literal(value) + " AS VARCHAR)";
    }

    private static String instant(Instant instant) {
        return "CAST('" + instant + "' AS TIMESTAMPTZ)";
    }
}
