package io.github.imednet.snowflake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.LogicalType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What results are written as, read back by others. */
class ResultFormatTest {

    private static final List<ResultColumn> COLUMNS = List.of(
            column("N", ColumnType.of(LogicalType.FIXED)),
            column("D9", ColumnType.number(9, 2)),
            column("D18", ColumnType.number(18, 4)),
            column("D38", ColumnType.number(38, 38)),
            column("F", ColumnType.of(LogicalType.REAL)),
            column("T", ColumnType.of(LogicalType.TEXT)),
            column("BI", ColumnType.of(LogicalType.BINARY)),
            column("BO", ColumnType.of(LogicalType.BOOLEAN)),
            column("DA", ColumnType.of(LogicalType.DATE)),
            column("TI", ColumnType.of(LogicalType.TIME)),
            column("NTZ", ColumnType.of(LogicalType.TIMESTAMP_NTZ)),
            column("TZ", ColumnType.ofFraction(LogicalType.TIMESTAMP_TZ, 3)),
            column("V", ColumnType.of(LogicalType.VARIANT)),
            column("O", ColumnType.of(LogicalType.OBJECT)),
            column("A", ColumnType.of(LogicalType.ARRAY)));

    private static final Object[] LARGE = {
        new BigDecimal("9".repeat(38)),
        new BigDecimal("-9999999.99"),
        new BigDecimal("99999999999999.9999"),
        new BigDecimal("-0." + "9".repeat(38)),
        Double.MAX_VALUE,
        "a,\"b\"\r\nc \uD83D\uDE00",
        new byte[] {0, (byte) 0xff},
        true,
        LocalDate.of(9999, 12, 31),
        LocalTime.parse("23:59:59.999999"),
        LocalDateTime.parse("9999-12-31T23:59:59.999999"),
        OffsetDateTime.parse("2024-02-29T12:00:00.123+02:00"),
        "{\n  \"big\": 12345678901234567890.10,\n  \"nan\": NaN\n}",
        "{}",
        "[\n  1,\n  undefined\n]"
    };

    private static final Object[] SMALL = {
        new BigDecimal("-1"),
        new BigDecimal("0.01"),
        new BigDecimal("-0.0001"),
        new BigDecimal("1E-38"),
        Double.NaN,
        "",
        new byte[0],
        false,
        LocalDate.of(1, 1, 1),
        LocalTime.MIDNIGHT,
        LocalDateTime.parse("0001-01-01T00:00:00.000001"),
        OffsetDateTime.parse("0001-01-01T00:00:00Z"),
        "null",
        "{\"a\":[1,{}]}",
        "[]"
    };

    private static final Object[] NOTHING = new Object[COLUMNS.size()];

    @TempDir
    private Path directory;

    @Test
    void csvIsReadBackByDuckDbWithNullAndEmptyTextApart() throws Exception {
        Path file = write(ResultFormat.CSV, "MICROS");
        String types =
                "{N: 'DECIMAL(38,0)', D9: 'DECIMAL(9,2)', D18: 'DECIMAL(18,4)', D38: 'DECIMAL(38,38)', F: 'DOUBLE',"
                        + " T: 'VARCHAR', BI: 'VARCHAR', BO: 'BOOLEAN', DA: 'DATE', TI: 'TIME', NTZ: 'TIMESTAMP', TZ:"
                        + " 'TIMESTAMPTZ', V: 'VARCHAR', O: 'VARCHAR', A: 'VARCHAR'}";
        String source = "read_csv('" + file + "', header = true, allow_quoted_nulls = false, columns = " + types + ")";
        assertThat(duckDb("select N, D9, D18, D38, F, T, BI, BO, DA, cast(TI as varchar), NTZ, TZ, O from " + source))
                .containsExactly(
                        "9".repeat(38) + "|-9999999.99|99999999999999.9999|-0." + "9".repeat(38)
                                + "|1.7976931348623157E308|"
                                + LARGE[5] + "|00FF|true|9999-12-31|23:59:59.999999|9999-12-31 23:59:59.999999|"
                                + "2024-02-29T10:00:00.123Z|{}",
                        "-1|0.01|-0.0001|1E-38|NaN|||false|0001-01-01|00:00:00|"
                                + "0001-01-01 00:00:00.000001|0001-01-01T00:00Z|{\"a\":[1,{}]}",
                        "null|null|null|null|null|null|null|null|null|null|null|null|null");
        assertThat(duckDb("select count(*) from " + source + " where T = ''")).containsExactly("1");
    }

    @Test
    void ndjsonHasExactNumbersAndDocumentsThatAreNoText() throws Exception {
        List<String> lines = Files.readAllLines(write(ResultFormat.NDJSON, "MICROS"));
        ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        assertThat(lines).hasSize(3);
        JsonNode large = mapper.readTree(lines.get(0));
        assertThat(lines.get(0)).contains("\"N\":" + "9".repeat(38)).contains("\"big\":12345678901234567890.10");
        assertThat(large.get("D38").decimalValue()).isEqualByComparingTo((BigDecimal) LARGE[3]);
        assertThat(large.get("T").textValue()).isEqualTo(LARGE[5]);
        assertThat(large.get("TZ").textValue()).isEqualTo("2024-02-29T12:00:00.123+02:00");
        assertThat(large.get("V").get("nan").textValue()).isEqualTo("NaN");
        assertThat(large.get("O").isObject()).isTrue();
        assertThat(large.get("A").textValue()).isEqualTo(LARGE[14]);
        JsonNode small = mapper.readTree(lines.get(1));
        assertThat(small.get("F").textValue()).isEqualTo("NaN");
        assertThat(small.get("V").isNull()).isTrue();
        assertThat(small.get("O").get("a").get(1).isObject()).isTrue();
        assertThat(lines.get(1)).contains("\"D38\":0." + "0".repeat(37) + "1,");
        mapper.readTree(lines.get(2)).forEach(value -> assertThat(value.isNull()).isTrue());
    }

