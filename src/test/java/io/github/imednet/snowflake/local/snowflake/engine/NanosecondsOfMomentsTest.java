package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The digits of a second of a TIMESTAMP_LTZ and of a TIME. */
class NanosecondsOfMomentsTest {

    private static final String MOMENT = "1704164645.123456789";
    private static final String TIME = "45296.123456789";
    private static final String PARQUET = " MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE FILE_FORMAT = (TYPE = PARQUET"
            + " USE_LOGICAL_TYPE = TRUE)";

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void connect() {
        client = ENGINE.client();
    }

    @Test
    void castsAndConstantsKeepThose() throws Exception {
        for (String expression : List.of(
                "'2024-01-02 03:04:05.123456789'::TIMESTAMP_LTZ",
                "CAST('2024-01-02T08:34:05.123456789+05:30' AS TIMESTAMP_LTZ(9))",
                "TO_TIMESTAMP_LTZ('2024-01-02 03:04:05.12345678999')",
                "TO_TIMESTAMP_LTZ('2024-01-02 03:04:05.123456789', 'YYYY-MM-DD HH24:MI:SS.FF9')",
                "TO_TIMESTAMP_LTZ('2024-01-02 08:34:05.123456789 +0530', 'YYYY-MM-DD HH24:MI:SS.FF TZHTZM')",
                "PARSE_JSON('{\"a\": \"2024-01-02 03:04:05.123456789\"}'):a::TIMESTAMP_LTZ",
                "'2024-01-02 03:04:05.123456789'::TIMESTAMP_NTZ::TIMESTAMP_LTZ",
                "'2024-01-02 08:34:05.123456789 +05:30'::TIMESTAMP_TZ::TIMESTAMP_LTZ",
                "'2024-01-02 03:04:05.123456789'::TIMESTAMP_LTZ::TIMESTAMP_NTZ")) {
            assertThat(client.value("SELECT " + expression)).as(expression).isEqualTo(MOMENT);
        }
        for (String expression : List.of(
                "'12:34:56.123456789'::TIME",
                "CAST('12:34:56.1234567899' AS TIME(9))",
                "TO_TIME('12:34:56.123456789')",
                "TRY_TO_TIME('12:34:56.123456789')",
                "TO_TIME('12.34.56,123456789', 'HH24.MI.SS,FF9')",
                "TRY_TO_TIME('12.34.56,123456789', 'HH24.MI.SS,FF')",
                "PARSE_JSON('{\"a\": \"12:34:56.123456789\"}'):a::TIME",
                "'2024-01-02 12:34:56.123456789'::TIMESTAMP_NTZ::TIME",
                "'2024-01-02 12:34:56.123456789'::TIMESTAMP_LTZ::TIME",
                "'2024-01-02 12:34:56.123456789 +05:30'::TIMESTAMP_TZ::TIME")) {
            assertThat(client.value("SELECT " + expression)).as(expression).isEqualTo(TIME);
        }
        assertThat(client.value("SELECT '9999-12-31 23:59:59.999999'::TIMESTAMP_LTZ"))
                .isEqualTo("253402300799.999999000");
        assertThat(client.value("SELECT '23:59:59.123456789'::TIME(3)")).isEqualTo("86399.123");
        assertThat(client.value("SELECT '1969-12-31 23:59:59.999999999'::TIMESTAMP_LTZ")).isEqualTo("-0.000000001");
    }

