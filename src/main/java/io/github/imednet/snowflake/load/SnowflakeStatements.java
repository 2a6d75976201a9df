package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.RouteBean;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Sends the statements of beans: in the session of the exchange, or in one of the pool where it has none. A failure
 * goes on without values of the data in its message.
 */
@RouteBean
public final class SnowflakeStatements {

    private final @Nullable DataSource pool;
    private final boolean ofExchange;

    /** For exchanges that all have a session. */
    public SnowflakeStatements() {
        this(null, true);
    }

    public SnowflakeStatements(DataSource pool) {
        this(pool, true);
    }

    private SnowflakeStatements(@Nullable DataSource pool, boolean ofExchange) {
        this.pool = pool;
        this.ofExchange = ofExchange;
    }

    /** Sends a statement that answers with rows. */
    public SqlAnswer query(Exchange exchange, String sql) throws SQLException {
        return send(exchange, sql).rows();
    }

    /**
     * Asks for what SHOW TABLES says of a table, or nothing if it is not there. LIKE takes the name as a pattern, in
     * which a backslash may be an escape and any one character is a safe way to say it.
     *
     * @param schema as a quoted identifier, with its database
     */
    public Optional<SqlAnswer.Row> showTable(Exchange exchange, String schema, String exactName) throws SQLException {
        String show = "SHOW TABLES LIKE " + Sql.text(exactName.replace('\\', '_')) + " IN SCHEMA " + schema;
        return query(exchange, show).rows().stream()
                .filter(row -> exactName.equals(row.text("name")))
                .findFirst();
    }

    /** Sends a statement that changes rows, and says how many. */
    public int update(Exchange exchange, String sql) throws SQLException {
        return send(exchange, sql).changed();
    }

    /** Sends a statement whose answer says no more than that it was executed. */
    public void execute(Exchange exchange, String sql) throws SQLException {
        send(exchange, sql);
    }

    /** Asks for the id of the session's statement before, which the load history has. */
    String lastQueryId(Exchange exchange) throws SQLException {
        return query(exchange, "SELECT LAST_QUERY_ID() AS \"QUERY_ID\"").rows().get(0).required("QUERY_ID");
    }

    /** Either rows, or how many were changed. */
    private record Answer(SqlAnswer rows, int changed) {}

    /** The same, but never in the session that the exchange has. */
    SnowflakeStatements inOtherSessions() {
        return new SnowflakeStatements(pool, false);
    }

    private Answer send(Exchange exchange, String sql) throws SQLException {
        SnowflakeSession session = ofExchange ? SnowflakeSession.of(exchange) : null;
        try {
            if (session != null) {
                return send(session.connection(), sql);
            }
            try (Connection connection = Objects.requireNonNull(pool).getConnection()) {
                return send(connection, sql);
            }
        } catch (SQLException e) {
            throw SnowflakeErrors.withoutValues(e, sql);
        }
    }

    /** Sends a statement that answers with rows, in a session that no exchange has. */
    public static SqlAnswer query(Connection connection, String sql) throws SQLException {
        return send(connection, sql).rows();
    }

    private static Answer send(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return new Answer(SqlAnswer.of(List.of()), statement.getUpdateCount());
            }
            try (ResultSet result = statement.getResultSet()) {
                return new Answer(rows(result), 0);
            }
        }
    }

    private static SqlAnswer rows(ResultSet result) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        while (result.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
            }
            rows.add(row);
        }
        return SqlAnswer.of(rows);
    }
}
