package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Names in quotes that differ in case only are names of different things, as on Snowflake. */
class QuotedNamesTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void client() {
        client = ENGINE.client();
    }

    @Test
    void tablesAndColumnsExistSideBySide() throws Exception {
        client.run("CREATE TABLE T (A INT, \"a\" INT DEFAULT 7, \"Äa\" VARCHAR(3))");
        client.run("CREATE TABLE \"t\" AS SELECT 1 AS A, 2 AS \"a\"");
        client.run("INSERT INTO T (A, \"Äa\") VALUES (1, 'x')");
        client.run("UPDATE T SET \"a\" = \"a\" + A");
        client.run("MERGE INTO \"t\" USING T ON \"t\".A = T.A WHEN MATCHED THEN UPDATE SET \"a\" = T.\"a\""
                + " WHEN NOT MATCHED THEN INSERT (A, \"a\") VALUES (0, 0)");

        assertThat(client.column("name", "DESCRIBE TABLE T")).containsExactly("A", "a", "Äa");
        assertThat(client.column("name", "SHOW TABLES")).containsExactly("T", "t");
        StatementResult result = client.run("SELECT \"t\".\"a\", T.*, \"a\" + 1 FROM T JOIN \"t\" USING (A, \"a\")");
        assertThat(result.columns()).extracting(Column::name).containsExactly("a", "A", "a", "Äa", "\"a\" + 1");
        assertThat(result.rows()).containsExactly(List.of("8", "1", "8", "x", "9"));
        assertThat(client.rows("WITH X AS (SELECT 1 AS N), \"x\" AS (SELECT 2 AS \"n\") SELECT N, \"n\" FROM X, \"x\""))
                .containsExactly(List.of("1", "2"));
        assertThat(client.rows("SELECT TABLE_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE COLUMN_NAME = 'a'"
                + " ORDER BY 1")).containsExactly(List.of("T", "a"), List.of("t", "a"));

        client.run("ALTER TABLE \"t\" RENAME COLUMN \"a\" TO \"b\"");
        client.run("ALTER TABLE \"t\" RENAME TO \"tt\"");
        client.run("ALTER TABLE T DROP COLUMN \"a\"");
        assertThat(client.column("name", "DESCRIBE TABLE \"tt\"")).containsExactly("A", "b");
        client.run("DROP TABLE \"tt\"");
        assertThat(client.column("name", "SHOW TABLES")).containsExactly("T");
        assertThat(client.rows("SELECT * FROM T")).containsExactly(List.of("1", "x"));
    }

    @Test
    void oneIsNeverTakenForTheOtherAndErrorsNameItAsItIsWritten() throws Exception {
        client.run("CREATE TABLE T (A INT, \"only\" INT NOT NULL)");
        for (String sql : List.of("SELECT * FROM \"t\"", "INSERT INTO \"t\" VALUES (1)", "DROP TABLE \"t\"",
                "SELECT \"a\" FROM T", "SELECT ONLY FROM T", "UPDATE T SET \"a\" = 1", "SELECT A FROM \"public\".T")) {
            SqlFailure failure = client.fail(sql);
            assertThat(failure.code()).as(sql).isIn("002003", "000904");
            assertThat(failure.getMessage()).as(sql).containsAnyOf("t'", "'a'", "'ONLY'", "public'");
        }
        assertThat(client.fail("INSERT INTO T (A) VALUES (1)").getMessage()).endsWith("T.\"only\"");
        assertThat(client.fail("CREATE TABLE X (\"a\" INT, \"a\" INT)").getMessage())
                .contains("duplicate column name 'a'");
        assertThat(client.fail("CREATE TABLE X AS SELECT 1 AS \"a\", 2 AS \"a\"").getMessage()).contains("'a'");
    }

    @Test
    void viewsSchemasDatabasesAndTemporaryTablesExistSideBySide() throws Exception {
        client.run("CREATE TABLE T (A INT)");
        client.run("CREATE VIEW \"t\" (A, \"a\") AS SELECT 1, 2");
        client.run("CREATE TEMPORARY TABLE \"tmp\" (\"a\" INT)");
        client.run("CREATE TEMPORARY TABLE TMP AS SELECT 3 AS \"a\"");
        client.run("CREATE SCHEMA \"public\"");
        client.run("CREATE TABLE T AS SELECT 4 AS A");
        client.run("CREATE DATABASE \"db\"");
        client.run("CREATE TABLE T AS SELECT 5 AS A");

        assertThat(client.rows("SELECT \"a\", (SELECT COUNT(*) FROM DB.PUBLIC.\"tmp\"),"
                + " (SELECT \"a\" FROM DB.PUBLIC.TMP), (SELECT A FROM DB.\"public\".T),"
                + " (SELECT A FROM \"db\".PUBLIC.T) FROM DB.PUBLIC.\"t\""))
                .containsExactly(List.of("2", "0", "3", "4", "5"));
        assertThat(client.column("name", "SHOW DATABASES")).contains("DB", "db");
        assertThat(client.column("name", "SHOW SCHEMAS IN DATABASE DB")).contains("PUBLIC", "public");
        assertThat(client.column("name", "DESCRIBE VIEW DB.PUBLIC.\"t\"")).containsExactly("A", "a");
        client.run("DROP SCHEMA DB.\"public\"");
        client.run("DROP DATABASE \"db\"");
        assertThat(client.rows("SELECT * FROM DB.PUBLIC.T")).isEmpty();
    }

    @Test
    void columnsOfFilesAreFoundByTheirCase() throws Exception {
        client.run("CREATE STAGE ST FILE_FORMAT = (TYPE = PARQUET)");
        client.run("CREATE TABLE T (A INT, \"a\" INT)");
        ENGINE.stage("@ST/", "one.parquet", "SELECT 1 AS \"a\"");
        client.run("COPY INTO T FROM @ST MATCH_BY_COLUMN_NAME = CASE_SENSITIVE");
        assertThat(client.rows("SELECT * FROM T")).containsExactly(Arrays.asList(null, "1"));

        ENGINE.stage("@ST/", "other.parquet", "SELECT 2 AS A");
        client.run("COPY INTO T FROM @ST FILES = ('other.parquet') MATCH_BY_COLUMN_NAME = CASE_SENSITIVE");
        assertThat(client.rows("SELECT A, \"a\" FROM T ORDER BY 2"))
                .containsExactly(Arrays.asList(null, "1"), Arrays.asList("2", null));
        for (String sql : List.of("COPY INTO T FROM @ST MATCH_BY_COLUMN_NAME = CASE_SENSITIVE FORCE = TRUE",
                "SELECT $1:a FROM @ST", "SELECT $1 FROM @ST", "COPY INTO @ST/both FROM T HEADER = TRUE")) {
            assertThat(client.fail(sql).getMessage()).as(sql).contains("differ in case only");
        }
    }

    @Test
    void columnsOfTextFilesAreFoundByTheirCase() throws Exception {
        client.run("CREATE STAGE ST");
        client.run("CREATE TABLE T (A INT, \"a\" INT)");
        client.run("INSERT INTO T VALUES (2, 3)");
        client.run("COPY INTO @ST/csv FROM (SELECT \"a\" FROM T) HEADER = TRUE");
        String copy = "COPY INTO T FROM @ST/csv FILE_FORMAT = (TYPE = CSV PARSE_HEADER = TRUE)"
                + " MATCH_BY_COLUMN_NAME = CASE_SENSITIVE";
        client.run(copy);
        Files.writeString(ENGINE.stageDirectory("@ST").resolve("a.json"), "{\"a\": 3, \"A\": 2}");
        client.run("COPY INTO T FROM @ST/a.json FILE_FORMAT = (TYPE = JSON) MATCH_BY_COLUMN_NAME = CASE_SENSITIVE");

        assertThat(client.rows("SELECT A, \"a\" FROM T ORDER BY A NULLS LAST"))
                .containsExactly(List.of("2", "3"), List.of("2", "3"), Arrays.asList(null, "3"));
        client.run("COPY INTO @ST/csv FROM (SELECT 5 AS A, 6 AS \"a\") HEADER = TRUE OVERWRITE = TRUE");
        client.run(copy);
        assertThat(client.rows("SELECT * FROM T WHERE A = 5")).containsExactly(List.of("5", "6"));
        assertThat(client.fail(copy.replace("SENSITIVE", "INSENSITIVE") + " FORCE = TRUE").getMessage())
                .contains("more than one column");
    }

    @Test
    void theyAreThereAfterARestart(@TempDir Path directory) throws Exception {
        try (Engine engine = Engine.open(directory); Client first = Client.of(engine)) {
            first.run("CREATE DATABASE \"db\"");
            first.run("CREATE TABLE \"t\" AS SELECT 1 AS \"a\"");
        }
        try (Engine engine = Engine.open(directory); Client second = Client.of(engine)) {
            assertThat(second.column("name", "SHOW DATABASES")).containsExactly("DB", "db");
            assertThat(second.rows("SELECT \"a\" FROM \"db\".PUBLIC.\"t\"")).containsExactly(List.of("1"));
        }
    }
}