    @Test
    void parquetIsReadBackByDuckDbWithItsTypes() throws Exception {
        Path file = write(ResultFormat.PARQUET, "MICROS");
        assertThat(duckDb("select column_name || ' ' || column_type from (describe select * from '" + file + "')"))
                .containsExactly(
                        "N DECIMAL(38,0)", "D9 DECIMAL(9,2)", "D18 DECIMAL(18,4)", "D38 DECIMAL(38,38)", "F DOUBLE",
                        "T VARCHAR", "BI BLOB", "BO BOOLEAN", "DA DATE", "TI TIME_NS", "NTZ TIMESTAMP",
                        "TZ TIMESTAMP WITH TIME ZONE", "V JSON", "O JSON", "A JSON");
        assertThat(duckDb("select N, D9, D18, D38, F, T, hex(BI), BO, DA, cast(TI as varchar), NTZ, TZ, cast(O as"
                        + " varchar) from '" + file + "'"))
                .containsExactly(
                        "9".repeat(38) + "|-9999999.99|99999999999999.9999|-0." + "9".repeat(38)
                                + "|1.7976931348623157E308|"
                                + LARGE[5] + "|00FF|true|9999-12-31|23:59:59.999999|9999-12-31 23:59:59.999999|"
                                + "2024-02-29T10:00:00.123Z|{}",
                        "-1|0.01|-0.0001|1E-38|NaN|||false|0001-01-01|00:00:00|"
                                + "0001-01-01 00:00:00.000001|0001-01-01T00:00Z|{\"a\":[1,{}]}",
                        "null|null|null|null|null|null|null|null|null|null|null|null|null");
    }

    @Test
    void parquetLosesNoDigitOfATimestampSilently() throws Exception {
        List<ResultColumn> columns = List.of(column("NTZ", ColumnType.of(LogicalType.TIMESTAMP_NTZ)));
        Object[] nanosecond = {LocalDateTime.parse("2024-01-01T00:00:00.000000001")};
        assertThatThrownBy(() -> write(ResultFormat.PARQUET, "MICROS", columns, List.<Object[]>of(nanosecond)))
                .hasMessageContaining("query.timestamp-unit=nanos");
        Path file = write(ResultFormat.PARQUET, "NANOS", columns, List.<Object[]>of(nanosecond));
        assertThat(duckDb("select cast(NTZ as varchar) from '" + file + "'"))
                .containsExactly("2024-01-01 00:00:00.000000001");
        Object[] tooLate = {LocalDateTime.parse("9999-01-01T00:00:00")};
        assertThatThrownBy(() -> write(ResultFormat.PARQUET, "NANOS", columns, List.<Object[]>of(tooLate)))
                .hasMessageContaining("query.timestamp-unit=micros");
    }

    @Test
    void aTableIsAlignedByItsFirstRowsAndCutsNothing() throws Exception {
        List<ResultColumn> columns = List.of(
                column("ID", ColumnType.of(LogicalType.FIXED)), column("TEXT", ColumnType.of(LogicalType.TEXT)),
                column("B", ColumnType.of(LogicalType.BOOLEAN)));
        Path file = write(
                ResultFormat.TABLE,
                "MICROS",
                columns,
                List.of(
                        new Object[] {BigDecimal.ONE, "a\u001b[2J\nb", true},
                        new Object[] {new BigDecimal("-100"), null, null}));
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "  ID  TEXT     B",
                        "----  -------  ----",
                        "   1  a [2J b  true",
                        "-100  NULL     NULL",
                        "(2 rows)");
    }

    private Path write(ResultFormat format, String timestampUnit) throws Exception {
        return write(format, timestampUnit, COLUMNS, List.of(LARGE, SMALL, NOTHING));
    }

    private Path write(ResultFormat format, String timestampUnit, List<ResultColumn> columns, List<Object[]> rows)
            throws IOException, InterruptedException {
        RowBatch batch = new RowBatch();
        rows.forEach(batch::add);
        BatchQueue queue = new BatchQueue(1, Long.MAX_VALUE);
        queue.put(batch);
        queue.end(null);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        format.write(new QueryRows(columns, "id", queue, () -> { }), output, timestampUnit);
        return Files.write(directory.resolve("result." + format), output.toByteArray());
    }

    /** All rows, their values joined by a bar. */
    private static List<String> duckDb(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        values.add(String.valueOf(
                                result.getObject(i) instanceof OffsetDateTime moment
                                        ? moment.withOffsetSameInstant(ZoneOffset.UTC)
                                        : result.getString(i)));
                    }
                    rows.add(String.join("|", values));
                }
            }
            return rows;
        }
    }

    private static ResultColumn column(String name, ColumnType type) {
        return new ResultColumn(name, type, true, true);
    }
}
