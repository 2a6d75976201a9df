package io.github.imednet.snowflake.load;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the right that a statement lacked, and the GRANT that gives it, or what its warehouse lacked: Snowflake names
 * the object alone.
 */
final class MissingRight {

    private static final int INSUFFICIENT = 3001;

    private static final Pattern REFUSED = Pattern.compile("Insufficient privileges to operate on (\\w+) '(.*?)'");
    private static final Pattern UNSEEN = Pattern.compile("(\\w+) '(.*?)' does not exist or not authorized");

    /** Statements that change a table, and the table that they change. */
    private static final Pattern CHANGE = Pattern.compile(
            "(INSERT|COPY|MERGE|DELETE|UPDATE|TRUNCATE|ALTER|DROP)(?: +(?:INTO|FROM|TABLE))? +([^ (]+).*",
            Pattern.DOTALL);

    private static final Pattern CREATION =
            Pattern.compile("CREATE (?:OR REPLACE )?(?:TRANSIENT )?(TABLE|STAGE|VIEW)\\b.*", Pattern.DOTALL);

    private static final Map<String, String> OF_CHANGE =
            Map.of("COPY", "INSERT", "ALTER", "OWNERSHIP", "DROP", "OWNERSHIP");

    private static final List<String> TABLES = List.of("TABLE", "OBJECT", "VIEW");

    private MissingRight() {}

    /** @return the failure with the remedy in its message, or the same one if it is not about a right or a warehouse */
    static SQLException named(SQLException failure, String sql) {
        String message = String.valueOf(failure.getMessage());
        if (failure.getErrorCode() == SnowflakeErrors.NO_WAREHOUSE) {
            return with(failure, "snowflake.warehouse names no warehouse, or the role may not use it:"
                    + " GRANT USAGE ON WAREHOUSE ... TO ROLE ...");
        }
        if (failure.getErrorCode() == SnowflakeErrors.QUOTA_EXCEEDED) {
            return with(failure, "Raise the resource monitor's quota, wait until its next period begins, or name"
                    + " another warehouse as snowflake.warehouse");
        }
        if (sql == null) {
            return failure;
        }
        boolean refused = failure.getErrorCode() == INSUFFICIENT;
        Matcher object = (refused ? REFUSED : UNSEEN).matcher(message);
        if (!refused && !SnowflakeErrors.isMissingObject(failure) || !object.find()) {
            return failure;
        }
        String grant = grant(sql, object.group(1).toUpperCase(Locale.ROOT), object.group(2));
        String why = refused ? "The role lacks this right: " : "If it exists, the role lacks a right on it: ";
        return with(failure, why + grant + " TO ROLE ...");
    }

    private static SQLException with(SQLException failure, String remedy) {
        return new SQLException(
                String.valueOf(failure.getMessage()).strip() + " " + remedy,
                failure.getSQLState(),
                failure.getErrorCode());
    }

    private static String grant(String sql, String kind, String name) {
        Matcher creation = CREATION.matcher(sql);
        if (kind.equals("SCHEMA") && creation.matches()) {
            return "GRANT USAGE, CREATE " + creation.group(1) + " ON SCHEMA " + name;
        }
        if (TABLES.contains(kind)) {
            return ofTable(sql, name);
        }
        if (kind.equals("STAGE")) {
            boolean writes = sql.startsWith("PUT") || sql.startsWith("REMOVE");
            return "GRANT READ" + (writes ? ", WRITE" : "") + " ON STAGE " + name + " (of an external one USAGE)";
        }
        return "GRANT USAGE ON " + kind + ' ' + name;
    }

    private static String ofTable(String sql, String name) {
        Matcher change = CHANGE.matcher(sql);
        boolean changed = change.matches() && last(change.group(2)).equals(last(name));
        return "GRANT " + (changed ? OF_CHANGE.getOrDefault(change.group(1), change.group(1)) : "SELECT") + " ON TABLE "
                + (changed ? change.group(2) : name);
    }

    private static String last(String name) {
        String unquoted = name.replace("\"", "");
        return unquoted.substring(unquoted.lastIndexOf('.') + 1);
    }
}
