package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a session's parameters change, as an account's administrator may have set them. */
class SessionParametersTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void client() {
        client = ENGINE.client();
    }

    @Test
    void datesTimesAndTimestampsAreWrittenAsTheOutputFormatsSay() throws Exception {
        assertThat(client.value("SELECT '2024-07-01'::DATE::VARCHAR")).isEqualTo("2024-07-01");
        assertThat(client.value("SELECT '12:34:56.789'::TIME::VARCHAR")).isEqualTo("12:34:56");
        client.run("ALTER SESSION SET DATE_OUTPUT_FORMAT = 'DD.MM.YYYY', TIME_OUTPUT_FORMAT = 'HH24:MI:SS.FF3'"
                + " TIMESTAMP_NTZ_OUTPUT_FORMAT = 'DY, DD MON YYYY HH12:MI:SS AM', TIMEZONE = 'Asia/Kolkata',"
                + " TIMESTAMP_OUTPUT_FORMAT = 'YYYY-MM-DD\"T\"HH24:MI:SS.FF1 TZH:TZM'");
        assertThat(client.value("SELECT '2024-07-01'::DATE::VARCHAR")).isEqualTo("01.07.2024");
        assertThat(client.value("SELECT TO_VARCHAR('12:34:56.789'::TIME)")).isEqualTo("12:34:56.789");
        assertThat(client.value("SELECT '2024-07-01 13:14:15'::TIMESTAMP_NTZ::VARCHAR"))
                .isEqualTo("Mon, 01 Jul 2024 01:14:15 PM");
        assertThat(client.value("SELECT '2024-07-01 00:00:00.19 +00:00'::TIMESTAMP_LTZ::VARCHAR"))
                .isEqualTo("2024-07-01T05:30:00.1 +05:30");
        client.run("ALTER SESSION UNSET DATE_OUTPUT_FORMAT");
        assertThat(client.value("SELECT '2024-07-01'::DATE::VARCHAR")).isEqualTo("2024-07-01");
    }

    @Test
    void everyNumberOfDigitsAndEveryFormOfAnOffsetCanBeWritten() throws Exception {
        String moment = "'2024-07-01 12:00:00.123456 +00:00'::TIMESTAMP_LTZ";
        assertThat(client.value("SELECT TO_CHAR(" + moment + ", 'SS.FF9 TZHTZM')")).isEqualTo("00.123456000 +0000");
        assertThat(client.value("SELECT TO_CHAR(" + moment + ", 'SS.FF TZH')")).isEqualTo("00.123456000 +00");
        assertThat(client.value("SELECT TO_CHAR(" + moment + ", 'SS.FF4')")).isEqualTo("00.1234");
        assertThat(client.value("SELECT TO_CHAR('23:59:59.5'::TIME, 'HH24.MI.SS,FF2')")).isEqualTo("23.59.59,50");
    }

    @Test
    void timestampsWithAZoneAreWrittenInTheFormatOfTheirType() throws Exception {
        client.run("ALTER SESSION SET TIMESTAMP_LTZ_OUTPUT_FORMAT = 'YYYY', TIMESTAMP_TZ_OUTPUT_FORMAT = 'HH24 TZH'");
        assertThat(client.value("SELECT NULL::TIMESTAMP_LTZ::VARCHAR")).isNull();
        assertThat(client.value("SELECT '2024-07-01 12:00:00 +00:00'::TIMESTAMP_LTZ::VARCHAR")).isEqualTo("2024");
        assertThat(client.value("SELECT '2024-07-01 12:00:00 +03:00'::TIMESTAMP_TZ::VARCHAR")).isEqualTo("12 +03");
        assertThat(client.value("SELECT NULL::TIMESTAMP_TZ::VARCHAR")).isNull();
    }

    @Test
    void textIsReadAsTheInputFormatsSay() throws Exception {
        client.run("CREATE TABLE T (D DATE, T TIME, TS TIMESTAMP_NTZ)");
        client.run("ALTER SESSION SET DATE_INPUT_FORMAT = 'DD/MM/YYYY', TIME_INPUT_FORMAT = 'HH24.MI.SS',"
                + " TIMESTAMP_INPUT_FORMAT = 'DD/MM/YYYY HH24:MI:SS.FF'");
        client.run("INSERT INTO T VALUES ('01/02/2024', '13.14.15', '01/02/2024 13:14:15.25')");
        assertThat(client.rows("SELECT D::VARCHAR, T::VARCHAR, TS::VARCHAR FROM T"))
                .containsExactly(List.of("2024-02-01", "13:14:15", "2024-02-01 13:14:15.250"));
        // Forms that DuckDB's own cast would refuse.
        assertThat(client.rows("SELECT '29/02/2024'::DATE::VARCHAR, TO_TIME('13.14.15')::VARCHAR"))
                .containsExactly(List.of("2024-02-29", "13:14:15"));
        assertThat(client.failure("INSERT INTO T (TS) VALUES ('2024-02-01 13:14:15')")).isEqualTo("100035/22007");
        assertThat(client.failure("INSERT INTO T (TS) SELECT ?", new Binding("TEXT", List.of("2024-02-01T13:14:15Z"))))
                .isEqualTo("100035/22007");
        assertThat(client.failure("SELECT '2024-02-01'::DATE")).isEqualTo("100035/22007");
        assertThat(client.value("SELECT TRY_TO_DATE('2024-02-01')")).isNull();
        assertThat(client.value("SELECT TO_TIMESTAMP('2024-02-01', 'YYYY-MM-DD')::VARCHAR"))
                .isEqualTo("2024-02-01 00:00:00.000");
    }

    /** As Snowflake documents it for TO_TIMESTAMP and TO_DATE of a VARIANT. */
    @Test
    void theTextOfAVariantIsReadByItsFormWhateverTheInputFormat() throws Exception {
        client.run("ALTER SESSION SET DATE_INPUT_FORMAT = 'DD/MM/YYYY', TIMESTAMP_INPUT_FORMAT = 'DD/MM/YYYY'");
        assertThat(client.rows("SELECT V:d::DATE::VARCHAR, V:d::TIMESTAMP_NTZ::VARCHAR FROM (SELECT"
                        + " PARSE_JSON('{\"d\":\"2024-02-01\"}') AS V)"))
                .containsExactly(List.of("2024-02-01", "2024-02-01 00:00:00.000"));
    }

    @Test
    void binaryValuesAreReadAndWrittenAsTheirFormatsSay() throws Exception {
        assertThat(client.value("SELECT 'CAFE'::BINARY::VARCHAR")).isEqualTo("CAFE");
        client.run("ALTER SESSION SET BINARY_OUTPUT_FORMAT = BASE64");
        assertThat(client.value("SELECT 'CAFE'::BINARY::VARCHAR")).isEqualTo("yv4=");
        client.run("ALTER SESSION SET BINARY_INPUT_FORMAT = BASE64, BINARY_OUTPUT_FORMAT = 'HEX'");
        assertThat(client.value("SELECT 'yv4='::BINARY")).isEqualTo("CAFE");
        client.run("ALTER SESSION SET BINARY_INPUT_FORMAT = 'UTF-8'");
        assertThat(client.value("SELECT TO_BINARY('Az')::VARCHAR")).isEqualTo("417A");
    }

    @Test
    void timestampIsTheTypeThatItIsMappedTo() throws Exception {
        client.run("ALTER SESSION SET TIMESTAMP_TYPE_MAPPING = TIMESTAMP_LTZ");
        client.run("CREATE TABLE T (A TIMESTAMP, TIMESTAMP TIMESTAMP(6), B TIMESTAMP_NTZ, C TIMESTAMP WITH TIME ZONE)");
        client.run("ALTER TABLE T ADD COLUMN D TIMESTAMP");
        assertThat(client.column("type", "DESCRIBE TABLE T")).containsExactly("TIMESTAMP_LTZ(9)", "TIMESTAMP_LTZ(6)",
                "TIMESTAMP_NTZ(9)", "TIMESTAMP_TZ(9)", "TIMESTAMP_LTZ(9)");
        StatementResult result = client.run("SELECT CAST('2024-01-01' AS TIMESTAMP), '2024-01-01'::TIMESTAMP,"
                + " TO_TIMESTAMP('2024-01-01'), DATE '2024-01-01' AS TIMESTAMP, TIMESTAMP '2024-01-01' AS E");
        assertThat(result.columns().stream().map(Column::type)).containsExactly(
                "timestamp_ltz", "timestamp_ltz", "timestamp_ltz", "date", "timestamp_ltz");
        assertThat(client.run("SELECT TIMESTAMP FROM T").columns().get(0).name()).isEqualTo("TIMESTAMP");
    }

    @Test
    void quotedNamesCanBeWithoutCase() throws Exception {
        client.run("CREATE STAGE \"small\"");
        client.run("CREATE TABLE T (\"id\" NUMBER)");
        client.run("ALTER SESSION SET QUOTED_IDENTIFIERS_IGNORE_CASE = TRUE");
        assertThat(client.failure("SELECT \"id\" FROM T")).isEqualTo("000904/42000");
        assertThat(client.failure("LIST @\"small\"/path")).isEqualTo("002003/02000");
        assertThat(client.failure("PUT file:///x '@\"small\"'")).isEqualTo("002003/02000");
        client.run("CREATE TABLE \"u\" (\"id\" NUMBER)");
        client.run("INSERT INTO U (ID) VALUES (1)");
        assertThat(client.run("SELECT \"id\" AS \"lower\" FROM IDENTIFIER('\"u\"')").columns().get(0).name())
                .isEqualTo("LOWER");
        assertThat(client.fail("SELECT PARSE_JSON('{}'):\"lower\"").getMessage()).contains("QUOTED_IDENTIFIERS");
    }

    @Test
    void aResultHasAsManyRowsAsItMay() throws Exception {
        client.run("CREATE TABLE T1 (A INT)");
        client.run("CREATE TABLE T2 (A INT)");
        client.run("ALTER SESSION SET ROWS_PER_RESULTSET = 1");
        assertThat(client.rows("SELECT SEQ FROM TABLE(GENERATOR(ROWCOUNT => 500000))")).hasSize(1);
        assertThat(client.rows("SHOW TABLES")).hasSize(1);
        client.run("INSERT INTO T1 VALUES (1), (2)");
        client.run("ALTER SESSION UNSET ROWS_PER_RESULTSET");
        assertThat(client.rows("SELECT A FROM T1")).hasSize(2);
        assertThat(client.session().execute(UUID.randomUUID().toString(), "SELECT A FROM T1", List.of(),
                Map.of("rows_per_resultset", "1")).rows()).hasSize(1);
        assertThat(client.rows("SELECT A FROM T1")).hasSize(2);
    }

    @Test
    void aRequestHasAsManyStatementsAsAsked() throws Exception {
        assertThat(client.failure("SELECT 1; SELECT 2")).isEqualTo("000008/0A000");
        client.run("ALTER SESSION SET MULTI_STATEMENT_COUNT = 0");
        client.run("SELECT 1;");
        assertThat(client.fail("SELECT 1; SELECT 2").getMessage()).contains("More than one statement");
        client.run("ALTER SESSION SET MULTI_STATEMENT_COUNT = 2");
        assertThat(client.failure("SELECT 1")).isEqualTo("000008/0A000");
    }

    @Test
    void aFailedStatementAbortsTheTransactionIfItIsToldTo() throws Exception {
        client.run("CREATE TABLE T (A NUMBER)");
        client.run("ALTER SESSION SET TRANSACTION_ABORT_ON_ERROR = TRUE");
        client.run("BEGIN");
        client.run("INSERT INTO T VALUES (1)");
        client.fail("SELECT NOPE FROM T");
        assertThat(client.fail("INSERT INTO T VALUES (2)").getMessage()).contains("TRANSACTION_ABORT_ON_ERROR");
        assertThat(client.fail("COMMIT").getMessage()).contains("TRANSACTION_ABORT_ON_ERROR");
        assertThat(client.value("SELECT COUNT(*) FROM T")).isEqualTo("0");
        client.fail("SELECT NOPE FROM T");
        client.run("INSERT INTO T VALUES (3)");
        assertThat(client.value("SELECT COUNT(*) FROM T")).isEqualTo("1");
    }

    @Test
    void whatWouldNotBeObeyedIsRefused() throws Exception {
        for (String parameter : List.of("ERROR_ON_NONDETERMINISTIC_MERGE = FALSE", "NO_SUCH_PARAMETER = 1",
                "DATE_OUTPUT_FORMAT = 'YYYYQ'", "TRANSACTION_DEFAULT_ISOLATION_LEVEL = SERIALIZABLE",
                "WEEK_START = 1")) {
            assertThat(client.failure("ALTER SESSION SET " + parameter)).as(parameter).isEqualTo("001003/42000");
        }
        for (String parameter : List.of("AUTOCOMMIT = SOMETIMES", "TIMEZONE = 'Nowhere'", "ROWS_PER_RESULTSET = X",
                "TIMESTAMP_TYPE_MAPPING = DATE", "BINARY_INPUT_FORMAT = OCTAL")) {
            assertThat(client.failure("ALTER SESSION SET " + parameter)).as(parameter).isEqualTo("001008/22023");
        }
        client.run("ALTER SESSION SET ERROR_ON_NONDETERMINISTIC_MERGE = TRUE");
    }

    @Test
    void aSessionStartsWithTheAccountsParametersAndThoseOfItsLogin(@TempDir Path directory) throws Exception {
        Map<String, String> account = Map.of("timezone", "Europe/Berlin", "DATE_OUTPUT_FORMAT", "DD.MM.YYYY",
                "AUTOCOMMIT", "FALSE");
        try (Engine engine = Engine.open(directory, Duration.ofMinutes(1), (URI) null, account, Grants.unrestricted());
                Client session = Client.of(engine);
                Client other = new Client(engine.openSession("DB", "PUBLIC", null, null, "U",
                        Map.of("DATE_OUTPUT_FORMAT", "YYYY", "NOT_OURS", "1", "AUTOCOMMIT", "true")))) {
            assertThat(session.value("SELECT '2024-07-01'::DATE::VARCHAR")).isEqualTo("01.07.2024");
            assertThat(other.value("SELECT '2024-07-01'::DATE::VARCHAR")).isEqualTo("2024");
            assertThat(session.session().parameterValues()).containsEntry("TIMEZONE", "Europe/Berlin")
                    .containsEntry("AUTOCOMMIT", "false").containsEntry("TIME_OUTPUT_FORMAT", "HH24:MI:SS");
            session.run("CREATE TABLE T (A NUMBER)");
            session.run("INSERT INTO T VALUES (1)");
            assertThat(other.value("SELECT COUNT(*) FROM T")).isEqualTo("0");
            session.run("ALTER SESSION SET DATE_OUTPUT_FORMAT = 'MM'");
            session.run("ALTER SESSION UNSET DATE_OUTPUT_FORMAT");
            assertThat(session.value("SELECT '2024-07-01'::DATE::VARCHAR")).isEqualTo("01.07.2024");
            assertThat(session.column("level", "SHOW PARAMETERS LIKE 'TIMEZONE'")).containsExactly("ACCOUNT");
        }
        assertThatThrownBy(() -> Engine.open(directory, Duration.ofMinutes(1), (URI) null, Map.of("TIMEZON", "UTC"),
                        Grants.unrestricted()))
                .isInstanceOf(SqlFailure.class).hasMessageContaining("TIMEZON");
    }

    @Test
    void textThatUpdateAndMergeAssignIsReadAsTheInputFormatsSay() throws Exception {
        client.run("CREATE TABLE T (ID INT, D DATE DEFAULT '2024-12-31', T TIME, TS TIMESTAMP_NTZ, L TIMESTAMP_LTZ, Z"
                + " TIMESTAMP_TZ, B BINARY, V VARCHAR)");
        client.run("INSERT INTO T (ID) VALUES (1), (2)");
        client.run("ALTER SESSION SET DATE_INPUT_FORMAT = 'DD/MM/YYYY', TIME_INPUT_FORMAT = 'HH24.MI.SS',"
                + " TIMESTAMP_INPUT_FORMAT = 'DD/MM/YYYY HH24:MI:SS', BINARY_INPUT_FORMAT = 'UTF-8',"
                + " DATE_OUTPUT_FORMAT = 'YYYY.MM.DD'");
        String moment = "'01/02/2024 13:14:15'";
        client.run("UPDATE T SET D = '01/02/2024', T = '13.14.15', TS = " + moment + ", L = " + moment + ", Z = "
                + moment + ", B = 'Az', V = '03/02/2024'::DATE WHERE ID = 1");
        client.run("MERGE INTO T USING (SELECT column1 AS ID, column2 AS D, column3 AS M FROM VALUES (2, '01/02/2024', "
                + moment + "), (3, '01/02/2024', " + moment
                + ")) S ON T.ID = S.ID WHEN MATCHED THEN UPDATE SET T.D = S.D,"
                + " T = '13.14.15', TS = S.M, L = S.M, Z = S.M, B = 'Az', V = '03/02/2024'::DATE WHEN NOT MATCHED THEN"
                + " INSERT (ID, D, T, TS, L, Z, B, V) VALUES (S.ID, S.D, '13.14.15', S.M, S.M, S.M, 'Az',"
                + " '03/02/2024'::DATE)");
        client.run("ALTER SESSION UNSET DATE_OUTPUT_FORMAT");
        List<String> read = List.of("2024-02-01", "13:14:15", "2024-02-01 13:14:15.000", "417A", "2024.02.03", "TRUE");
        assertThat(client.rows("SELECT D::VARCHAR, T::VARCHAR, TS::VARCHAR, B::VARCHAR, V,"
                        + " (L = TS::TIMESTAMP_LTZ AND Z::TIMESTAMP_NTZ = TS)::VARCHAR FROM T"))
                .extracting(row -> row.stream().map(value -> value.replace("true", "TRUE")).toList())
                .containsExactly(read, read, read);
        assertThat(client.failure("UPDATE T SET D = '2024-02-01'")).isEqualTo("100035/22007");
        client.run("UPDATE T SET D = DEFAULT, TS = NULL WHERE ID = 1");
        assertThat(client.rows("SELECT D::VARCHAR, TS FROM T WHERE ID = 1"))
                .containsExactly(Arrays.asList("2024-12-31", null));
    }
}
