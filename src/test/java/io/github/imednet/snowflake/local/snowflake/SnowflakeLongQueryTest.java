package io.github.imednet.snowflake.local.snowflake;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.local.snowflake.SnowflakeServer.Settings;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import io.github.imednet.snowflake.local.snowflake.wire.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import net.snowflake.client.api.connection.SnowflakeConnection;
import net.snowflake.client.api.resultset.QueryStatus;
import net.snowflake.client.api.resultset.SnowflakeResultSet;
import net.snowflake.client.api.statement.SnowflakeStatement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements that take longer than a request is held, or are stopped; here requests are held for 50 ms. */
class SnowflakeLongQueryTest {

    private static final String ENDLESS =
            "select count(*) from range(10000000) a, range(10000000) b where a.range + b.range = -1";

    private static final UnaryOperator<Timing> SHORT_HOLD = timing -> timing.withHold(Duration.ofMillis(50));

    @TempDir
    private static Path directory;

    private static SnowflakeServer server;
    private Connection connection;

    @BeforeAll
    static void start() throws IOException {
        Settings settings = Settings.defaults(directory).withFaults(List.of(
                "slow:millis=300,on=select 'polled'",
                "slow:millis=300,on=select 'asynchronous'",
                "slow:millis=300,on=put file",
                "slow:millis=60000,on=insert into waited"));
        server = SnowflakeServer.start(settings, SHORT_HOLD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = Connections.open(server);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void aLongQueryIsPolledUntilItsResultIsThere() throws SQLException {
        long before = server.statements(StatementType.SELECT);
        assertThat(Connections.rows(connection, "select 'polled'")).containsExactly("polled");
        assertThat(server.statements(StatementType.SELECT)).isEqualTo(before + 1);
    }

    @Test
    void aTokenThatExpiresWhilePollingIsRenewedAndTheQueryNotRepeated() throws Exception {
        Settings settings = Settings.defaults(directory.resolve("expiring"))
                .withFaults(List.of("slow:millis=300,on=select 'renewed'", "session-expired:on=/result"));
        try (SnowflakeServer expiring = SnowflakeServer.start(settings, SHORT_HOLD);
                Connection polling = Connections.open(expiring)) {
            assertThat(Connections.rows(polling, "select 'renewed'")).containsExactly("renewed");
            assertThat(expiring.statements(StatementType.SELECT)).isEqualTo(1);
        }
    }

    @Test
    void aLongUploadIsPolledUntilTheDriverKnowsWhereTo() throws Exception {
        Path file = Files.writeString(directory.resolve("a.parquet"), "content");
        Connections.execute(connection, "create or replace stage st");
        assertThat(Connections.column(connection, "put file://" + file + " @st", "status"))
                .containsExactly("UPLOADED");
    }

    @Test
    void aFailureOfALongQueryReachesTheClient() {
        assertThatThrownBy(() -> Connections.rows(connection, "select * from no_such_table"))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(2003));
    }

    @Test
    void anAsynchronousQueryIsFetchedWhenItIsDone() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.unwrap(SnowflakeStatement.class)
                        .executeAsyncQuery("select 'asynchronous'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("asynchronous");
        }
    }

    @Test
    void anAsynchronousQueryCanBeFetchedByAnotherSession() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet started = statement.unwrap(SnowflakeStatement.class).executeAsyncQuery("select 21 * 2");
                Connection other = Connections.open(server);
                ResultSet rows = other.unwrap(SnowflakeConnection.class)
                        .createResultSet(started.unwrap(SnowflakeResultSet.class).getQueryID())) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void theStatusOfAFailedAsynchronousQueryTellsWhy() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet started = statement.unwrap(SnowflakeStatement.class)
                        .executeAsyncQuery("select * from no_such_table")) {
            SnowflakeConnection session = connection.unwrap(SnowflakeConnection.class);
            String queryId = started.unwrap(SnowflakeResultSet.class).getQueryID();
            await().until(() -> session.getQueryStatus(queryId).getStatus() == QueryStatus.Status.FAILED_WITH_ERROR);
            assertThat(session.getQueryStatus(queryId).getErrorMessage()).containsIgnoringCase("no_such_table");
        }
    }

    @Test
    void aCanceledQueryEndsWithAnErrorAndTheSessionLives() throws Exception {
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<SQLException> failure = CompletableFuture.supplyAsync(() -> failureOf(statement));
            await().until(() -> {
                statement.cancel();
                return failure.isDone();
            });
            assertThatIsCanceled(failure.get());
            assertThat(Connections.rows(connection, "select 1")).containsExactly("1");
        }
    }

    @Test
    void aQueryTimeoutEndsTheQuery() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatIsCanceled(failureOf(statement));
        }
    }

    @Test
    void aStatementTimeoutEndsTheQueryOnTheServer() throws SQLException {
        try (Connection implicit = Connections.open(server, Map.of("IMPLICIT_SERVER_SIDE_QUERY_TIMEOUT", "true"));
                Statement statement = implicit.createStatement()) {
            statement.setQueryTimeout(1);
            SQLException failure = failureOf(statement);
            assertThat(failure.getErrorCode()).isEqualTo(630);
            assertThat(failure.getSQLState()).isEqualTo("57014");
        }
    }

    @Test
    void aWaitingStatementIsCanceledWithoutBeingExecuted() throws SQLException {
        Connections.execute(connection, "create or replace table waited (a number)");
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.executeUpdate("insert into waited values (1)"))
                    .isInstanceOfSatisfying(SQLException.class, SnowflakeLongQueryTest::assertThatIsCanceled);
        }
        assertThat(Connections.count(connection, "waited")).isZero();
    }

    private static SQLException failureOf(Statement statement) {
        try (ResultSet rows = statement.executeQuery(ENDLESS)) {
            throw new AssertionError("The endless query has ended: " + rows);
        } catch (SQLException e) {
            return e;
        }
    }

    private static void assertThatIsCanceled(SQLException failure) {
        assertThat(failure.getErrorCode()).isEqualTo(604);
        assertThat(failure.getSQLState()).isEqualTo("57014");
    }
}
