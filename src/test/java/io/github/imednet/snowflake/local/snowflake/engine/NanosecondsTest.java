package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The digits of a second that Snowflake keeps, beside the years that it has. */
class NanosecondsTest {

    private static final String PARQUET = " MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE FILE_FORMAT = (TYPE = PARQUET"
            + " USE_LOGICAL_TYPE = TRUE)";
    private static final String MOMENT = "1704164645.123456789";

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void connect() {
        client = ENGINE.client();
    }

    @Test
    void castsAndConstantsKeepThemAndTheYears() throws Exception {
        for (String expression : List.of(
                "'2024-01-02 03:04:05.123456789'::TIMESTAMP_NTZ",
                "CAST('2024-01-02T03:04:05.123456789' AS TIMESTAMP_NTZ(9))",
                "TO_TIMESTAMP_NTZ('2024-01-02 03:04:05.123456789')",
                "TO_TIMESTAMP('2024-01-02 03:04:05.123456789', 'YYYY-MM-DD HH24:MI:SS.FF9')",
                "TO_TIMESTAMP_NTZ('1704164645123456789')",
                "TO_TIMESTAMP_NTZ(1704164645123456789)",
                "PARSE_JSON('{\"a\": \"2024-01-02 03:04:05.123456789\"}'):a::TIMESTAMP_NTZ",
                "'2024-01-02 03:04:05.12345678987'::TIMESTAMP_NTZ")) {
            assertThat(client.value("SELECT " + expression)).as(expression).isEqualTo(MOMENT);
        }
        assertThat(client.value("SELECT '1969-12-31 23:59:59.999999999'::TIMESTAMP_NTZ")).isEqualTo("-0.000000001");
        assertThat(client.value("SELECT '1677-09-22 00:00:00.000000001'::TIMESTAMP_NTZ"))
                .isEqualTo("-9223286399.999999999");
        assertThat(client.value("SELECT '9999-12-31 23:59:59.999999'::TIMESTAMP_NTZ(9)"))
                .isEqualTo("253402300799.999999000");
        assertThat(client.value("SELECT '2024-01-02 03:04:05.123456789'::TIMESTAMP_NTZ(3)"))
                .isEqualTo("1704164645.123");
        for (int digits : List.of(9, 7, 3)) {
            assertThat(client.value("SELECT TO_CHAR('1969-12-31 23:59:59.987654321'::TIMESTAMP_NTZ, 'SS.FF" + digits
                    + "')")).isEqualTo("59." + "987654321".substring(0, digits));
        }
        assertThat(client.value("SELECT '2024-01-02 03:04:05.000000001'::TIMESTAMP_NTZ::VARCHAR"))
                .isEqualTo("2024-01-02 03:04:05.000");
        assertThat(client.value("SELECT TO_VARIANT('2024-01-02 03:04:05.129456789'::TIMESTAMP_NTZ)"))
                .isEqualTo("\"2024-01-02 03:04:05.129\"");
    }

    @Test
    void anApostropheInANameHidesNoCast() throws Exception {
        assertThat(client.value(
                        "SELECT \"it's\" FROM (SELECT '2024-01-02 03:04:05.123456789'::TIMESTAMP_NTZ AS \"it's\")"))
                .isEqualTo(MOMENT);
    }

    @Test
    void theTimeOfNowMayBeADefaultWithItsCast() throws Exception {
        client.run("CREATE TABLE D (ID NUMBER, AT TIMESTAMP_TZ DEFAULT CURRENT_TIMESTAMP()::TIMESTAMP_TZ)");
        client.run("INSERT INTO D (ID) VALUES (1)");
        assertThat(client.value("SELECT COUNT(AT) FROM D")).isEqualTo("1");
    }

