package io.github.imednet.snowflake.local.snowflake;

import static io.github.imednet.snowflake.local.snowflake.Connections.execute;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.snowflake.client.api.resultset.SnowflakeResultSet;
import net.snowflake.client.api.resultset.SnowflakeResultSetSerializable;
import net.snowflake.client.internal.core.QueryResultFormat;
import net.snowflake.client.internal.jdbc.SnowflakeResultSetSerializableV1;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results in Arrow, as the driver reads them: the same values as in JSON. */
class SnowflakeArrowTest {

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final Map<String, String> IN_ARROW = Map.of("JDBC_QUERY_RESULT_FORMAT", "ARROW");

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
    void everyTypeHasTheSameValuesInBothFormats() throws SQLException {
        try (Connection json = Connections.open(server);
                Connection arrow = Connections.open(server, IN_ARROW)) {
            execute(
                    json,
                    "create table T (ID number, TINY number(2,0), SHORT number(4,1), MIDDLE number(9,3), WIDE"
                        + " number(18,6), HUGE number(38,10), WHOLE number(38,0), REAL float, FLAG boolean, SHORT_TEXT"
                        + " varchar(20), TEXT varchar, DAY date, CLOCK0 time(0), CLOCK3 time(3), CLOCK9 time, NTZ0"
                        + " timestamp_ntz(0), NTZ6 timestamp_ntz(6), NTZ timestamp_ntz, LTZ3 timestamp_ltz(3), LTZ"
                        + " timestamp_ltz, TZ3 timestamp_tz(3), TZ timestamp_tz, BYTES binary, DOC variant, PAIRS"
                        + " object, ITEMS array)",
                    "insert into T select 1, 99, -999.9, 999999.999, -123456789012.123456,"
                            + " 1234567890123456789012345678.0123456789,"
                            + " 99999999999999999999999999999999999999, 1.5e300, true, 'Grüße 😀', '', '9999-12-31',"
                            + " '23:59:59', '23:59:59.999', '23:59:59.999999', '9999-12-31 23:59:59',"
                            + " '9999-12-31 23:59:59.999999', '9999-12-31 23:59:59.999999', '2024-02-29 12:00:00.123',"
                            + " '2024-02-29 12:00:00.123456', '2024-02-29 12:00:00.123 +05:30',"
                            + " '2024-02-29 12:00:00.123456 +05:30', to_binary('00ff10', 'HEX'),"
                            + " parse_json('{\"a\":[1,2.50]}'), parse_json('{\"b\":null}'), parse_json('[1,\"x\"]')",
                    "insert into T (ID) values (2)",
                    "insert into T select 3, -99, 0, -0.001, 0.000001, -0.0000000001, -1, -0.0, false, '\"', 'a\nb',"
                            + " '0001-01-01', '00:00:00', '00:00:00.001', '00:00:00.000001', '0001-01-01 00:00:00',"
                            + " '1969-12-31 23:59:59.5', '1969-12-31 23:59:59.999999', '1969-12-31 23:59:59.5',"
                            + " '1582-10-04 12:00:00.25', '1969-12-31 23:59:59.5 -08:00', '1969-12-31 23:59:59.999999',"
                            + " to_binary('', 'HEX'), parse_json('\"text\"'), parse_json('{}'), parse_json('[]')");
            for (String sql : List.of(
                    "select * from T order by ID",
                    "select * from T where ID = 2",
                    "select * from T where ID > 9",
                    "select 1, 1.5, 'a', count(*), sum(WHOLE), max(REAL), current_timestamp() is null from T",
                    "select 100, -100, 10000, 1000000000, -1000000000000000000, 127, 128, 9999999999999999999",
                    "select 'nan'::float, 'inf'::float, '-inf'::float, -0.0::float")) {
                assertThat(described(arrow, sql)).as(sql).isEqualTo(described(json, sql));
            }
        }
    }

