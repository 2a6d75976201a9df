package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The statements of a whole export, one after another, as an exporter sends them. */
class ExporterStatementsTest {

    private static final String COPY = """
            COPY INTO "DB"."PUBLIC"."RECORDS" ("STUDY_KEY", "INTERVAL_ID", "RECORD_ID", "DELETED", "DATE_CREATED",
            "KEYWORDS", "RECORD_DATA", "_SOURCE_FILE")
            FROM (SELECT $1:study_key::VARCHAR, $1:interval_id::NUMBER(38,0), $1:record_id::NUMBER(38,0),
            $1:deleted::BOOLEAN,
              $1:date_created::TIMESTAMP_NTZ, PARSE_JSON($1:keywords::VARCHAR), PARSE_JSON($1:record_data::VARCHAR),
              METADATA$FILENAME
              FROM @"DB"."PUBLIC"."MY_STAGE"/imednet/)
            FILES = ('a.parquet', 'b.parquet')
            FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE BINARY_AS_TEXT = FALSE)
            FORCE = TRUE PURGE = FALSE TRUNCATECOLUMNS = FALSE RETURN_FAILED_ONLY = FALSE ON_ERROR = ABORT_STATEMENT""";

    @TempDir
    private Path directory;

    private Engine engine;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        engine = Engine.open(directory.resolve("server"));
        client = Client.of(engine);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void anExportLoadsEveryRowOnce() throws Exception {
        createObjects();
        put("a.parquet", 0);
        put("b.parquet", 500);

        client.run("BEGIN");
        assertThat(client.count("DELETE FROM \"DB\".\"PUBLIC\".\"RECORDS\" WHERE \"STUDY_KEY\" = 'S' AND \"RECORD_ID\""
                + " BETWEEN 1 AND 500 AND \"_SOURCE_FILE\" <> 'x'")).isZero();
        StatementResult copied = client.run(COPY);
        assertThat(copied.type()).isEqualTo(StatementType.COPY);
        assertThat(copied.rows()).extracting(row -> row.subList(0, 4)).containsExactly(
                List.of("my_stage/imednet/a.parquet", "LOADED", "500", "500"),
                List.of("my_stage/imednet/b.parquet", "LOADED", "500", "500"));
        String queryId = client.value("SELECT LAST_QUERY_ID()");
        assertThat(client.count("""
                INSERT INTO "DB"."PUBLIC"."LEDGER" ("STAGE_PATH", "ROW_COUNT", "QUERY_ID")
                SELECT column1, column2, column3 FROM VALUES ('imednet/a.parquet', 500, '%s'), ('imednet/b.parquet',
                500, '%s')
                """.formatted(queryId, queryId))).isEqualTo(2);
        assertThat(client.rows("""
                SELECT l."STAGE_PATH", l."ROW_COUNT", COUNT(t."_SOURCE_FILE") FROM "DB"."PUBLIC"."LEDGER" l
                LEFT JOIN "DB"."PUBLIC"."RECORDS" t ON t."_SOURCE_FILE" = l."STAGE_PATH"
                WHERE l."STAGE_PATH" IN ('imednet/a.parquet', 'imednet/b.parquet') GROUP BY 1, 2 ORDER BY 1
                """)).containsExactly(
                        List.of("imednet/a.parquet", "500", "500"), List.of("imednet/b.parquet", "500", "500"));
        client.run("COMMIT");

        StatementResult counted = client.run(
                "SELECT COUNT(*), COUNT(DISTINCT \"RECORD_ID\") FROM \"DB\".\"PUBLIC\".\"RECORDS\"");
        assertThat(counted.rows()).containsExactly(List.of("1000", "1000"));
        assertThat(counted.columns()).extracting(Column::name)
                .containsExactly("COUNT(*)", "COUNT(DISTINCT \"RECORD_ID\")");
        assertThat(counted.columns()).extracting(Column::type).containsExactly("fixed", "fixed");
        assertThat(client.rows(COPY.replace("FORCE = TRUE", "")))
                .containsExactly(List.of("Copy executed with 0 files processed."));
    }

    private void createObjects() throws SqlFailure {
        client.run("CREATE STAGE IF NOT EXISTS \"DB\".\"PUBLIC\".\"MY_STAGE\"");
        client.run("""
                CREATE TABLE IF NOT EXISTS "DB"."PUBLIC"."RECORDS" ("STUDY_KEY" VARCHAR, "INTERVAL_ID" NUMBER(38,0),
                "RECORD_ID" NUMBER(38,0), "DELETED" BOOLEAN, "DATE_CREATED" TIMESTAMP_NTZ, "KEYWORDS" VARIANT,
                "RECORD_DATA" VARIANT, "_SOURCE_FILE" VARCHAR)""");
        client.run("CREATE TABLE DB.PUBLIC.LEDGER (STAGE_PATH VARCHAR, ROW_COUNT NUMBER, QUERY_ID VARCHAR)");
        assertThat(client.column("type", "DESCRIBE TABLE \"DB\".\"PUBLIC\".\"RECORDS\"")).containsExactly(
                "VARCHAR(16777216)", "NUMBER(38,0)", "NUMBER(38,0)", "BOOLEAN", "TIMESTAMP_NTZ(9)", "VARIANT",
                "VARIANT",
                "VARCHAR(16777216)");
        assertThat(client.column("name", "SHOW TABLES LIKE 'RECORDS' IN SCHEMA \"DB\".\"PUBLIC\""))
                .containsExactly("RECORDS");
    }

    private void put(String name, int firstId) throws Exception {
        FileTransfer transfer = client.run("PUT 'file:///tmp/x/*.parquet' '@\"DB\".\"PUBLIC\".\"MY_STAGE\"/imednet/'"
                + " AUTO_COMPRESS=FALSE OVERWRITE=TRUE PARALLEL=8").transfer();
        assertThat(transfer.sources()).containsExactly("/tmp/x/*.parquet");
        assertThat(transfer.stageDirectory()).isDirectory();
        assertThat(transfer.parallel()).isEqualTo(8);
        Path file = ParquetFiles.write(directory.resolve(name), """
                SELECT 'S' study_key, i interval_id, i + %d record_id, i %% 2 = 0 deleted,
                  TIMESTAMP '2024-01-01 00:00:00' date_created, '["k"]' keywords, '{"A": ' || i || '.50}' record_data
                FROM range(500) t(i)""".formatted(firstId));
        Files.copy(file, transfer.stageDirectory().resolve(name));
    }
}
