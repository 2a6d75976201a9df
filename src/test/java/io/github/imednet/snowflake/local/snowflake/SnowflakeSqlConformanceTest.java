package io.github.imednet.snowflake.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.local.snowflake.SnowflakeServer.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snowflake's SQL as the official driver sees it: what a loader of Parquet files sends, and what it reads back. */
class SnowflakeSqlConformanceTest {

    private static final String COPY = """
            COPY INTO "RECORDS" ("STUDY_KEY", "RECORD_ID", "DELETED", "DATE_CREATED", "KEYWORDS", "RECORD_DATA",
            "_SOURCE_FILE")
            FROM (SELECT $1:study_key::VARCHAR, $1:record_id::NUMBER(38,0), $1:deleted::BOOLEAN,
              $1:date_created::TIMESTAMP_NTZ, PARSE_JSON($1:keywords::VARCHAR), PARSE_JSON($1:record_data::VARCHAR),
              METADATA$FILENAME FROM @"LOAD"/imednet/)
            FILES = (%s) FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE) ON_ERROR = ABORT_STATEMENT""";

    @TempDir
    private static Path directory;

    @TempDir
    private static Path files;

    private static SnowflakeServer server;
    private Connection connection;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = SnowflakeServer.start(Settings.defaults(directory));
        for (int file = 0; file < 3; file++) {
            ParquetFiles.of(files.resolve("batch" + file + ".parquet"), """
                    SELECT 'S1' study_key, i record_id, i %% 2 = 0 deleted, TIMESTAMP '2024-01-02 03:04:05.678'
                    date_created,
                      '["a", "b"]' keywords, '{"AGE": 12345678901234567890123, "NULL": null}' record_data
                    FROM range(%d, %d) t(i)""".formatted(file * 100, file * 100 + 100));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void createObjects() throws SQLException {
        connection = Connections.open(server);
        Connections.execute(connection, "CREATE OR REPLACE STAGE \"LOAD\"", """
                CREATE OR REPLACE TABLE "RECORDS" ("STUDY_KEY" VARCHAR, "RECORD_ID" NUMBER(38,0) NOT NULL PRIMARY KEY,
                "DELETED" BOOLEAN, "DATE_CREATED" TIMESTAMP_NTZ, "KEYWORDS" VARIANT, "RECORD_DATA" VARIANT,
                "_SOURCE_FILE" VARCHAR(500)) COMMENT = 'all records'""",
                "PUT 'file://" + files + "/*.parquet' '@\"LOAD\"/imednet/' AUTO_COMPRESS=FALSE OVERWRITE=FALSE"
                        + " PARALLEL=4");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void aLoadIsOneTransactionWithItsLedger() throws SQLException {
        Connections.execute(connection, "CREATE OR REPLACE TABLE LEDGER (STAGE_PATH VARCHAR, ROW_COUNT NUMBER)");
        connection.setAutoCommit(false);
        assertThat(Connections.rows(connection, copy("batch0", "batch1"))).extracting(row -> row.substring(0, 39))
                .containsExactly("load/imednet/batch0.parquet|LOADED|100|", "load/imednet/batch1.parquet|LOADED|100|");
        assertThat(Connections.update(connection, "INSERT INTO LEDGER SELECT column1, column2 FROM VALUES"
                + " ('imednet/batch0.parquet', 100), ('imednet/batch1.parquet', 100)")).isEqualTo(2);
        assertThat(Connections.rows(connection, """
                SELECT l.STAGE_PATH, l.ROW_COUNT = COUNT(r."_SOURCE_FILE") FROM LEDGER l
                LEFT JOIN RECORDS r ON r."_SOURCE_FILE" = l.STAGE_PATH
                GROUP BY l.STAGE_PATH, l.ROW_COUNT ORDER BY 1"""))
                .containsExactly("imednet/batch0.parquet|TRUE", "imednet/batch1.parquet|TRUE");
        try (Connection other = Connections.open(server)) {
            assertThat(Connections.count(other, "RECORDS")).isZero();
            connection.commit();
            assertThat(Connections.count(other, "RECORDS")).isEqualTo(200);
        }
    }

    @Test
    void aRolledBackLoadCanBeRepeated() throws SQLException {
        connection.setAutoCommit(false);
        assertThat(Connections.update(connection, copy("batch0"))).isEqualTo(100);
        connection.rollback();
        assertThat(Connections.count(connection, "RECORDS")).isZero();
        assertThat(Connections.update(connection, copy("batch0"))).isEqualTo(100);
        connection.commit();
        assertThat(Connections.update(connection, copy("batch0"))).isZero();
        assertThat(Connections.count(connection, "RECORDS")).isEqualTo(100);
        assertThat(Connections.update(connection, "TRUNCATE TABLE RECORDS")).isZero();
        assertThat(Connections.update(connection, copy("batch0"))).isEqualTo(100);
    }

    @Test
    void valuesComeBackInSnowflakesTypes() throws SQLException {
        Connections.update(connection, copy("batch0"));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT *, COUNT(*) OVER () FROM RECORDS ORDER BY RECORD_ID"
                        + " LIMIT 1")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getMetaData().getColumnType(2)).isEqualTo(Types.BIGINT);
            assertThat(rows.getMetaData().getColumnTypeName(5)).isEqualTo("VARIANT");
            assertThat(rows.getMetaData().getColumnName(8)).isEqualTo("COUNT(*) OVER ()");
            assertThat(rows.getString(1)).isEqualTo("S1");
            assertThat(rows.getLong(2)).isZero();
            assertThat(rows.getBoolean(3)).isTrue();
            assertThat(rows.getTimestamp(4)).isEqualTo(Timestamp.valueOf("2024-01-02 03:04:05.678"));
            assertThat(rows.getString(5)).isEqualTo("[\"a\",\"b\"]");
            assertThat(rows.getString(6)).isEqualTo("{\"AGE\":12345678901234567890123,\"NULL\":null}");
            assertThat(rows.getString(7)).isEqualTo("imednet/batch0.parquet");
            assertThat(rows.getInt(8)).isEqualTo(100);
        }
        assertThat(Connections.rows(connection, "SELECT RECORD_DATA:AGE::NUMBER, KEYWORDS[1]::VARCHAR,"
                + " RECORD_DATA:\"NULL\" IS NULL, ARRAY_SIZE(KEYWORDS) FROM RECORDS LIMIT 1"))
                .containsExactly("12345678901234567890123|b|FALSE|2");
    }

    @Test
    void aTableIsDescribedAndShown() throws SQLException {
        assertThat(Connections.column(connection, "DESCRIBE TABLE RECORDS",
                "type")).containsExactly("VARCHAR(16777216)",
                "NUMBER(38,0)", "BOOLEAN", "TIMESTAMP_NTZ(9)", "VARIANT", "VARIANT", "VARCHAR(500)");
        String show = "SHOW TABLES LIKE 'RECORDS' IN SCHEMA PUBLIC";
        List<String> created = Connections.column(connection, show, "created_on");
        assertThat(created).hasSize(1);
        Connections.execute(connection, "CREATE OR REPLACE TABLE RECORDS LIKE RECORDS");
        assertThat(Connections.column(connection, show, "created_on")).isNotEqualTo(created);
    }

    @Test
    void theDriversMetadataKnowsTablesColumnsAndKeys() throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String catalog = connection.getCatalog();
        try (ResultSet tables = metaData.getTables(catalog, "PUBLIC", "RECORDS", new String[] {"TABLE"})) {
            assertThat(texts(tables, "TABLE_NAME")).containsExactly("RECORDS");
        }
        try (ResultSet columns = metaData.getColumns(catalog, "PUBLIC", "RECORDS", null)) {
            assertThat(texts(columns, "TYPE_NAME"))
                    .containsExactly("VARCHAR", "NUMBER", "BOOLEAN", "TIMESTAMPNTZ", "VARIANT", "VARIANT", "VARCHAR");
        }
        try (ResultSet keys = metaData.getPrimaryKeys(catalog, "PUBLIC", "RECORDS")) {
            assertThat(texts(keys, "COLUMN_NAME")).containsExactly("RECORD_ID");
        }
        try (ResultSet schemas = metaData.getSchemas()) {
            assertThat(texts(schemas, "TABLE_SCHEM")).contains("PUBLIC");
        }
        try (ResultSet catalogs = metaData.getCatalogs()) {
            assertThat(texts(catalogs, "TABLE_CAT")).contains(catalog);
        }
    }

    @Test
    void stagedFilesAreListedAndQueried() throws SQLException {
        assertThat(Connections.column(connection, "LIST @\"LOAD\"/imednet/", "name")).containsExactly(
                "load/imednet/batch0.parquet", "load/imednet/batch1.parquet", "load/imednet/batch2.parquet");
        Connections.execute(connection, "CREATE OR REPLACE FILE FORMAT PF TYPE = PARQUET USE_LOGICAL_TYPE = TRUE");
        assertThat(Connections.rows(connection, "SELECT METADATA$FILENAME, COUNT(*), MAX($1:record_id::NUMBER) FROM"
                + " @\"LOAD\"/imednet/ (FILE_FORMAT => PF, PATTERN => '.*[01].parquet') GROUP BY 1 ORDER BY 1"))
                .containsExactly("imednet/batch0.parquet|100|99", "imednet/batch1.parquet|100|199");
    }

    @Test
    void mergeMovesLoadedRowsOn() throws SQLException {
        Connections.update(connection, copy("batch0"));
        Connections.execute(connection, "CREATE OR REPLACE TEMPORARY TABLE CHANGES LIKE RECORDS");
        assertThat(Connections.update(connection, copy("batch0", "batch1").replace("\"RECORDS\"",
                "CHANGES"))).isEqualTo(200);
        assertThat(Connections.update(connection, """
                MERGE INTO RECORDS t USING CHANGES s ON t.RECORD_ID = s.RECORD_ID
                WHEN MATCHED THEN UPDATE SET t.STUDY_KEY = 'merged'
                WHEN NOT MATCHED THEN INSERT (STUDY_KEY, RECORD_ID) VALUES (s.STUDY_KEY, s.RECORD_ID)"""))
                .isEqualTo(200);
        assertThat(Connections.rows(connection, "SELECT STUDY_KEY, COUNT(*) FROM RECORDS GROUP BY 1 ORDER BY 1"))
                .containsExactly("S1|100", "merged|100");
    }

    @Test
    void anEarlierAnswerAndItsIdCanBeAskedFor() throws SQLException {
        Connections.rows(connection, copy("batch0"));
        assertThat(Connections.rows(connection, "SELECT \"file\", \"rows_loaded\" FROM"
                + " TABLE(RESULT_SCAN(LAST_QUERY_ID()))"))
                .containsExactly("load/imednet/batch0.parquet|100");
        assertThat(Connections.rows(connection, "SELECT STATUS, ROW_COUNT FROM"
                + " TABLE(INFORMATION_SCHEMA.COPY_HISTORY(TABLE_NAME => 'RECORDS', START_TIME => DATEADD(hour, -1,"
                + " CURRENT_TIMESTAMP())))"))
                .containsExactly("Loaded|100");
    }

    @Test
    void failuresCarrySnowflakesCodes() throws Exception {
        assertThatFails("SELECT * FROM NO_SUCH_TABLE", 2003, "42S02");
        assertThatFails("SELECT NO_SUCH_COLUMN FROM RECORDS", 904, "42000");
        assertThatFails("SELEKT 1", 1003, "42000");
        assertThatFails("CREATE TABLE RECORDS (A INT)", 2002, "42710");
        assertThatFails("LIST @NO_SUCH_STAGE", 2003, "02000");
        assertThatFails("SELECT PARSE_JSON('{')", 100069, "22P02");
        assertThatFails("SELECT 'x'::NUMBER", 100038, "22018");
        assertThatFails("INSERT INTO RECORDS (RECORD_ID) VALUES (NULL)", 100072, "22000");
        assertThatFails(copy("missing"), 91016, "22000");
        assertThatFails(
                copy("batch0").replace("ON_ERROR = ABORT_STATEMENT", "VALIDATION_MODE = RETURN_ERRORS"), 1003, "42000");
        Path broken = Files.writeString(files.resolve("broken.txt"), "no Parquet at all");
        Connections.execute(connection, "PUT file://" + broken + " @\"LOAD\"/imednet/ AUTO_COMPRESS=FALSE");
        assertThatFails(copy("batch0").replace("'batch0.parquet'", "'batch0.parquet', 'broken.txt'"), 100152, "22000");
        assertThat(Connections.count(connection, "RECORDS")).isZero();
        assertThat(Connections.update(
                        connection,
                        copy("batch0")
                                .replace("'batch0.parquet'", "'batch0.parquet', 'broken.txt'")
                                .replace("ABORT_STATEMENT", "CONTINUE")))
                .isEqualTo(100);
    }

    @Test
    void everythingSurvivesARestart(@TempDir Path ownDirectory) throws Exception {
        try (SnowflakeServer first = SnowflakeServer.start(Settings.defaults(ownDirectory));
                Connection client = Connections.open(first)) {
            Connections.execute(client, "CREATE STAGE \"LOAD\"", "CREATE TABLE RECORDS (ID NUMBER, V VARIANT)",
                    "PUT file://" + files.resolve("batch0.parquet") + " @\"LOAD\" AUTO_COMPRESS=FALSE");
            assertThat(Connections.update(client, restartCopy())).isEqualTo(100);
        }
        try (SnowflakeServer second = SnowflakeServer.start(Settings.defaults(ownDirectory));
                Connection client = Connections.open(second)) {
            assertThat(Connections.count(client, "RECORDS")).isEqualTo(100);
            assertThat(Connections.column(client, "LIST @\"LOAD\"", "name")).containsExactly("load/batch0.parquet");
            assertThat(Connections.update(client, restartCopy())).isZero();
        }
    }

    private static String restartCopy() {
        return "COPY INTO RECORDS FROM (SELECT $1:record_id::NUMBER, PARSE_JSON($1:record_data) FROM @\"LOAD\")"
                + " FILE_FORMAT = (TYPE = PARQUET)";
    }

    private void assertThatFails(String sql, int code, String state) {
        assertThatThrownBy(() -> Connections.rows(connection, sql))
                .as(sql)
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo(code);
                    assertThat(e.getSQLState()).isEqualTo(state);
                });
    }

    private static String copy(String... names) {
        List<String> quoted = new ArrayList<>();
        for (String name : names) {
            quoted.add("'" + name + ".parquet'");
        }
        return COPY.formatted(String.join(", ", quoted));
    }

    private static List<String> texts(ResultSet rows, String label) throws SQLException {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
            texts.add(rows.getString(label));
        }
        return texts;
    }
}