    @Test
    void theDriverReadsAndBindsNanosecondsInBothFormats() throws SQLException {
        Timestamp moment = Timestamp.valueOf("2024-02-29 12:00:00.123456789");
        // The driver binds what a clock at UTC shows, and reads a wall clock as one of this machine.
        LocalDateTime bound = LocalDateTime.ofInstant(moment.toInstant(), ZoneOffset.UTC);
        for (Map<String, String> format : List.of(Map.<String, String>of(), IN_ARROW)) {
            try (Connection connection = Connections.open(server, format)) {
                execute(connection, "alter session set CLIENT_TIMESTAMP_TYPE_MAPPING = TIMESTAMP_NTZ",
                        "create or replace table NANOS (ID number, NTZ timestamp_ntz)",
                        "insert into NANOS select 1, '2024-02-29 12:00:00.123456789'");
                try (PreparedStatement insert = connection.prepareStatement("insert into NANOS values (2, ?)")) {
                    insert.setTimestamp(1, moment);
                    insert.executeUpdate();
                }
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select NTZ from NANOS order by ID")) {
                    for (LocalDateTime expected : List.of(moment.toLocalDateTime(), bound)) {
                        assertThat(rows.next()).isTrue();
                        assertThat(rows.getTimestamp(1)).isEqualTo(Timestamp.valueOf(expected));
                        assertThat(rows.getObject(1)).isEqualTo(Timestamp.valueOf(expected));
                        assertThat(rows.getString(1)).isEqualTo(expected.format(MILLISECONDS));
                    }
                }
            }
        }
    }

    @Test
    void theDriverReadsNanosecondsOfMomentsAndTimesInBothFormats() throws SQLException {
        for (Map<String, String> format : List.of(Map.<String, String>of(), IN_ARROW)) {
            try (Connection connection = Connections.open(server, format)) {
                execute(connection, "alter session set TIME_OUTPUT_FORMAT = 'HH24:MI:SS.FF9'",
                        "create or replace table MOMENTS (LTZ timestamp_ltz, CLOCK time)",
                        "insert into MOMENTS select '2024-02-29 12:00:00.123456789 +02:00', '12:34:56.123456789'");
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select LTZ, CLOCK from MOMENTS")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getTimestamp(1).toInstant())
                            .isEqualTo(Instant.parse("2024-02-29T10:00:00.123456789Z"));
                    assertThat(rows.getString(2)).isEqualTo("12:34:56.123456789");
                    assertThat(List.of(rows.getMetaData().getScale(1), rows.getMetaData().getScale(2))).containsOnly(9);
                }
            }
        }
    }

    @Test
    void theDriverReadsOffsetsInBothFormats() throws SQLException {
        for (Map<String, String> format : List.of(Map.<String, String>of(), IN_ARROW)) {
            try (Connection connection = Connections.open(server, format)) {
                execute(connection, "alter session set TIMESTAMP_TZ_OUTPUT_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF9 TZHTZM'",
                        "create or replace table OFFSETS (ID number, TZ timestamp_tz, TZ3 timestamp_tz(3))",
                        "insert into OFFSETS values (1, '2024-02-29 12:00:00.123456789 +05:30',"
                                + " '2024-02-29 12:00:00.123 -08:00')");
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select TZ, TZ3 from OFFSETS order by ID")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(1)).isEqualTo("2024-02-29 12:00:00.123456789 +0530");
                    assertThat(rows.getTimestamp(1).toInstant())
                            .isEqualTo(Instant.parse("2024-02-29T06:30:00.123456789Z"));
                    assertThat(rows.getString(2)).startsWith("2024-02-29 12:00:00.123").endsWith(" -0800");
                    assertThat(rows.getTimestamp(2).toInstant()).isEqualTo(Instant.parse("2024-02-29T20:00:00.123Z"));
                }
            }
        }
    }

    @Test
    void theDriverReadsChunksInOrder() throws SQLException {
        try (Connection arrow = Connections.open(server, IN_ARROW);
                Statement statement = arrow.createStatement();
                ResultSet rows = statement.executeQuery("select range, case when range % 7 > 0 then repeat('x', 90)"
                        + " || range end, -range from range(200000) order by range")) {
            assertThat(isArrow(rows)).isTrue();
            for (long n = 0; n < 200_000; n++) {
                assertThat(rows.next()).isTrue();
                String text = rows.getString(2);
                if (rows.getLong(1) != n || (n % 7 == 0 ? text != null : !text.endsWith("x" + n))) {
                    throw new AssertionError("Row " + n + " is " + text);
                }
            }
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void whoeverDoesNotSayGetsArrowForQueriesAndJsonForEverythingElse() throws SQLException {
        try (Connection connection = Connections.open(server, Map.of("JDBC_QUERY_RESULT_FORMAT", ""))) {
            assertThat(isArrow(connection, "select 1")).isTrue();
            assertThat(isArrow(connection, "show schemas")).isFalse();
            execute(connection, "alter session set JDBC_QUERY_RESULT_FORMAT = 'JSON'");
            assertThat(isArrow(connection, "select 1")).isFalse();
            execute(connection, "alter session set JDBC_QUERY_RESULT_FORMAT = 'ARROW'");
            assertThat(isArrow(connection, "select 1")).isTrue();
        }
        try (Connection connection = Connections.open(server)) {
            assertThat(isArrow(connection, "select 1")).isFalse();
        }
    }

    private static boolean isArrow(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return isArrow(rows);
        }
    }

    private static boolean isArrow(ResultSet rows) throws SQLException {
        SnowflakeResultSetSerializable stored =
                rows.unwrap(SnowflakeResultSet.class).getResultSetSerializables(Long.MAX_VALUE).get(0);
        return ((SnowflakeResultSetSerializableV1) stored).getQueryResultFormat() == QueryResultFormat.ARROW;
    }

    /** What the driver's users see; it has no common class for a NUMBER, nor for a TIMESTAMP_NTZ, in both formats. */
    private static List<String> described(Connection connection, String sql) throws SQLException {
        List<String> description = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            ResultSetMetaData columns = rows.getMetaData();
            while (rows.next()) {
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    Object value = rows.getObject(column);
                    boolean plain = value != null && !(value instanceof Number) && !(value instanceof Timestamp);
                    description.add(columns.getColumnLabel(column) + ' ' + columns.getColumnTypeName(column) + ' '
                            + text(rows, column, value) + ' ' + rows.wasNull() + ' '
                            + (value instanceof byte[] bytes ? Arrays.toString(bytes) : value)
                            + (plain ? value.getClass() : ""));
                }
            }
        }
        return description;
    }

    /**
     * Of numbers the value: as text, the driver has those with a scale from Arrow in the format of the JVM's locale.
     */
    private static String text(ResultSet rows, int column, Object value) throws SQLException {
        return value instanceof BigDecimal number ? number.toPlainString() : rows.getString(column);
    }
}