    @Test
    void bindsKeepThem() throws Exception {
        Binding bound = new Binding("TIMESTAMP_NTZ", List.of("1704164645123456789"));
        assertThat(client.value("SELECT ?", bound)).isEqualTo(MOMENT);
        client.run("CREATE TABLE B (ID NUMBER, AT TIMESTAMP_NTZ)");
        client.run("INSERT INTO B VALUES (?, ?)", new Binding("FIXED", List.of("1", "2", "3")),
                new Binding("TIMESTAMP_NTZ", Arrays.asList("1704164645123456789", null, "-1")));
        assertThat(client.column("AT", "SELECT AT FROM B ORDER BY ID")).containsExactly(MOMENT, null, "-0.000000001");
        assertThat(client.value("SELECT ID FROM B WHERE AT = ?", bound)).isEqualTo("1");
        assertThat(client.value("SELECT ID FROM B WHERE AT = '2024-01-02 03:04:05.123456789'")).isEqualTo("1");
    }

    @Test
    void aColumnGetsThemOnceAValueHasThemAndYearsWhereNoneHas() throws Exception {
        for (String declared : List.of("TIMESTAMP_NTZ", "TIMESTAMP_NTZ(9)")) {
            client.run("CREATE OR REPLACE TABLE C (ID NUMBER, AT TIMESTAMP_NTZ(6), OTHER " + declared + ")");
            client.run("INSERT INTO C VALUES (1, '9999-12-31', '0001-01-01')");
            client.run("UPDATE C SET OTHER = '2024-01-01'");
            client.run("INSERT INTO C SELECT 2, '2024-01-02 03:04:05.123456789', '2024-01-02 03:04:05.123456789'");
            assertThat(client.rows("SELECT AT, OTHER FROM C ORDER BY ID")).containsExactly(
                    List.of("253402214400.000000", "1704067200.000000000"), List.of("1704164645.123456", MOMENT));
            assertThat(client.column("type", "DESCRIBE TABLE C"))
                    .containsExactly("NUMBER(38,0)", "TIMESTAMP_NTZ(6)", "TIMESTAMP_NTZ(9)");
            assertThat(client.fail("INSERT INTO C VALUES (3, NULL, '9999-12-31')").getMessage())
                    .contains("Nanoseconds beside years before 1678 or after 2261");
            assertThat(client.value("SELECT COUNT(*) FROM C")).isEqualTo("2");
            client.run("DELETE FROM C WHERE OTHER = '2024-01-02 03:04:05.123456789'");
            client.run("INSERT INTO C VALUES (3, NULL, '9999-12-31')");
            assertThat(client.value("SELECT MAX(OTHER) FROM C")).isEqualTo("253402214400.000000000");
        }
    }

    @Test
    void aTransactionWithThemIsUndoneAndCommittedAsAnyOther() throws Exception {
        client.run("CREATE TABLE X (ID NUMBER, AT TIMESTAMP_NTZ)");
        for (String end : List.of("ROLLBACK", "COMMIT")) {
            client.run("BEGIN");
            client.run("INSERT INTO X VALUES (1, '2024-01-02 03:04:05.123456')");
            client.run("INSERT INTO X VALUES (2, '2024-01-02 03:04:05.123456789')");
            client.failure("INSERT INTO X VALUES (3, 'no')");
            assertThat(client.column("AT", "SELECT AT FROM X ORDER BY ID"))
                    .containsExactly("1704164645.123456000", MOMENT);
            client.run(end);
            assertThat(client.value("SELECT COUNT(*) FROM X")).isEqualTo(end.equals("COMMIT") ? "2" : "0");
        }
        try (Client other = Client.of(ENGINE.engine())) {
            assertThat(other.column("AT", "SELECT AT FROM X ORDER BY ID"))
                    .containsExactly("1704164645.123456000", MOMENT);
        }
    }

