package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** COPY from CSV and JSON, with Snowflake's options and their defaults. */
class CopyTextTest {

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void tableAndStage() throws Exception {
        client = ENGINE.client();
        client.run("CREATE STAGE ST");
        client.run("CREATE TABLE T (ID NUMBER, NAME VARCHAR)");
    }

    @Test
    void anEmptyFieldAndTheTextOfNoneAreNullAndAnEnclosedEmptyOneIsText() throws Exception {
        stage("a.csv", "ID,NAME\n1,Ann\n2,\"B, \"\"Bo\"\"\nnext line\"\n3,\n4,\"\"\n5,\\N\n");

        List<List<String>> answer = client.rows("COPY INTO T FROM @ST FILE_FORMAT = (TYPE = CSV SKIP_HEADER = 1"
                + " FIELD_OPTIONALLY_ENCLOSED_BY = '\"')");

        assertThat(answer.get(0).subList(0, 4)).containsExactly("st/a.csv", "LOADED", "5", "5");
        assertThat(client.rows("SELECT * FROM T ORDER BY ID")).containsExactly(List.of("1", "Ann"),
                List.of("2", "B, \"Bo\"\nnext line"), Arrays.asList("3", null), List.of("4", ""),
                Arrays.asList("5", null));
        assertThat(client.rows("COPY INTO T FROM @ST FILE_FORMAT = (TYPE = CSV)").get(0).get(0))
                .isEqualTo("Copy executed with 0 files processed.");
    }

    @Test
    void aRowOfAnotherNumberOfFieldsFailsUnlessTheFormatSaysThatItMayBe() throws Exception {
        stage("a.csv", "1,Ann,more\n2\n");

        assertThat(client.failure("COPY INTO T FROM @ST")).isEqualTo("100080/22000");
        assertThat(client.rows("SELECT * FROM T")).isEmpty();
        stage("b.csv", "1,\"Ann\n");
        assertThat(client.fail("COPY INTO T FROM @ST FILES = ('b.csv') FILE_FORMAT = (TYPE = CSV"
                                + " FIELD_OPTIONALLY_ENCLOSED_BY = '\"')")
                        .getMessage())
                .contains("line 1", "st/b.csv")
                .doesNotContain("Ann");
        Files.delete(ENGINE.stageDirectory("@ST").resolve("b.csv"));

        client.run("COPY INTO T FROM @ST FILE_FORMAT = (TYPE = CSV ERROR_ON_COLUMN_COUNT_MISMATCH = FALSE)");
        assertThat(client.rows("SELECT * FROM T ORDER BY ID"))
                .containsExactly(List.of("1", "Ann"), Arrays.asList("2", null));
    }

    @Test
    void fieldsAreSelectedAndConvertedByTheFormats() throws Exception {
        client.run("CREATE TABLE D (DAY DATE, B BINARY, FILE VARCHAR, N NUMBER, V VARIANT)");
        stage("a.csv", "x|29.02.2024|AAH/|[1]\n");

        client.run("COPY INTO D FROM (SELECT TO_DATE($2, 'DD.MM.YYYY'), TO_BINARY($3, 'BASE64'), METADATA$FILENAME,"
                + " METADATA$FILE_ROW_NUMBER, PARSE_JSON($4) FROM @ST)"
                + " FILE_FORMAT = (TYPE = CSV FIELD_DELIMITER = '|')");
        assertThat(client.rows("SELECT TO_VARCHAR(DAY), TO_VARCHAR(B), FILE, N, V[0]::NUMBER FROM D"))
                .containsExactly(List.of("2024-02-29", "0001FF", "a.csv", "1", "1"));

        client.run("CREATE TABLE E (X VARCHAR, DAY DATE, B BINARY, REST VARCHAR)");
        client.run("COPY INTO E FROM @ST FILE_FORMAT = (TYPE = CSV FIELD_DELIMITER = '|' DATE_FORMAT = 'DD.MM.YYYY'"
                + " BINARY_FORMAT = BASE64 NULL_IF = ('x', 'y'))");
        assertThat(client.rows("SELECT X, TO_VARCHAR(DAY), TO_VARCHAR(B), REST FROM E"))
                .containsExactly(Arrays.asList(null, "2024-02-29", "0001FF", "[1]"));
        client.run("CREATE FILE FORMAT F TYPE = CSV FIELD_DELIMITER = '|'");
        assertThat(client.rows("SELECT $4, $9 FROM @ST (FILE_FORMAT => 'F')"))
                .containsExactly(Arrays.asList("[1]", null));
    }

