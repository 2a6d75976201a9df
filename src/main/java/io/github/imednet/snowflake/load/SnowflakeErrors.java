package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.RouteBean;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.snowflake.client.api.exception.SnowflakeSQLException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures that may pass from those that will come again. Snowflake's driver throws plain SQLExceptions, so the
 * code and the SQL state decide, as documented for Snowflake's error codes.
 */
@RouteBean
public final class SnowflakeErrors {

    /** Classes of SQL states that say: the statement, its objects, its data or the rights are wrong. */
    private static final Set<String> PERMANENT_CLASSES = Set.of("02", "0A", "22", "23", "28", "42", "P0");

    /** "No active warehouse selected in the current session", with the SQL state 57P03. */
    static final int NO_WAREHOUSE = 606;

    /** "Warehouse ... cannot be resumed because resource monitor ... has exceeded its quota", with the state 22000. */
    static final int QUOTA_EXCEEDED = 90_073;

    /**
     * Wrong user, password, key or token; a user or an account that is locked; no warehouse, or none that may run; a
     * property the driver refuses.
     */
    private static final Set<Integer> PERMANENT_CODES = Set.of(
            390100, 390101, 390102, 390144, 390190, 390201, 390303, 390318, 394400, 394401, NO_WAREHOUSE,
            QUOTA_EXCEEDED, 200028, 200045, 200047);

    /** The driver's code for a private key that it cannot read. */
    static final int UNREADABLE_KEY = 200_045;

    /** The driver's code where the server could not be reached ("JDBC driver encountered communication error"). */
    static final int COMMUNICATION = 200_015;

    /** "Remote file was not found": it was removed between PUT and COPY. The next attempt sends it again. */
    private static final int MISSING_FILE = 91_016;

    /** "Object does not exist or not authorized". */
    private static final int MISSING_OBJECT = 2003;

    private static final Set<Integer> LOGIN_CODES = Set.of(390, 394);

    /**
     * The thousand of the codes by which Snowflake's services refuse a statement before it reads a row: they speak of
     * warehouses, sessions and names, in the SQL state 22000 too, and never quote a value of a row. Snowflake does not
     * document its codes. These are the ones that its clients' public logs and tests show with that state: 090073
     * (quota), 090105 and 090106 (no current database, no current schema), 090088 and 090089 (an account's names).
     */
    private static final int SERVICE_CODES = 90;

    /** Whether the same again on a new session may succeed. */
    public boolean isRetryable(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        SQLException sql = cause(failure, SQLException.class);
        if (sql != null) {
            return !isPermanent(sql);
        }
        return cause(failure, LoadAnswerException.class) != null || cause(failure, IOException.class) != null;
    }