    @Test
    void tablesMadeOfQueriesClonesMergesAndEarlierAnswersKeepThem() throws Exception {
        client.run("CREATE TABLE S AS SELECT 1 AS ID, '2024-01-02 03:04:05.123456789'::TIMESTAMP_NTZ AS AT");
        client.run("CREATE TABLE S2 AS SELECT * FROM S");
        client.run("CREATE TABLE S3 CLONE S");
        client.run("CREATE TABLE S4 (AT TIMESTAMP_NTZ) AS SELECT AT FROM S");
        client.run("CREATE VIEW S5 AS SELECT AT FROM S");
        client.run("CREATE TABLE S6 (ID NUMBER, AT TIMESTAMP_NTZ)");
        client.run("MERGE INTO S6 USING S ON S6.ID = S.ID WHEN NOT MATCHED THEN INSERT VALUES (S.ID, S.AT)");
        for (String table : List.of("S", "S2", "S3", "S4", "S5", "S6")) {
            assertThat(client.value("SELECT AT FROM " + table)).as(table).isEqualTo(MOMENT);
        }
        client.run("SELECT AT FROM S");
        assertThat(client.value("SELECT AT FROM TABLE(RESULT_SCAN(LAST_QUERY_ID())) WHERE TRUE")).isEqualTo(MOMENT);
    }

    @Test
    void filesOfEveryFormatBringThem() throws Exception {
        client.run("CREATE STAGE ST");
        ENGINE.stage("@ST/p/", "a.parquet",
                "SELECT 1 AS id, TIMESTAMP_NS '2024-01-02 03:04:05.123456789' AS at, TIMESTAMP '9999-12-31' AS far");
        stage("@ST/c/", "a.csv", "1,2024-01-02 03:04:05.123456789,9999-12-31\n");
        stage("@ST/j/", "a.json", "{\"id\": 1, \"at\": \"2024-01-02 03:04:05.123456789\", \"far\": \"9999-12-31\"}\n");
        List<String> expected = List.of("1", MOMENT, "253402214400.000000000");
        for (String declared : List.of("TIMESTAMP_NTZ", "TIMESTAMP_NTZ(9)")) {
            copied(declared, "FROM @ST/p/" + PARQUET, expected);
            copied(
                    declared,
                    "FROM (SELECT $1:id, $1:at::TIMESTAMP_NTZ, $1:far FROM @ST/p/) FILE_FORMAT = (TYPE = PARQUET"
                            + " USE_LOGICAL_TYPE = TRUE)",
                    expected);
            copied(declared, "FROM @ST/c/ FILE_FORMAT = (TYPE = CSV)", expected);
            copied(
                    declared,
                    "FROM @ST/j/ MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE FILE_FORMAT = (TYPE = JSON)",
                    expected);
        }
    }

    /** Of TIMESTAMP_TZ, with the offset in minutes and a day. */
    @Test
    void offsetsAreKept() throws Exception {
        String wire = "1709190296.123456789 1770";
        for (String expression : List.of(
                "'2024-02-29 12:34:56.123456789 +05:30'::TIMESTAMP_TZ",
                "'2024-02-29T12:34:56.123456789+0530'::TIMESTAMP_TZ",
                "TO_TIMESTAMP_TZ('2024-02-29 12:34:56.123456789 +0530', 'YYYY-MM-DD HH24:MI:SS.FF TZHTZM')",
                "PARSE_JSON('\"2024-02-29 12:34:56.123456789 +05:30\"')::TIMESTAMP_TZ",
                "CAST('2024-02-29 12:34:56.123456789 +05:30' AS TIMESTAMP WITH TIME ZONE)")) {
            assertThat(client.value("SELECT " + expression)).as(expression).isEqualTo(wire);
        }
        assertThat(client.value("SELECT ?", new Binding("TIMESTAMP_TZ", List.of("1709190296123456789 1770"))))
                .isEqualTo(wire);
        assertThat(client.value("SELECT '0001-01-01 00:00:00.000000001 -12:00'::TIMESTAMP_TZ"))
                .isEqualTo("-62135553599.999999999 720");
        assertThat(client.value("SELECT '9999-12-31 23:59:59.999999999 +14:00'::TIMESTAMP_TZ"))
                .isEqualTo("253402250399.999999999 2280");
        client.run("ALTER SESSION SET TIMEZONE = 'Europe/Berlin'");
        assertThat(client.value("SELECT '2024-07-01 12:00:00'::TIMESTAMP_TZ")).isEqualTo("1719828000.000000000 1560");
        assertThat(client.value("SELECT '2024-07-01'::TIMESTAMP_TZ")).isEqualTo("1719784800.000000000 1560");
        assertThat(client.value("SELECT '2024-07-01 12:00:00Z'::TIMESTAMP_TZ")).isEqualTo("1719835200.000000000 1440");
        assertThat(client.value("SELECT '2024-07-01 12:00:00.5'::TIMESTAMP_NTZ::TIMESTAMP_TZ"))
                .isEqualTo("1719828000.500000000 1560");
        assertThat(client.value("SELECT TRY_TO_TIMESTAMP_TZ('no')")).isNull();
    }

