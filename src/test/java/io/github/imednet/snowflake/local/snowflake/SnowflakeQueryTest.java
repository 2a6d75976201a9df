package io.github.imednet.snowflake.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.local.snowflake.SnowflakeServer.Settings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import net.snowflake.client.api.statement.SnowflakeStatement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries, changes and transactions as the official driver shows them. */
class SnowflakeQueryTest {

    @TempDir
    private static Path directory;

    private static SnowflakeServer server;
    private Connection connection;

    @BeforeAll
    static void start() throws IOException {
        server = SnowflakeServer.start(Settings.defaults(directory));
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
    void everyTypeArrivesAsItWasWritten() throws SQLException {
        Connections.execute(
                connection,
                "create or replace table types (n number(38,0), d number(12,3), f float, t varchar, b boolean,"
                        + " day date, clock time, ntz timestamp_ntz, ltz timestamp_ltz, tz timestamp_tz,"
                        + " v variant, o object, a array, x binary)",
                "insert into types select 7, 12345.678, 1.5, 'text', true, '2024-02-29', '13:14:15.123', '2024-02-29"
                        + " 13:14:15.123456', '2024-02-29 13:14:15.5', '2024-02-29 13:14:15+00:00',"
                        + " parse_json('{\"k\":1}'), parse_json('{\"k\":2}'), parse_json('[1,2]'), to_binary('CAFE',"
                        + " 'HEX')");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from types")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getObject("N")).isEqualTo(7L);
            assertThat(row.getObject("D")).isEqualTo(new BigDecimal("12345.678"));
            assertThat(row.getObject("F")).isEqualTo(1.5);
            assertThat(row.getObject("T")).isEqualTo("text");
            assertThat(row.getObject("B")).isEqualTo(true);
            assertThat(row.getDate("DAY")).isEqualTo(Date.valueOf("2024-02-29"));
            assertThat(row.getString("CLOCK")).startsWith("13:14:15");
            assertThat(row.getTimestamp("NTZ").toLocalDateTime())
                    .isEqualTo(LocalDateTime.parse("2024-02-29T13:14:15.123456"));
            assertThat(row.getTimestamp("LTZ").toInstant()).isEqualTo(Instant.parse("2024-02-29T13:14:15.5Z"));
            assertThat(row.getTimestamp("TZ").toInstant()).isEqualTo(Instant.parse("2024-02-29T13:14:15Z"));
            assertThat(row.getString("V").replaceAll("\\s", "")).isEqualTo("{\"k\":1}");
            assertThat(row.getString("O").replaceAll("\\s", "")).isEqualTo("{\"k\":2}");
            assertThat(row.getString("A").replaceAll("\\s", "")).isEqualTo("[1,2]");
            assertThat(row.getBytes("X")).isEqualTo(new byte[] {(byte) 0xCA, (byte) 0xFE});
        }
    }

