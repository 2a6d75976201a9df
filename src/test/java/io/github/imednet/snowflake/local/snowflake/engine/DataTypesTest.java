package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DataTypesTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    @Test
    void everyTypeAnswersItsWireText() throws Exception {
        assertValue("12345.678::NUMBER(10,3)", "fixed", "12345.678");
        assertValue("12345678901234567890123456789012345678::NUMBER(38,0)", "fixed",
                "12345678901234567890123456789012345678");
        assertValue("1.5::FLOAT", "real", "1.5");
        assertValue("'text'::VARCHAR", "text", "text");
        assertValue("TRUE", "boolean", "1");
        assertValue("FALSE", "boolean", "0");
        assertValue("'2024-02-29'::DATE", "date", "19782");
        assertValue("'1969-12-31'::DATE", "date", "-1");
        assertValue("'13:14:15.123456'::TIME", "time", "47655.123456000");
        assertValue("'2024-01-02 03:04:05.678'::TIMESTAMP_NTZ", "timestamp_ntz", "1704164645.678000000");
        assertValue("'1969-12-31 23:59:59.75'::TIMESTAMP_NTZ", "timestamp_ntz", "-0.250000000");
        assertValue("'1969-12-31 23:59:58.75'::TIMESTAMP_NTZ", "timestamp_ntz", "-1.250000000");
        assertValue("'2024-01-02 03:04:05 +02:00'::TIMESTAMP_LTZ", "timestamp_ltz", "1704157445.000000000");
        assertValue("TO_BINARY('ab0F')", "binary", "AB0F");
        assertValue("PARSE_JSON('{\"a\": [1, null]}')", "variant", "{\"a\":[1,null]}");
        assertValue("UUID_STRING() IS NOT NULL", "boolean", "1");
    }

    @Test
    void momentsAreExactWhereTheClockOfThisMachineChanges() throws Exception {
        TimeZone zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try {
            for (String hour : List.of("2024-03-10T06:30:00Z", "2024-03-10T07:30:00Z", "2024-11-03T05:30:00Z",
                    "2024-11-03T06:30:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")) {
                String seconds = Instant.parse(hour).getEpochSecond() + ".000000000";
                assertValue("'" + hour + "'::TIMESTAMP_LTZ", "timestamp_ltz", seconds);
                assertValue("'" + hour + "'::TIMESTAMP_NTZ", "timestamp_ntz", seconds);
                Binding bound = new Binding("TIMESTAMP_LTZ", List.of(seconds.replace(".", "")));
                if (!hour.startsWith("0001") && !hour.startsWith("9999")) {
                    assertThat(ENGINE.client().value("SELECT ?", bound)).isEqualTo(seconds);
                }
            }
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void everyTypeKeepsNullInATable() throws Exception {
        Client client = ENGINE.client();
        client.run("CREATE TABLE T (N NUMBER(10,2), I INT, F FLOAT, V VARCHAR(20), B BOOLEAN, D DATE, TI TIME, NTZ"
                + " TIMESTAMP_NTZ, LTZ TIMESTAMP_LTZ, TZ TIMESTAMP_TZ, BI BINARY, VA VARIANT, O OBJECT, A ARRAY)");
        client.run("INSERT INTO T (N) VALUES (NULL)");
        assertThat(client.rows("SELECT * FROM T")).containsExactly(Arrays.asList(new String[14]));
        assertThat(client.run("SELECT * FROM T").columns()).extracting(Column::type).containsExactly(
                "fixed", "fixed", "real", "text", "boolean", "date", "time", "timestamp_ntz", "timestamp_ltz",
                "timestamp_tz", "binary", "variant", "object", "array");
    }

    @Test
    void columnsOfATableKeepTheirTypesInAResult() throws Exception {
        Client client = ENGINE.client();
        client.run(
                "CREATE TABLE T (V VARCHAR(20), O OBJECT, TZ TIMESTAMP_TZ(3), TI TIME(0), B BINARY(4), N NUMBER(5,2))");
        client.run("INSERT INTO T SELECT 'x', PARSE_JSON('{}'), '2024-01-02 03:04:05.678 +02:00', '01:02:03.9',"
                + " TO_BINARY('AB'), 1.5");
        StatementResult all = client.run("SELECT * FROM T");
        assertThat(types(all)).containsExactly(
                "VARCHAR(20)", "OBJECT", "TIMESTAMP_TZ(3)", "TIME(0)", "BINARY(4)", "NUMBER(5,2)");
        assertThat(all.rows()).containsExactly(List.of("x", "{}", "1704157445.678 1560", "3723", "AB", "1.50"));
        assertThat(types(client.run("SELECT B, S.O AS DOCUMENT, UPPER(V), V FROM T AS S WHERE N > 1 ORDER BY V")))
                .containsExactly("BINARY(4)", "OBJECT", "VARCHAR(16777216)", "VARCHAR(20)");
        assertThat(types(client.run("SELECT A.V, B.O FROM T A JOIN T B ON A.V = B.V")))
                .containsExactly("VARCHAR(16777216)", "VARIANT");
        client.run("CREATE TABLE COPIED AS SELECT O, V FROM T");
        assertThat(client.column("type", "DESCRIBE TABLE COPIED")).containsExactly("OBJECT", "VARCHAR(20)");
    }

    @Test
    void anExpressionThatEndsWithACastHasItsType() throws Exception {
        assertThat(types(ENGINE.client().run("SELECT PARSE_JSON('[]')::ARRAY, 'abc'::VARCHAR(2) AS SHORT,"
                + " '2024-01-02'::TIMESTAMP_TZ, 1::NUMBER(3,1)::VARCHAR(5)")))
                .containsExactly("ARRAY", "VARCHAR(2)", "TIMESTAMP_TZ(9)", "VARCHAR(5)");
    }

    private static List<String> types(StatementResult result) {
        return result.columns().stream().map(column -> DataType.of(column).display()).toList();
    }

    @Test
    void describeShowsTypesAsTheyWereDeclared() throws Exception {
        Client client = ENGINE.client();
        client.run("CREATE TABLE T (A NUMBER, B NUMBER(10,2), C INTEGER, D DOUBLE PRECISION, E STRING, F VARCHAR(20),"
                + " G CHAR, H DATETIME, I TIMESTAMP_LTZ, J TIMESTAMP WITH TIME ZONE, K TIME(3), L VARBINARY, M OBJECT,"
                + " N ARRAY, O VARIANT, P BOOLEAN, Q DATE)");
        assertThat(client.column("type", "DESC TABLE T")).containsExactly(
                "NUMBER(38,0)", "NUMBER(10,2)", "NUMBER(38,0)", "FLOAT", "VARCHAR(16777216)", "VARCHAR(20)",
                "VARCHAR(1)",
                "TIMESTAMP_NTZ(9)", "TIMESTAMP_LTZ(9)", "TIMESTAMP_TZ(9)", "TIME(3)", "BINARY(8388608)", "OBJECT",
                "ARRAY",
                "VARIANT", "BOOLEAN", "DATE");
    }

    @Test
    void aTextLongerThanItsColumnIsRefused() throws Exception {
        Client client = ENGINE.client();
        client.run("CREATE TABLE T (V VARCHAR(3))");
        client.run("INSERT INTO T VALUES ('abc')");
        assertThat(client.failure("INSERT INTO T VALUES ('abcd')")).isEqualTo("100078/22000");
        assertThat(client.value("SELECT 'abcd'::VARCHAR(3)")).isEqualTo("abc");
    }

    @Test
    void aNumberBeyondItsPrecisionIsRefusedAndAFractionIsRounded() throws Exception {
        Client client = ENGINE.client();
        client.run("CREATE TABLE T (N NUMBER(3,0))");
        assertThat(client.failure("INSERT INTO T VALUES (1000)")).isEqualTo("100039/22003");
        client.run("INSERT INTO T VALUES (1.5)");
        assertThat(client.value("SELECT N FROM T")).isEqualTo("2");
    }

    @Test
    void anUnknownTypeIsRefused() {
        assertThat(ENGINE.client().failure("CREATE TABLE T (A GEOGRAPHY)")).isEqualTo("001003/42000");
        assertThat(ENGINE.client().failure("SELECT 1::NUMBER(39,0)")).isEqualTo("001003/42000");
    }

    @Test
    void castsReadTextAsSnowflakeDoes() throws Exception {
        Client client = ENGINE.client();
        assertThat(client.rows("SELECT ' 12 '::NUMBER, '1.5'::NUMBER(10,1), 'yes'::BOOLEAN, 12::VARCHAR,"
                + " 1.50::VARCHAR, 1.0::FLOAT::VARCHAR, TRUE::VARCHAR, '2024-01-02 03:04:05'::TIMESTAMP_NTZ::VARCHAR,"
                + " (-0.5)::NUMBER(1,1)::VARCHAR"))
                .containsExactly(List.of(
                        "12", "1.5", "1", "12", "1.50", "1", "true", "2024-01-02 03:04:05.000", "-0.5"));
        assertThat(client.failure("SELECT 'abc'::NUMBER")).isEqualTo("100038/22018");
        assertThat(client.failure("SELECT 'abc'::TIMESTAMP_NTZ")).isEqualTo("100035/22007");
        assertThat(client.failure("SELECT 'abc'::DATE")).isEqualTo("100040/22007");
        assertThat(client.failure("SELECT 'abc'::BOOLEAN")).isEqualTo("100037/22018");
    }

    @Test
    void aNumberOfSecondsOrMillisecondsIsATimestamp() throws Exception {
        assertThat(ENGINE.client().rows("SELECT TO_TIMESTAMP_NTZ(1704164645), TO_TIMESTAMP_NTZ('1704164645678'),"
                + " TO_TIMESTAMP_NTZ(1704164645678901)"))
                .containsExactly(List.of(
                        "1704164645.000000000", "1704164645.678000000", "1704164645.678901000"));
    }

    private static void assertValue(String expression, String type, String text) throws SqlFailure {
        StatementResult result = ENGINE.client().run("SELECT " + expression);
        assertThat(result.rows()).as(expression).containsExactly(List.of(text));
        assertThat(result.columns().get(0).type()).as(expression).isEqualTo(type);
    }
}
