package io.github.imednet.snowflake.warehouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Exchange;

/** Sends the statements of beans: in the session of the exchange, or in one of the pool where it has none. */
final class SnowflakeStatements {

    private final DataSource pool;

    /** @param pool null where every exchange has a session */
    SnowflakeStatements(DataSource pool) {
        this.pool = pool;
    }

    /** Sends a statement that answers with rows. */
    SqlAnswer query(Exchange exchange, String sql) throws SQLException {
        SnowflakeSession session = SnowflakeSession.of(exchange);
        if (session != null) {
            return query(session.connection(), sql);
        }
        try (Connection connection = pool.getConnection()) {
            return query(connection, sql);
        }
    }

    private static SqlAnswer query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
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
}