    @Test
    void columnsAreDescribedAsSnowflakeDoes() throws SQLException {
        Connections.execute(connection, "create or replace table described"
                + " (n number(38,0), d number(12,3), t varchar, ntz timestamp_ntz, v variant)");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from described")) {
            ResultSetMetaData columns = rows.getMetaData();
            assertThat(columns.getColumnName(1)).isEqualTo("N");
            assertThat(columns.getColumnType(1)).isEqualTo(Types.BIGINT);
            assertThat(columns.getColumnType(2)).isEqualTo(Types.DECIMAL);
            assertThat(columns.getPrecision(2)).isEqualTo(12);
            assertThat(columns.getScale(2)).isEqualTo(3);
            assertThat(columns.getColumnType(3)).isEqualTo(Types.VARCHAR);
            assertThat(columns.getColumnType(4)).isEqualTo(Types.TIMESTAMP);
            assertThat(columns.getColumnTypeName(5)).isEqualTo("VARIANT");
        }
    }

    @Test
    void nullIsNullInEveryType() throws SQLException {
        Connections.execute(connection,
                "create or replace table nulls (n number, f float, t varchar, b boolean, day date, clock time,"
                        + " ntz timestamp_ntz, tz timestamp_tz, v variant, x binary)",
                "insert into nulls (n) values (null)");
        assertThat(Connections.rows(connection, "select * from nulls"))
                .containsExactly("null|null|null|null|null|null|null|null|null|null");
    }

    @Test
    void definitionsChangeNoRows() throws SQLException {
        assertThat(Connections.update(connection, "create or replace table defined (a number)")).isZero();
        assertThat(Connections.update(connection, "alter table defined add column b varchar")).isZero();
        assertThat(Connections.update(connection, "drop table defined")).isZero();
    }

    @Test
    void changesAreCounted() throws SQLException {
        Connections.execute(connection, "create or replace table counted (a number, b varchar)");
        assertThat(Connections.update(connection, "insert into counted values (1,'x'), (2,'y'), (3,'z')")).isEqualTo(3);
        assertThat(Connections.update(connection, "update counted set b = 'w' where a > 1")).isEqualTo(2);
        assertThat(Connections.update(connection, "delete from counted where a = 1")).isEqualTo(1);
    }

    @Test
    void boundValuesArrive() throws SQLException {
        Connections.execute(connection, "create or replace table bound"
                + " (n number, f float, t varchar, b boolean, day date, moment timestamp_ntz, x binary)");
        Instant moment = Instant.parse("2024-02-29T13:14:15.123456Z");
        try (PreparedStatement insert =
                connection.prepareStatement("insert into bound values (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, 42);
            insert.setDouble(2, 2.5);
            insert.setString(3, "it's");
            insert.setBoolean(4, true);
            insert.setDate(5, Date.valueOf("2024-02-29"));
            insert.setTimestamp(6, Timestamp.from(moment));
            insert.setBytes(7, "bytes".getBytes(StandardCharsets.UTF_8));
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from bound")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(1)).isEqualTo(42);
            assertThat(row.getDouble(2)).isEqualTo(2.5);
            assertThat(row.getString(3)).isEqualTo("it's");
            assertThat(row.getBoolean(4)).isTrue();
            assertThat(row.getDate(5)).isEqualTo(Date.valueOf("2024-02-29"));
            assertThat(row.getTimestamp(6).toLocalDateTime())
                    .isEqualTo(LocalDateTime.ofInstant(moment, ZoneOffset.UTC));
            assertThat(row.getBytes(7)).isEqualTo("bytes".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aBatchOfInsertsIsInsertedWhole() throws SQLException {
        Connections.execute(connection, "create or replace table batch (a number, b varchar)");
        try (PreparedStatement insert = connection.prepareStatement("insert into batch values (?, ?)")) {
            for (int row = 1; row <= 100; row++) {
                insert.setInt(1, row);
                insert.setString(2, row % 10 == 0 ? null : "row " + row);
                insert.addBatch();
            }
            assertThat(IntStream.of(insert.executeBatch()).sum()).isEqualTo(100);
        }
        assertThat(Connections.rows(connection, "select count(*), count(b), sum(a) from batch"))
                .containsExactly("100|90|5050");
    }

    @Test
    void aQueryCanBeDescribedBeforeItRuns() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select 1 as a, 'x' as b")) {
            assertThat(query.getMetaData().getColumnCount()).isEqualTo(2);
            assertThat(query.getMetaData().getColumnName(2)).isEqualTo("B");
        }
    }

    @Test
    void errorsCarrySnowflakesCodeAndState() {
        assertThatQueryFails("select * from no_such_table", 2003, "42S02");
        assertThatQueryFails("selec 1", 1003, "42000");
        assertThatQueryFails("select no_such_column from (select 1 as a)", 904, "42000");
        assertThatQueryFails("use schema no_such_schema", 2003, "02000");
        assertThatQueryFails("select 'x'::number", 100038, "22018");
    }

    @Test
    void anEarlierResultCanBeReadAgain() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String queryId;
            try (ResultSet rows = statement.executeQuery("select 11 as a union all select 12 order by a")) {
                queryId = rows.unwrap(net.snowflake.client.api.resultset.SnowflakeResultSet.class).getQueryID();
            }
            assertThat(statement.unwrap(SnowflakeStatement.class).getQueryID()).isEqualTo(queryId);
            assertThat(Connections.rows(connection, "select * from table(result_scan('" + queryId + "'))"))
                    .containsExactly("11", "12");
        }
    }

    @Test
    void aRollbackUndoesAndACommitKeeps() throws SQLException {
        Connections.execute(connection, "create or replace table kept (a number)");
        connection.setAutoCommit(false);
        Connections.update(connection, "insert into kept values (1)");
        connection.rollback();
        Connections.update(connection, "insert into kept values (2)");
        connection.commit();
        connection.setAutoCommit(true);
        try (Connection other = Connections.open(server)) {
            assertThat(Connections.rows(other, "select a from kept")).containsExactly("2");
        }
    }

    @Test
    void aTransactionInSqlIsSeenByOthersOnlyAfterItsCommit() throws SQLException {
        Connections.execute(connection, "create or replace table shown (a number)", "begin",
                "insert into shown values (1)");
        try (Connection other = Connections.open(server)) {
            assertThat(Connections.count(other, "shown")).isZero();
            Connections.execute(connection, "commit");
            assertThat(Connections.count(other, "shown")).isEqualTo(1);
        }
    }

    @Test
    void commitAndRollbackWithoutTransactionSucceed() throws SQLException {
        Connections.execute(connection, "commit", "rollback");
        connection.setAutoCommit(false);
        connection.commit();
        connection.rollback();
    }

    @Test
    void anOpenTransactionEndsWithTheSession() throws SQLException {
        Connections.execute(connection, "create or replace table lost (a number)");
        try (Connection other = Connections.open(server)) {
            Connections.execute(other, "begin", "insert into lost values (1)");
        }
        assertThat(Connections.count(connection, "lost")).isZero();
    }

    @Test
    void aLargeResultComesWhole() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select range as n, 'text of the row' as t from range(100000)")) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            assertThat(count).isEqualTo(100_000);
        }
    }

    @Test
    void theMetadataOfTablesAndColumnsCanBeRead() throws SQLException {
        Connections.execute(connection, "create or replace table \"Mixed\" (\"id\" number(10,0), NAME varchar(20))");
        try (ResultSet tables = connection.getMetaData().getTables("IMEDNET", "PUBLIC", "Mixed", null)) {
            assertThat(tables.next()).isTrue();
            assertThat(tables.getString("TABLE_TYPE")).isEqualTo("TABLE");
        }
        try (ResultSet columns = connection.getMetaData().getColumns("IMEDNET", "PUBLIC", "Mixed", "%")) {
            assertThat(columns.next()).isTrue();
            assertThat(columns.getString("COLUMN_NAME")).isEqualTo("id");
            assertThat(columns.next()).isTrue();
            assertThat(columns.getInt("COLUMN_SIZE")).isEqualTo(20);
        }
    }

    @Test
    void catalogAndSchemaFollowUse() throws SQLException {
        Connections.execute(connection, "create schema if not exists other", "use schema other");
        assertThat(connection.getSchema()).isEqualTo("OTHER");
        connection.setSchema("PUBLIC");
        assertThat(connection.getSchema()).isEqualTo("PUBLIC");
        assertThat(Connections.rows(connection, "select current_database(), current_schema()"))
                .containsExactly("IMEDNET|PUBLIC");
    }

    private void assertThatQueryFails(String sql, int code, String state) {
        assertThatThrownBy(() -> Connections.rows(connection, sql))
                .as(sql)
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo(code);
                    assertThat(e.getSQLState()).isEqualTo(state);
                });
    }
}