    /** DuckDB takes a name for a column that is there, if it can, rather than for what AS names. */
    @Test
    void anAliasIsNeverAColumnOfTheServersOwn() throws Exception {
        stage("a.csv", "1,2\n3,4\n");
        stage("a.json", "{\"id\": 1}\n{\"id\": 2}\n");
        client.run("CREATE FILE FORMAT J TYPE = JSON");

        assertThat(client.rows("SELECT $2 AS C1, $1 AS R FROM @ST/a.csv WHERE C1 = '4' AND R = '3'"))
                .containsExactly(List.of("4", "3"));
        assertThat(client.rows("SELECT $1:id::NUMBER AS JSON, METADATA$FILE_ROW_NUMBER FROM @ST/a.json"
                + " (FILE_FORMAT => 'J') WHERE JSON = 2")).containsExactly(List.of("2", "2"));
        ENGINE.stage("@ST/", "a.parquet", "SELECT unnest([1, 3]) AS a, unnest([5, 4]) AS b");
        client.run("CREATE FILE FORMAT P TYPE = PARQUET");
        assertThat(client.rows(
                        "SELECT $1:a::NUMBER AS \"b\", METADATA$FILENAME, METADATA$FILE_ROW_NUMBER FROM @ST/a.parquet"
                                + " (FILE_FORMAT => 'P') WHERE \"b\" = 3 ORDER BY \"b\""))
                .containsExactly(List.of("3", "a.parquet", "2"));
        assertThat(client.rows("SELECT $1, $1:b FROM @ST/a.parquet (FILE_FORMAT => 'P') ORDER BY 2"))
                .containsExactly(List.of("{\"a\":3,\"b\":4}", "4"), List.of("{\"a\":1,\"b\":5}", "5"));
        assertThat(client.failure("SELECT $1:a FROM @ST/a.parquet (FILE_FORMAT => 'P') WHERE \"b\" = 4"))
                .isEqualTo("000904/42000");
        assertThat(client.failure("SELECT C1 FROM @ST/a.csv")).isEqualTo("000904/42000");
        assertThat(client.fail("SELECT * FROM @ST/a.csv").getMessage())
                .contains("SELECT * from staged files is not supported");
        assertThat(client.run("SELECT METADATA$FILENAME, $1 FROM @ST/a.csv").columns()).extracting(Column::name)
                .containsExactly("METADATA$FILENAME", "$1");
    }

    @Test
    void columnsAreFoundByTheNamesOfTheFirstLine() throws Exception {
        stage("a.csv", "name,more,id\nAnn,x,1\n");

        client.run("COPY INTO T FROM @ST FILE_FORMAT = (TYPE = CSV PARSE_HEADER = TRUE)"
                + " MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE");

        assertThat(client.rows("SELECT * FROM T")).containsExactly(List.of("1", "Ann"));
        stage("b.csv", "id,id\n1,2\n");
        client.run("CREATE FILE FORMAT F TYPE = CSV PARSE_HEADER = TRUE");
        assertThat(client.fail("SELECT * FROM TABLE(INFER_SCHEMA(LOCATION => '@ST/b.csv', FILE_FORMAT => 'F'))")
                        .getMessage())
                .contains("more than one column of the same name");
    }

    @Test
    void documentsStandOneAfterAnotherOrInAnArray() throws Exception {
        client.run("CREATE TABLE V (D VARIANT)");
        stage("a.json", "{\"id\": 1, \"name\": 1.10}\n{\"id\": 2,\n \"name\": null}{\"id\": 3}\n");
        stage("b.json", "[{\"id\": 4, \"name\": \"x\"}, {\"id\": 5}]");

        client.run("COPY INTO V FROM @ST FILES = ('a.json') FILE_FORMAT = (TYPE = JSON)");
        client.run("COPY INTO V FROM @ST FILES = ('b.json') FILE_FORMAT = (TYPE = JSON STRIP_OUTER_ARRAY = TRUE)");
        client.run("COPY INTO T FROM @ST FILE_FORMAT = (TYPE = JSON STRIP_OUTER_ARRAY = TRUE)"
                + " MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE");

        assertThat(client.rows("SELECT D:id::NUMBER FROM V ORDER BY 1")).hasSize(5);
        assertThat(client.rows("SELECT * FROM T ORDER BY ID")).containsExactly(List.of("1", "1.1"),
                Arrays.asList("2", null), Arrays.asList("3", null), List.of("4", "x"), Arrays.asList("5", null));
        client.run("CREATE FILE FORMAT J TYPE = JSON");
        assertThat(client.rows("SELECT $1[0]:name::VARCHAR FROM @ST/b.json (FILE_FORMAT => 'J')"))
                .containsExactly(List.of("x"));
    }

    @Test
    void aDocumentThatIsCutOffFails() throws Exception {
        stage("a.json", "{\"id\": 1}\n{\"id\":");

        assertThat(client.failure("COPY INTO T FROM @ST FILE_FORMAT = (TYPE = JSON)"
                + " MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE")).isEqualTo("100069/22P02");
        assertThat(client.rows("SELECT * FROM T")).isEmpty();
    }

    /** An element of a staged row in a column of text is its text, and not JSON in quotes. */
    @Test
    void anElementOfParquetBecomesTextInAColumnOfText() throws Exception {
        ENGINE.stage("@ST/", "a.parquet", "SELECT 1 AS id, 'Ann' AS name");

        client.run("COPY INTO T FROM (SELECT $1:id, $1:\"name\" FROM @ST) FILE_FORMAT = (TYPE = PARQUET)");

        assertThat(client.rows("SELECT * FROM T")).containsExactly(List.of("1", "Ann"));
    }

    private static void stage(String name, String content) throws Exception {
        Path directory = Files.createDirectories(ENGINE.stageDirectory("@ST"));
        Files.write(directory.resolve(name), content.getBytes(StandardCharsets.UTF_8));
    }
}