    @Test
    void textsHaveTheDigitsOfTheFormat() throws Exception {
        client.run("ALTER SESSION SET TIMEZONE = 'Europe/Berlin'");
        client.run("CREATE TABLE T AS SELECT '2024-07-01 12:00:00.987654321Z'::TIMESTAMP_LTZ AS AT,"
                + " '12:34:56.987654321'::TIME AS TI");
        for (int digits = 0; digits <= 9; digits++) {
            String expected = "987654321".substring(0, digits);
            assertThat(client.rows("SELECT TO_CHAR(AT, 'HH24:MI:SS.FF" + digits
                            + " TZH:TZM'), TO_CHAR(TI, 'HH24:MI:SS.FF" + digits + "') FROM T"))
                    .containsExactly(List.of("14:00:00." + expected + " +02:00", "12:34:56." + expected));
        }
        client.run("ALTER SESSION SET TIMESTAMP_LTZ_OUTPUT_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF TZHTZM',"
                + " TIME_OUTPUT_FORMAT = 'HH24:MI:SS.FF9', TIMESTAMP_INPUT_FORMAT = 'DD.MM.YYYY HH24:MI:SS.FF',"
                + " TIME_INPUT_FORMAT = 'HH24.MI.SS,FF'");
        assertThat(client.rows("SELECT AT::VARCHAR, TI::VARCHAR, TO_VARIANT(AT), TO_VARIANT(TI), AT::DATE, HOUR(AT),"
                        + " MINUTE(TI) FROM T"))
                .containsExactly(List.of(
                        "2024-07-01 14:00:00.987654321 +0200",
                        "12:34:56.987654321",
                        "\"2024-07-01 14:00:00.987654321 +0200\"",
                        "\"12:34:56.987654321\"",
                        "19905",
                        "14",
                        "34"));
        assertThat(client.rows("SELECT '01.07.2024 14:00:00.987654321'::TIMESTAMP_LTZ, '12.34.56,987654321'::TIME"))
                .containsExactly(List.of("1719835200.987654321", "45296.987654321"));
        // The zone's offset was no whole minute then.
        assertThat(client.value("SELECT TO_TIMESTAMP_LTZ('1880-07-01 12:00:00.000000001 +0000', 'YYYY-MM-DD"
                        + " HH24:MI:SS.FF TZHTZM')"))
                .isEqualTo("-2824372799.999999999");
    }

    @Test
    void bindsAndConstantsAreComparedExactly() throws Exception {
        Binding moment = new Binding("TIMESTAMP_LTZ", List.of("1704164645123456789"));
        Binding time = new Binding("TIME", List.of("45296123456789"));
        assertThat(client.rows("SELECT ?, ?", moment, time)).containsExactly(List.of(MOMENT, TIME));
        client.run("CREATE TABLE B (ID NUMBER, AT TIMESTAMP_LTZ, TI TIME, MICROS TIMESTAMP_LTZ)");
        client.run("INSERT INTO B (ID, AT, TI) VALUES (?, ?, ?)", new Binding("FIXED", List.of("1", "2", "3")),
                new Binding("TIMESTAMP_LTZ", Arrays.asList("1704164645123456789", null, "-1")),
                new Binding("TIME", Arrays.asList("45296123456789", null, "0")));
        client.run("UPDATE B SET MICROS = '2024-01-02 03:04:05.123456'");
        assertThat(client.rows("SELECT AT, TI FROM B ORDER BY ID")).containsExactly(List.of(MOMENT, TIME),
                Arrays.asList(null, null), List.of("-0.000000001", "0.000000000"));
        for (String condition : List.of(
                "AT = '2024-01-02 03:04:05.123456789'",
                "TI = '12:34:56.123456789'",
                "AT = '2024-01-02 03:04:05.123456789'::TIMESTAMP_LTZ AND AT < CURRENT_TIMESTAMP() AND AT > MICROS",
                "AT > '2024-01-02 03:04:05.123456'::TIMESTAMP_LTZ AND AT < '2024-01-02"
                        + " 03:04:05.12345679'::TIMESTAMP_LTZ",
                "AT = '2024-01-02 08:34:05.123456789 +05:30'::TIMESTAMP_TZ",
                "TI = '12:34:56.123456789'::TIME",
                "TI > '12:34:56.123456'::TIME AND TI < CURRENT_TIME() OR ID = 1",
                "AT >= '2024-01-02' AND TI > '12:00'",
                "COALESCE(AT, CURRENT_TIMESTAMP()) = AT AND ID = 1")) {
            assertThat(client.column("ID", "SELECT ID FROM B WHERE " + condition)).as(condition).containsExactly("1");
        }
        assertThat(client.value("SELECT ID FROM B WHERE AT = ? AND TI = ?", moment, time)).isEqualTo("1");
        assertThat(client.value("SELECT ID FROM B WHERE AT < ?", new Binding("TIMESTAMP_LTZ", List.of("1000000"))))
                .isEqualTo("3");
        assertThat(client.rows("SELECT DATEADD(hour, 1, AT), DATEADD(hour, 1, TI), DATEDIFF(hour, AT,"
                        + " CURRENT_TIMESTAMP()) > 0 FROM B WHERE DATEADD(hour, -1, AT) < AT AND"
                        + " DATEADD(minute, 1, TI) > TI AND ID = 1"))
                .containsExactly(List.of("1704168245.123456789", "48896.123456789", "1"));
    }

