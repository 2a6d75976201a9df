package io.github.imednet.snowflake.load;

import java.sql.SQLException;
import java.util.Locale;
import org.apache.camel.Exchange;

/** What has become of a transaction whose COMMIT was not answered, as another session is told. */
public enum TransactionState {
    COMMITTED,
    ROLLED_BACK,

    /** The COMMIT has not arrived, or was being executed when the transaction was to be ended. */
    RUNNING;

    /**
     * Asks in another session. A transaction that still runs is ended, so that nobody has to wait for it.
     *
     * @param id as CURRENT_TRANSACTION said it while the transaction was open
     */
    public static TransactionState ask(SnowflakeStatements statements, Exchange exchange, String id)
            throws SQLException {
        TransactionState state = describe(statements, exchange, id);
        if (state == RUNNING) {
            statements.query(exchange, "SELECT SYSTEM$ABORT_TRANSACTION(" + Long.parseLong(id) + ")");
            return describe(statements, exchange, id);
        }
        return state;
    }

    private static TransactionState describe(SnowflakeStatements statements, Exchange exchange, String id)
            throws SQLException {
        SqlAnswer answer = statements.query(exchange, "DESCRIBE TRANSACTION " + Long.parseLong(id));
        String state = String.valueOf(answer.rows().get(0).text("state"));
        return switch (state.toLowerCase(Locale.ROOT)) {
            case "committed" -> COMMITTED;
            case "rolled back" -> ROLLED_BACK;
            default -> RUNNING;
        };
    }
}