    @Test
    void aTimestampTzIsComparedByItsMomentAndConvertedByItsOffset() throws Exception {
        client.run("CREATE TABLE Z (ID NUMBER, AT TIMESTAMP_TZ, MADE TIMESTAMP_TZ DEFAULT CURRENT_TIMESTAMP(),"
                + " FIRST TIMESTAMP_TZ DEFAULT '2024-01-01 00:00:00 +02:00')");
        client.run("INSERT INTO Z (ID, AT) SELECT 1, '2024-02-29 23:00:00.123456789 -08:00' UNION ALL SELECT 2,"
                + " '2024-03-01 07:00:00.123456789 +00:00' UNION ALL SELECT 3, NULL");
        assertThat(client.column("AT", "SELECT AT FROM Z ORDER BY ID"))
                .containsExactly("1709276400.123456789 960", "1709276400.123456789 1440", null);
        assertThat(client.value("SELECT DISTINCT FIRST FROM Z")).isEqualTo("1704060000.000000000 1560");
        assertThat(client.value("SELECT COUNT(*) FROM Z A JOIN Z B ON A.AT = B.AT")).isEqualTo("4");
        assertThat(client.value("SELECT COUNT(*) FROM Z WHERE AT > '2024-03-01 07:00:00+00:00' AND AT <="
                + " '2024-03-01 07:00:00.123457'::TIMESTAMP_TZ AND MADE <= CURRENT_TIMESTAMP()")).isEqualTo("2");
        assertThat(client.rows("SELECT AT::DATE, HOUR(AT), AT::TIMESTAMP_NTZ, AT::TIMESTAMP_LTZ, AT::VARCHAR,"
                        + " TO_CHAR(AT, 'FF9 TZHTZM'), TO_VARIANT(AT), DATEDIFF('hour', AT, '2024-03-01"
                        + " 09:30:00') FROM Z WHERE ID = 1"))
                .containsExactly(List.of(
                        "19782",
                        "23",
                        "1709247600.123456789",
                        "1709276400.123456789",
                        "2024-02-29 23:00:00.123 -0800",
                        "123456789 -0800",
                        "\"2024-02-29 23:00:00.123 -0800\"",
                        "2"));
        client.run("UPDATE Z SET AT = '2024-01-01 00:00:00 +01:00', ID = 4 WHERE ID = 3");
        client.run("UPDATE Z SET MADE = CASE WHEN ID = 4 THEN CURRENT_TIMESTAMP() END");
        assertThat(client.value("SELECT AT FROM Z WHERE MADE IS NOT NULL")).isEqualTo("1704063600.000000000 1500");
        client.run("MERGE INTO Z USING (SELECT 4 AS ID, '2025-01-01 00:00:00 +02:00' AS AT) S ON Z.ID = S.ID"
                + " WHEN MATCHED THEN UPDATE SET AT = S.AT");
        assertThat(client.value("SELECT MAX(AT) FROM Z")).isEqualTo("1735682400.000000000 1560");
        client.run("SET M = '2024-02-29 12:34:56.123456789 +05:30'::TIMESTAMP_TZ");
        assertThat(client.value("SELECT $M")).isEqualTo("1709190296.123456789 1770");
        client.run("SELECT AT FROM Z WHERE ID = 1");
        assertThat(client.value("SELECT AT FROM TABLE(RESULT_SCAN(LAST_QUERY_ID())) WHERE TRUE"))
                .isEqualTo("1709276400.123456789 960");
        client.run("CREATE TABLE Z2 AS SELECT AT FROM Z WHERE ID = 1");
        assertThat(client.value("SELECT AT FROM Z2")).isEqualTo("1709276400.123456789 960");
    }