    @Test
    void columnsAreSortedGroupedAndAggregatedByThem() throws Exception {
        client.run("CREATE TABLE G (AT TIMESTAMP_LTZ, TI TIME(9))");
        client.run("INSERT INTO G SELECT '2024-01-02 03:04:05.12345678' || COLUMN1, '12:34:56.12345678' || COLUMN1 FROM"
                + " VALUES (9), (1), (9)");
        assertThat(client.column("AT", "SELECT AT FROM G ORDER BY AT DESC"))
                .containsExactly(MOMENT, MOMENT, "1704164645.123456781");
        assertThat(client.rows("SELECT TI, COUNT(*) FROM G GROUP BY TI ORDER BY TI"))
                .containsExactly(List.of("45296.123456781", "1"), List.of(TIME, "2"));
        assertThat(client.rows(
                        "SELECT MIN(AT), MAX(AT), MIN(TI), MAX(TI), COUNT(DISTINCT AT), COUNT(DISTINCT TI) FROM G"))
                .containsExactly(List.of("1704164645.123456781", MOMENT, "45296.123456781", TIME, "2", "2"));
    }

    @Test
    void tablesKeepThemWhereverTheyGo() throws Exception {
        client.run("CREATE TABLE S (ID NUMBER, AT TIMESTAMP_LTZ, TI TIME, FAR TIMESTAMP_LTZ)");
        client.run("INSERT INTO S VALUES (1, '2024-01-01', '00:00', '9999-12-31 00:00:00Z')");
        client.run("UPDATE S SET AT = '2024-01-02 03:04:05.123456789', TI = '12:34:56.123456789'");
        assertThat(client.fail("INSERT INTO S (AT) VALUES ('9999-12-31')").getMessage())
                .contains("Nanoseconds beside years before 1678 or after 2261");
        client.run("CREATE TABLE S2 AS SELECT AT, TI FROM S");
        client.run("CREATE TABLE S3 (AT TIMESTAMP_LTZ, TI TIME) AS SELECT AT, TI FROM S");
        client.run("CREATE TABLE S4 CLONE S");
        client.run("CREATE VIEW S5 AS SELECT AT, TI FROM S");
        client.run("CREATE TABLE S6 (ID NUMBER, AT TIMESTAMP_LTZ, TI TIME)");
        client.run("MERGE INTO S6 USING S ON S6.ID = S.ID WHEN NOT MATCHED THEN INSERT VALUES (S.ID, S.AT, S.TI)");
        for (String table : List.of("S", "S2", "S3", "S4", "S5", "S6")) {
            assertThat(client.rows("SELECT AT, TI FROM " + table)).as(table).containsExactly(List.of(MOMENT, TIME));
        }
        assertThat(client.column("type", "DESCRIBE TABLE S"))
                .containsExactly("NUMBER(38,0)", "TIMESTAMP_LTZ(9)", "TIME(9)", "TIMESTAMP_LTZ(9)");
        assertThat(client.rows(
                        "SELECT AT, TI FROM S2 UNION ALL SELECT CURRENT_TIMESTAMP(), TI FROM S WHERE AT IS NULL"))
                .containsExactly(List.of(MOMENT, TIME));
        client.run("SELECT AT, TI FROM S");
        assertThat(client.rows("SELECT * FROM TABLE(RESULT_SCAN(LAST_QUERY_ID())) WHERE TRUE"))
                .containsExactly(List.of(MOMENT, TIME));
        client.run("SET (M, T) = ('2024-01-02 03:04:05.123456789'::TIMESTAMP_LTZ, '12:34:56.123456789'::TIME)");
        assertThat(client.rows("SELECT $M, $T")).containsExactly(List.of(MOMENT, TIME));
    }

