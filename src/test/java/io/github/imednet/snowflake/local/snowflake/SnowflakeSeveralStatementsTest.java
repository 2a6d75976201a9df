package io.github.imednet.snowflake.local.snowflake;

import static io.github.imednet.snowflake.local.snowflake.Connections.count;
import static io.github.imednet.snowflake.local.snowflake.Connections.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import net.snowflake.client.api.exception.SnowflakeSQLException;
import net.snowflake.client.api.statement.SnowflakeStatement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several statements in a request, as the driver sends them. */
class SnowflakeSeveralStatementsTest {

    @TempDir
    private static Path directory;

    private static SnowflakeServer server;

    @BeforeAll
    static void start() throws IOException {
        server = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void eachStatementHasItsAnswer() throws SQLException {
        try (Connection connection = Connections.open(server);
                Statement statement = connection.createStatement()) {
            String sql = "create or replace table T (A number, B varchar); -- none;\n"
                    + "insert into T values (1, 'a;b'), (2, $$;$$); select A, B from T order by A;"
                    + " select range from range(200000) order by range; update T set A = 3 where A = 2;";
            assertThat(answers(statement, sql, 5)).containsExactly("0", "2", "1|a;b 2|;", "200000 rows", "1");
            assertThat(answers(statement, sql, 0)).hasSize(5);
        }
    }

    @Test
    void anotherNumberOfStatementsIsRefusedBeforeAnyIsExecuted() throws SQLException {
        try (Connection connection = Connections.open(server);
                Statement statement = connection.createStatement()) {
            execute(connection, "create or replace table U (A number)");
            for (int number : new int[] {1, 3}) {
                assertThatThrownBy(
                                () -> answers(statement, "insert into U values (1); insert into U values (2)", number))
                        .isInstanceOfSatisfying(SnowflakeSQLException.class, e -> assertThat(e.getErrorCode())
                                .isEqualTo(8));
            }
            assertThat(count(connection, "U")).isZero();
        }
    }

    @Test
    void whatComesBeforeAFailureStaysAndWhatComesAfterIsNotExecuted() throws SQLException {
        try (Connection connection = Connections.open(server);
                Statement statement = connection.createStatement()) {
            execute(connection, "create or replace table V (A number)");
            assertThatThrownBy(() -> answers(
                            statement, "insert into V values (1); select 1 / 0; insert into V values (2)", 3))
                    .hasMessageContaining("Division by zero");
            assertThat(count(connection, "V")).isEqualTo(1);
            assertThatThrownBy(() -> answers(
                            statement, "begin; insert into V values (3); insert into NONE values (4); commit", 0))
                    .hasMessageContaining("NONE");
            connection.rollback();
            assertThat(count(connection, "V")).isEqualTo(1);
        }
    }

    /** Counts, rows, or how many rows. */
    private static List<String> answers(Statement statement, String sql, int number) throws SQLException {
        statement.unwrap(SnowflakeStatement.class).setParameter("MULTI_STATEMENT_COUNT", number);
        List<String> answers = new ArrayList<>();
        statement.execute(sql);
        // The driver's getMoreResults is also true before counts.
        while (statement.getResultSet() != null || statement.getUpdateCount() >= 0) {
            ResultSet rows = statement.getResultSet();
            answers.add(rows == null ? String.valueOf(statement.getUpdateCount()) : rows(rows));
            statement.getMoreResults();
        }
        return answers;
    }

    private static String rows(ResultSet results) throws SQLException {
        List<String> rows = new ArrayList<>();
        while (results.next()) {
            boolean two = results.getMetaData().getColumnCount() == 2;
            rows.add(results.getString(1) + (two ? "|" + results.getString(2) : ""));
        }
        return rows.size() > 10 ? rows.size() + " rows" : String.join(" ", rows);
    }
}