    @Test
    void aFilesMomentsInNanosecondsComeIntoEveryTypeOfTimestamp() throws Exception {
        client.run("CREATE STAGE ST");
        ENGINE.stage("@ST/", "a.parquet", "SELECT z AS ntz, z AS tz FROM"
                + " (SELECT '2024-01-02 03:04:05.123456789+00'::TIMESTAMPTZ_NS AS z)");
        client.run("CREATE TABLE M (NTZ TIMESTAMP_NTZ, TZ TIMESTAMP_TZ)");
        client.run("COPY INTO M FROM @ST" + PARQUET);
        assertThat(client.rows("SELECT * FROM M")).containsExactly(List.of(MOMENT, MOMENT + " 1440"));
    }

    private void copied(String declared, String source, List<String> expected) throws Exception {
        client.run("CREATE OR REPLACE TABLE F (ID NUMBER, AT " + declared + ", FAR " + declared + ")");
        client.run("COPY INTO F " + source);
        assertThat(client.rows("SELECT * FROM F")).as(source).containsExactly(expected);
    }

    private static void stage(String stage, String name, String text) throws Exception {
        Path directory = Files.createDirectories(ENGINE.stageDirectory(stage));
        Files.writeString(directory.resolve(name), text);
    }

    /** As outside of TRY_CAST, also beside texts that are none. */
    @Test
    void triedConversionsKeepThemToo() throws Exception {
        client.run("CREATE TABLE S (S VARCHAR)");
        client.run("INSERT INTO S VALUES ('2024-01-02 03:04:05.123456789'), ('9999-12-31'), ('never'), (NULL),"
                + " ('2024-99-01 00:00:00.123456789')");
        String format = "YYYY-MM-DD HH24:MI:SS.FF9";
        for (String tried : List.of("TRY_CAST(S AS TIMESTAMP_NTZ)", "TRY_TO_TIMESTAMP(S)", "TRY_TO_TIMESTAMP_LTZ(S)",
                "TRY_CAST(S AS TIMESTAMP_TZ)", "TRY_TO_TIMESTAMP_NTZ(S, '" + format + "')")) {
            assertThat(client.rows(
                            "SELECT TO_VARCHAR(" + tried + ", '" + format + "') FROM S WHERE S NOT LIKE '9999%'"))
                    .as(tried)
                    .containsExactlyInAnyOrder(
                            List.of("2024-01-02 03:04:05.123456789"),
                            Collections.singletonList(null),
                            Collections.singletonList(null));
        }
        assertThat(client.value("SELECT COUNT(TRY_CAST(S AS TIMESTAMP_NTZ)) FROM S WHERE S LIKE '%-31' OR S = 'never'"))
                .isEqualTo("1");
        assertThat(client.column("D", "SELECT TRY_CAST(S AS DATE)::VARCHAR AS D FROM S ORDER BY S"))
                .containsExactly("2024-01-02", null, "9999-12-31", null, null);
        assertThat(client.value("SELECT TO_VARCHAR(MAX(TRY_TO_TIME(S)), 'HH24:MI:SS.FF9') FROM S"))
                .isEqualTo("03:04:05.123456789");
    }
}