    @Test
    void filesBringAndTakeThem() throws Exception {
        client.run("CREATE STAGE ST");
        ENGINE.stage("@ST/p/", "a.parquet", "SELECT '2024-01-02 03:04:05.123456789+00'::TIMESTAMPTZ_NS AS at,"
                + " '12:34:56.123456789'::TIME_NS AS ti");
        stage("@ST/c/", "a.csv", "2024-01-02 03:04:05.123456789,12:34:56.123456789\n");
        stage("@ST/j/", "a.json", "{\"at\": \"2024-01-02 03:04:05.123456789\", \"ti\": \"12:34:56.123456789\"}\n");
        for (String source : List.of(
                "@ST/p/" + PARQUET,
                "@ST/c/ FILE_FORMAT = (TYPE = CSV)",
                "@ST/c/ FILE_FORMAT = (TYPE = CSV TIMESTAMP_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF9' TIME_FORMAT ="
                        + " 'HH24:MI:SS.FF9')",
                "@ST/j/ MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE FILE_FORMAT = (TYPE = JSON)",
                "(SELECT $1:at::TIMESTAMP_LTZ, $1:ti::TIME FROM @ST/p/) FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE"
                        + " = TRUE)",
                "(SELECT $1:at, $1:ti FROM @ST/p/) FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE)")) {
            client.run("CREATE OR REPLACE TABLE F (AT TIMESTAMP_LTZ, TI TIME)");
            client.run("COPY INTO F FROM " + source);
            assertThat(client.rows("SELECT * FROM F")).as(source).containsExactly(List.of(MOMENT, TIME));
        }
        client.run("ALTER SESSION SET TIMESTAMP_LTZ_OUTPUT_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF9 TZHTZM',"
                + " TIME_OUTPUT_FORMAT = 'HH24:MI:SS.FF9'");
        client.run("COPY INTO @ST/out/c.csv FROM F FILE_FORMAT = (TYPE = CSV COMPRESSION = NONE) SINGLE = TRUE");
        assertThat(ENGINE.stageDirectory("@ST/out/").resolve("c.csv"))
                .content().isEqualTo("2024-01-02 03:04:05.123456789 +0000,12:34:56.123456789\n");
        client.run("COPY INTO @ST/back/ FROM (SELECT TI, AT::TIMESTAMP_NTZ AS AT FROM F) HEADER = TRUE FILE_FORMAT ="
                + " (TYPE = PARQUET)");
        client.run("CREATE OR REPLACE TABLE F (AT TIMESTAMP_NTZ, TI TIME)");
        client.run("COPY INTO F FROM @ST/back/" + PARQUET);
        assertThat(client.rows("SELECT * FROM F")).containsExactly(List.of(MOMENT, TIME));
    }

