package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
            copied(declared, "FROM (SELECT $1:id, $1:at::TIMESTAMP_NTZ, $1:far FROM @ST/p/) FILE_FORMAT = (TYPE = PARQUET"
                    + " USE_LOGICAL_TYPE = TRUE)", expected);
            copied(declared, "FROM @ST/c/ FILE_FORMAT = (TYPE = CSV)", expected);
            copied(declared, "FROM @ST/j/ MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE FILE_FORMAT = (TYPE = JSON)", expected);
        }
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
}
