package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.rows.IngestException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values of each type, through Parquet and COPY, and back by JDBC. */
class RoundTripTest {

    @RegisterExtension
    static final Ingests snowflake = new Ingests();

    @Test
    void numbersKeepEveryDigit() throws Exception {
        BigDecimal most = new BigDecimal("99999999999999999999999999999999999999");
        BigDecimal fine = new BigDecimal("0.00000000000000000000000000000000000001");

        assertThat(texts("WHOLE", null, Long.MIN_VALUE, Long.MAX_VALUE, 0L, null))
                .containsExactly(Long.toString(Long.MIN_VALUE), Long.toString(Long.MAX_VALUE), "0", "null");
        assertThat(texts("LARGE", "V NUMBER(38,0)", most, most.negate()))
                .containsExactly(most + "", most.negate() + "");
        assertThat(texts("FINE", "V NUMBER(38,38)", fine, fine.negate()))
                .containsExactly(fine.toPlainString(), fine.negate().toPlainString());
        assertThat(texts("SMALL", "V NUMBER(5,2)", new BigDecimal("-999.99"), new BigDecimal("0.5")))
                .containsExactly("-999.99", "0.50");
    }

    @Test
    void floatsKeepTheirExtremesNaNAndTheInfinities() throws Exception {
        snowflake.ingest("REALS", rows(Double.MIN_VALUE, Double.MAX_VALUE, -0.1, Double.NaN, Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY, null), Map.of());

        try (Connection connection = snowflake.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT V FROM REALS ORDER BY N")) {
            for (double expected : new double[] {Double.MIN_VALUE, Double.MAX_VALUE, -0.1}) {
                assertThat(row.next()).isTrue();
                assertThat(row.getDouble(1)).isEqualTo(expected);
            }
        }
        assertThat(snowflake.query("SELECT COUNT(*) FROM REALS WHERE V = 'NaN'::FLOAT")).containsExactly("1");
        assertThat(snowflake.query("SELECT COUNT(*) FROM REALS WHERE V = 'inf'::FLOAT")).containsExactly("1");
        assertThat(snowflake.query("SELECT COUNT(*) FROM REALS WHERE V = '-inf'::FLOAT")).containsExactly("1");
        assertThat(snowflake.query("SELECT COUNT(*) FROM REALS WHERE V IS NULL")).containsExactly("1");
    }

    @Test
    void textsKeepEveryCharacter() throws Exception {
        assertThat(texts("TEXTS", null, "", " ", "\uD83D\uDE00 e\u0301", "a\u0000b", "line\nbreak", "'\"\\", null))
                .containsExactly("", " ", "\uD83D\uDE00 e\u0301", "a\u0000b", "line\nbreak", "'\"\\", "null");
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> texts("HALF", null, "fine", "half \uD83D"))
                .withMessageContaining("Column V of row 2 of the message: not valid in UTF-8");
    }

    @Test
    void bytesAndTruthValuesStayTheSame() throws Exception {
        assertThat(texts("BYTE_VALUES", null, new byte[0], new byte[] {0, -1, 127})).containsExactly("", "00FF7F");
        assertThat(texts("TRUTHS", null, true, false, null)).containsExactly("TRUE", "FALSE", "null");
    }

    @Test
    void datesAndTimesReachFromYear1To9999() throws Exception {
        assertThat(converted("DATES", "TO_VARCHAR(V)", LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31)))
                .containsExactly("0001-01-01", "9999-12-31");
        assertThat(converted(
                        "CLOCKS",
                        "TO_VARCHAR(V, 'YYYY-MM-DD HH24:MI:SS.FF6')",
                        LocalDateTime.of(1, 1, 1, 0, 0),
                        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000)))
                .containsExactly("0001-01-01 00:00:00.000000", "9999-12-31 23:59:59.999999");
        assertThat(converted(
                        "MOMENTS",
                        "DATE_PART(EPOCH_SECOND, V)",
                        Instant.ofEpochSecond(-1),
                        Instant.ofEpochSecond(253_402_300_799L)))
                .containsExactly("-1", "253402300799");
        assertThat(converted(
                        "TIMES",
                        "V = '00:00:00'::TIME, V = '23:59:59.123456'::TIME",
                        LocalTime.MIDNIGHT,
                        LocalTime.of(23, 59, 59, 123_456_000)))
                .containsExactly("TRUE|FALSE", "FALSE|TRUE");
    }

    @Test
    void documentsStayObjectsAndArrays() throws Exception {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("a", null);
        object.put("b", List.of(1, new BigDecimal("2.50"), "x"));

        assertThat(converted("OBJECTS", "V:b[1]::VARCHAR", object, Map.of())).containsExactly("2.5", "null");
        assertThat(converted("ARRAYS", "ARRAY_SIZE(V)", List.of(1, List.of()), List.of())).containsExactly("2", "0");
        assertThat(converted("MIXED", "V::VARCHAR", "text", 1, List.of(2))).containsExactly("text", "1", "[2]");
    }

    @Test
    void whatAColumnCannotHoldIsAnErrorThatDoesNotQuoteIt() {
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> texts("TOO_FINE", "V NUMBER(5,1)", new BigDecimal("1.25")))
                .withMessageContaining("Column V of row 1 of the message: more digits after the point than NUMBER(5,1)")
                .withMessageNotContaining("1.25");
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> texts("TOO_LONG", "V VARCHAR(3)", "abcd"))
                .withMessageContaining("more characters than VARCHAR(3)");
    }

    private static List<String> texts(String table, String type, Object... values) throws Exception {
        String columns = type == null ? null : "N NUMBER, " + type;
        snowflake.ingest(table, rows(values), columns == null ? Map.of() : Map.of("ingest.columns", columns));
        return snowflake.query("SELECT V FROM " + table + " ORDER BY N");
    }

    private static List<String> converted(String table, String expression, Object... values) throws Exception {
        snowflake.ingest(table, rows(values), Map.of());
        return snowflake.query("SELECT " + expression + " FROM " + table + " ORDER BY N");
    }

    private static List<Map<String, Object>> rows(Object... values) {
        Map<Integer, Object> numbered = new LinkedHashMap<>();
        Arrays.asList(values).forEach(value -> numbered.put(numbered.size(), value));
        return numbered.entrySet().stream()
                .map(entry -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("n", entry.getKey());
                    row.put("v", entry.getValue());
                    return Collections.unmodifiableMap(row);
                })
                .toList();
    }
}