    @Test
    void defaultsAndColumnsOfQueriesKeepThem() throws Exception {
        client.run("CREATE TABLE Q (NTZ TIMESTAMP_NTZ, LTZ TIMESTAMP_LTZ, TZ TIMESTAMP_TZ, TI TIME) AS SELECT"
                + " '2024-01-02 03:04:05.123456789', '2024-01-02 03:04:05.123456789', '2024-01-02 03:04:05.123456789',"
                + " '12:34:56.123456789'");
        client.run(
                "CREATE TABLE D (NTZ TIMESTAMP_NTZ DEFAULT '2024-01-02 03:04:05.123456789', LTZ TIMESTAMP_LTZ DEFAULT"
                        + " '2024-01-02 03:04:05.123456789'::TIMESTAMP_LTZ, TZ TIMESTAMP_TZ DEFAULT '2024-01-02"
                        + " 03:04:05.123456789', TI TIME DEFAULT '12:34:56.123456789', ID NUMBER)");
        client.run("INSERT INTO D (ID) VALUES (1)");
        client.run("INSERT INTO D VALUES (DEFAULT, '2024-01-02 03:04:05.123456789', DEFAULT, DEFAULT, 2)");
        client.run("INSERT INTO D VALUES ('2024-01-02 03:04:05.123456789', DEFAULT, '2024-01-02 03:04:05.123456789',"
                + " '12:34:56.123456789', ?)", new Binding("FIXED", List.of("3", "4")));
        List<String> expected = List.of(MOMENT, MOMENT, MOMENT + " 1440", TIME);
        assertThat(client.rows("SELECT * FROM Q")).containsExactly(expected);
        assertThat(client.rows("SELECT NTZ, LTZ, TZ, TI FROM D"))
                .containsExactly(expected, expected, expected, expected);
    }

    @Test
    void theMomentCountsBehindAnAlias() throws Exception {
        client.run("CREATE TABLE Z AS SELECT '2024-01-01 12:00:00 +02:00'::TIMESTAMP_TZ AS AT");
        for (String query : List.of(
                "SELECT COUNT(*) FROM (SELECT AT AS B FROM Z) WHERE B = '2024-01-01 10:00:00 +00:00'::TIMESTAMP_TZ",
                "WITH Y AS (SELECT AT AS B FROM Z) SELECT COUNT(*) FROM Y WHERE B < '2024-01-01 10:30:00+00:00'",
                "SELECT COUNT(*) FROM (SELECT '2024-01-01 12:00:00 +02:00'::TIMESTAMP_TZ AS B) WHERE B ="
                        + " TO_TIMESTAMP_TZ('2024-01-01 10:00:00 +00:00')")) {
            assertThat(client.value(query)).as(query).isEqualTo("1");
        }
    }

    private static void stage(String stage, String name, String text) throws Exception {
        Path directory = Files.createDirectories(ENGINE.stageDirectory(stage));
        Files.writeString(directory.resolve(name), text);
    }

    @Test
    void functionsOfColumnsKeepOrCutThem() throws Exception {
        client.run("CREATE TABLE D (D DATE, H TIME, N TIMESTAMP_NTZ, L TIMESTAMP_LTZ, Z TIMESTAMP_TZ)");
        client.run("INSERT INTO D SELECT '2024-01-02', '03:04:05.123456789', '2024-01-02 03:04:05.123456789',"
                + " '2024-01-02 03:04:05.123456789 +0000', '2024-01-02 03:04:05.123456789 +0130'");
        assertThat(client.rows(
                        "SELECT DATE_TRUNC('us', H), DATE_TRUNC('us', N), DATE_TRUNC('us', L), DATE_TRUNC('ns', Z),"
                                + " DATE_TRUNC('day', D) FROM D"))
                .containsExactly(List.of(
                        "11045.123456000",
                        "1704164645.123456000",
                        "1704164645.123456000",
                        "1704159245.123456789 1530",
                        "19724"));
        assertThat(client.rows("SELECT DATEADD(ns, 1, D), DATEADD(ns, 1, H), DATEADD(ns, 1, N), DATEADD(ns, 1, L),"
                + " DATEADD(ns, 1, Z), DATEADD(day, 1, D), DATEADD(day, 1, N) FROM D")).containsExactly(List.of(
                        "1704153600.000000001", "11045.123456790", "1704164645.123456790", "1704164645.123456790",
                        "1704159245.123456790", "19725", "1704251045.123456789"));
        assertThat(client.rows(
                        "SELECT DATEDIFF(ns, D, N), DATEDIFF(us, D, N), DATEDIFF(ns, L, Z), DATEDIFF(ns, H, H) FROM D"))
                .containsExactly(List.of("11045123456789", "11045123456", "-5400000000000", "0"));
    }