    /**
     * Throws a statement's failure on, without its message where that may quote the value that was refused, which may
     * be a patient's: in the classes for data (22) and for limits (54), but for codes of Snowflake's services; and with
     * the right or the warehouse that was missing.
     */
    public void throwWithoutValues(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) SQLException failure, @Variable("sql") String sql)
            throws SQLException {
        throw withoutValues(failure, sql);
    }

    static SQLException withoutValues(SQLException failure, String sql) {
        String state = String.valueOf(failure.getSQLState());
        boolean ofData = state.startsWith("22") || state.startsWith("54");
        if (!ofData || failure.getErrorCode() / 1000 == SERVICE_CODES) {
            return MissingRight.named(failure, sql);
        }
        String code = "(error " + failure.getErrorCode() + ", SQL state " + state + ")";
        String message = failure.getErrorCode() == MISSING_FILE
                ? "A file was gone from the stage before its COPY " + code + ": a run with --purge, 'imednet stage"
                        + " clean' or somebody else has removed it. Give runs into different tables an"
                        + " export.stage-prefix each"
                : "Snowflake refused a value " + code + ". Its message may quote the value and is not repeated: see the"
                        + " statement in Snowflake's query history" + queryId(failure);
        return new SQLException(message, state, failure.getErrorCode());
    }

    private static String queryId(SQLException failure) {
        String id = failure instanceof SnowflakeSQLException refused ? refused.getQueryId() : null;
        return id == null || id.isBlank() ? "" : ", query id " + id;
    }

    /** What to do about a login that was refused; nothing if the failure is another. */
    public static Optional<String> loginRefusal(Throwable failure) {
        SQLException sql = cause(failure, SQLException.class);
        boolean refused = sql != null
                && (LOGIN_CODES.contains(sql.getErrorCode() / 1000) && isPermanent(sql)
                        || sql.getErrorCode() == UNREADABLE_KEY
                        || sql instanceof SQLInvalidAuthorizationSpecException);
        return sql != null && refused ? Optional.of(remedy(sql)) : Optional.empty();
    }

    /** What to do about a warehouse that is missing or may not run; nothing if the failure is another. */
    public static Optional<String> warehouseRefusal(Throwable failure) {
        SQLException sql = cause(failure, SQLException.class);
        boolean refused = sql != null
                && (sql.getErrorCode() == NO_WAREHOUSE || sql.getErrorCode() == QUOTA_EXCEEDED);
        return sql != null && refused ? Optional.of(String.valueOf(sql.getMessage())) : Optional.empty();
    }

    private static String remedy(SQLException refusal) {
        return switch (refusal.getErrorCode()) {
            case 390100 ->
                "Snowflake refused the login: check snowflake.account, snowflake.user and snowflake.password";
            case 390144 ->
                "Snowflake refused the login by key pair: check snowflake.account and snowflake.user, that the"
                        + " user's RSA_PUBLIC_KEY belongs to snowflake.private-key-file, and this machine's clock";
            case 390303, 390318 ->
                "Snowflake refused the OAuth token: check snowflake.account, and that snowflake.token has"
                        + " not expired and is the one of snowflake.user";
            case 394400, 394401 ->
                "Snowflake refused the programmatic access token: check snowflake.account, and that"
                        + " snowflake.token has not expired and is the one of snowflake.user";
            case UNREADABLE_KEY, 0 -> String.valueOf(refusal.getMessage());
            default -> "Snowflake refused the login: check snowflake.account, snowflake.user and what"
                    + " snowflake.auth-type needs: " + refusal.getMessage();
        };
    }

    /**
     * Whether a query failed by a mistake in its text, a name, a right or the login, and not by the data or on the way:
     * the SQL states of syntax and names (42, 02, 0A), and refused logins.
     */
    public static boolean isMistake(SQLException failure) {
        SQLException sql = cause(failure, SQLException.class);
        String state = String.valueOf(Objects.requireNonNull(sql).getSQLState());
        boolean statement = state.startsWith("42") || state.startsWith("02") || state.startsWith("0A");
        return statement || loginRefusal(failure).isPresent();
    }

    /**
     * Whether a name in the statement is of nothing, or of nothing that the role may see: Snowflake tells the two apart
     * nowhere.
     */
    public static boolean isMissingObject(Throwable failure) {
        SQLException sql = cause(failure, SQLException.class);
        return sql != null && sql.getErrorCode() == MISSING_OBJECT;
    }

    /**
     * Whether Snowflake itself answered that the statement failed. Codes from 200000 are the driver's own, and those
     * with 390 are about the session: the first request may have been executed when a repeated one is answered so.
     */
    public static boolean isOfStatement(SQLException failure) {
        return failure.getErrorCode() > 0 && failure.getErrorCode() < 200_000;
    }

    /** What there is to say if the driver did not reach Snowflake, or lost it; nothing if the failure is another. */
    public static Optional<String> unreachable(Throwable failure) {
        SQLException sql = cause(failure, SQLException.class);
        return sql != null && sql.getErrorCode() == COMMUNICATION
                ? Optional.of(sql.getMessage() + " Check snowflake.account or snowflake.url, and the network")
                : Optional.empty();
    }

    private static boolean isPermanent(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        return PERMANENT_CODES.contains(sql.getErrorCode())
                || sql.getErrorCode() != MISSING_FILE
                        && state.length() == 5
                        && PERMANENT_CLASSES.contains(state.substring(0, 2));
    }

    /** The innermost failure of a kind: pools and routes wrap what the driver throws. */
    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> kind) {
        T found = null;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (kind.isInstance(t)) {
                found = kind.cast(t);
            }
        }
        return found;
    }
}