    /** Columns and casts of fewer digits cut the others, however the value comes. */
    @Test
    void digitsThatATypeDoesNotHaveAreCut() throws Exception {
        client.run("CREATE TABLE P (A TIME(3), B TIMESTAMP_NTZ(3), C TIMESTAMP_LTZ(0), D TIMESTAMP_TZ(3), E"
                + " TIMESTAMP_NTZ(7))");
        String values = "'01:02:03.987654321', '1969-12-31 23:59:58.987654321', '2024-01-02 03:04:05.987654321 +00:00',"
                + " '1969-12-31 23:59:58.987654321 +01:00', '2024-01-02 03:04:05.987654321'";
        client.run("INSERT INTO P VALUES (" + values + ")");
        client.run("INSERT INTO P SELECT " + values);
        client.run("CREATE TABLE Q (A TIME, B TIMESTAMP_NTZ, C TIMESTAMP_LTZ, D TIMESTAMP_TZ, E TIMESTAMP_NTZ)");
        client.run("INSERT INTO Q VALUES (" + values + ")");
        client.run("INSERT INTO P SELECT * FROM Q");
        client.run("INSERT INTO P SELECT NULL, NULL, NULL, NULL, NULL");
        client.run("UPDATE P SET A = (SELECT A FROM Q), B = (SELECT B FROM Q) WHERE A IS NULL");
        String shown = "TO_VARCHAR(%s, 'SS.FF9')";
        List<String> cut = List.of("03.987000000", "58.987000000", "05.000000000", "58.987000000", "05.987654300");
        List<List<String>> rows = client.rows("SELECT " + String.join(", ", List.of("A", "B", "C", "D", "E").stream()
                .map(shown::formatted).toList()) + " FROM P WHERE C IS NOT NULL");
        assertThat(rows).hasSize(3).containsOnly(cut);
        assertThat(client.rows("SELECT TO_VARCHAR(A, 'SS.FF9'), TO_VARCHAR(B, 'SS.FF9') FROM P WHERE C IS NULL"))
                .containsExactly(cut.subList(0, 2));
        assertThat(client.value("SELECT COUNT(*) FROM P WHERE A = '01:02:03.987'::TIME")).isEqualTo("4");
        client.run("CREATE TABLE N (A TIME(3), B TIMESTAMP_NTZ(3), C TIMESTAMP_LTZ(0), D TIMESTAMP_TZ(3), E"
                + " TIMESTAMP_NTZ(7)) AS SELECT * FROM Q");
        assertThat(client.rows("SELECT " + String.join(", ", List.of("A", "B", "C", "D", "E").stream()
                .map(shown::formatted).toList()) + " FROM N")).containsExactly(cut);
        assertThat(client.value("SELECT TO_VARCHAR(TRY_CAST('2024-01-01 00:00:05.987' AS TIMESTAMP_NTZ(1)), 'SS.FF9')"))
                .isEqualTo("05.900000000");
        client.run("CREATE TABLE R LIKE P");
        client.run("INSERT INTO R (A, C) VALUES (NULL, NULL)");
        client.run("CREATE STAGE ST");
        ENGINE.stage(
                "@ST/",
                "a.parquet",
                "SELECT '01:02:03.987654321'::TIME_NS AS a, TIMESTAMP '1969-12-31 23:59:58.987654' AS b");
        client.run("COPY INTO R FROM @ST MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE FILE_FORMAT = (TYPE = PARQUET"
                + " USE_LOGICAL_TYPE = TRUE)");
        assertThat(client.rows("SELECT TO_VARCHAR(A, 'SS.FF9'), TO_VARCHAR(B, 'SS.FF9') FROM R WHERE A IS NOT NULL"))
                .containsExactly(cut.subList(0, 2));
        assertThat(client.value("SELECT TO_VARCHAR('03:04:05.123456789'::TIME(3), 'SS.FF9')"))
                .isEqualTo("05.123000000");
    }
}
