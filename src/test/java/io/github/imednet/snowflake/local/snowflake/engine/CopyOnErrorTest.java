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

/** COPY's ON_ERROR, with what Snowflake's documentation of it says of CSV, JSON and Parquet, and SIZE_LIMIT. */
class CopyOnErrorTest {

    private static final String NO_FILES = "Copy executed with 0 files processed.";

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void tableAndStage() throws Exception {
        client = ENGINE.client();
        client.run("CREATE STAGE ST");
        client.run("CREATE TABLE T (ID NUMBER NOT NULL, NAME VARCHAR(5), AT TIMESTAMP_NTZ)");
    }

    @Test
    void rowsWithErrorsAreLeftOutAndTheFirstErrorIsTold() throws Exception {
        stage(
                "a.csv",
                "ID,NAME,AT\n1,Ann,2024-01-01\n\"2\n\",x\nthree,Bob,\n4,Cy,\n,Di,\n6,TooLong,\n7,Ed,never\n8,F\n");
        stage("b.csv", "ID,NAME,AT\n9,Gus,\n");

        List<List<String>> answer = client.rows(csv("CONTINUE"));

        assertThat(answer)
                .containsExactly(
                        Arrays.asList(
                                "st/a.csv",
                                "PARTIALLY_LOADED",
                                "8",
                                "2",
                                "8",
                                "6",
                                "Number of columns in file (2) does not"
                                        + " match that of the corresponding table (3), use file format option"
                                        + " error_on_column_count_mismatch=false to ignore this error",
                                "3",
                                null,
                                null),
                        Arrays.asList("st/b.csv", "LOADED", "1", "1", "1", "0", null, null, null, null));
        assertThat(client.column("ID", "SELECT ID FROM T ORDER BY ID")).containsExactly("1", "4", "9");
        assertThat(client.value(csv("CONTINUE"))).isEqualTo(NO_FILES);
        assertThat(client.rows(
                        "SELECT FILE_NAME, STATUS, ROW_COUNT, ROW_PARSED, ERROR_COUNT, FIRST_ERROR_LINE_NUMBER FROM"
                            + " TABLE(INFORMATION_SCHEMA.COPY_HISTORY(TABLE_NAME => 'T', START_TIME => DATEADD(hour,"
                            + " -1, CURRENT_TIMESTAMP()))) ORDER BY 1"))
                .containsExactly(
                        List.of("a.csv", "Partially loaded", "2", "8", "6", "3"),
                        Arrays.asList("b.csv", "Loaded", "1", "1", "0", null));
    }

    @Test
    void aValueThatDoesNotFitNamesItsLineAndColumn() throws Exception {
        for (List<String> row : List.of(List.of("x,a,", "Numeric value 'x' is not recognized", "ID\":1"),
                List.of(",a,", "NULL result in a non-nullable column", "ID\":1"),
                List.of("3,longer,", "String is too long and would be truncated", "NAME\":2"),
                List.of("3,a,never", "Timestamp 'never' is not recognized", "AT\":3"))) {
            stage("a.csv", "ID,NAME,AT\n1,\"a\nb\",\n" + row.get(0) + "\n");
            List<String> answer = client.rows(csv("CONTINUE") + " FORCE = TRUE").get(0);
            assertThat(answer.get(6)).contains(row.get(1));
            assertThat(answer.subList(7, 10)).containsExactly("4", null, "\"T\"[\"" + row.get(2) + "]");
        }
    }

    @Test
    void blankLinesThatAreSkippedCountAsLines() throws Exception {
        for (String row : List.of("x,a,", "1,a", "\"1\" x,a,")) {
            stage("a.csv", "1,a,\n\n\n" + row + "\n");
            assertThat(client.rows(csv("CONTINUE").replace("SKIP_HEADER = 1", "SKIP_BLANK_LINES = TRUE")
                            + " FORCE = TRUE").get(0).subList(1, 8))
                    .startsWith("PARTIALLY_LOADED", "2", "1", "2", "1")
                    .endsWith("4");
        }
    }

    @Test
    void aFileWithEnoughErrorsIsSkippedAndCanBeLoadedLater() throws Exception {
        stage("a.csv", "h\n1,a,\nx,b,\ny,c,\n4,d,\n");

        assertThat(client.rows(csv("SKIP_FILE")).get(0).subList(1, 9)).containsExactly(
                "LOAD_FAILED", "4", "0", "1", "2", "Numeric value 'x' is not recognized", "3", null);
        assertThat(client.rows(csv("SKIP_FILE_2")).get(0).subList(1, 6))
                .containsExactly("LOAD_FAILED", "4", "0", "2", "2");
        assertThat(client.rows(csv("'SKIP_FILE_49%'")).get(0).get(1)).isEqualTo("LOAD_FAILED");
        assertThat(client.rows("SELECT * FROM T")).isEmpty();
        assertThat(client.rows("SELECT STATUS, ROW_COUNT, ROW_PARSED FROM INFORMATION_SCHEMA.LOAD_HISTORY"))
                .containsOnly(List.of("LOAD FAILED", "0", "4"));

        client.run("BEGIN");
        assertThat(client.rows(csv("'skip_file_50%'")).get(0).subList(1, 6))
                .containsExactly("PARTIALLY_LOADED", "4", "2", "3", "2");
        client.run("ROLLBACK");
        assertThat(client.rows(csv("SKIP_FILE_3")).get(0).get(1)).isEqualTo("PARTIALLY_LOADED");
        assertThat(client.column("NAME", "SELECT NAME FROM T ORDER BY ID")).containsExactly("a", "d");
    }

    @Test
    void columnsByNameAreLeftOutToo() throws Exception {
        stage("a.csv", "name,id\na,1\nb,x\nc,3,4\n");
        List<String> answer = client.rows("COPY INTO T FROM @ST MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE FILE_FORMAT ="
                + " (TYPE = CSV PARSE_HEADER = TRUE) ON_ERROR = CONTINUE").get(0);
        assertThat(answer.subList(1, 6)).containsExactly("PARTIALLY_LOADED", "3", "1", "3", "2");
        assertThat(answer.subList(7, 10)).containsExactly("3", null, "\"T\"[\"ID\":1]");
        assertThat(client.rows("SELECT ID, NAME FROM T")).containsExactly(List.of("1", "a"));
    }

    @Test
    void nanosecondsAreNoErrors() throws Exception {
        stage("a.csv", "h\n1,a,2024-01-01 00:00:00.123456789\nx,b,2024-01-01 00:00:00.123456789\n");
        assertThat(client.rows(csv("CONTINUE")).get(0).subList(1, 4)).containsExactly("PARTIALLY_LOADED", "2", "1");
        assertThat(client.value("SELECT TO_VARCHAR(AT, 'SS.FF9') FROM T")).isEqualTo("00.123456789");
    }

    @Test
    void whatCannotBeReadIsSkippedToTheNextLine() throws Exception {
        Files.write(ENGINE.stageDirectory("@ST").resolve("a.csv"),
                "h\n1,a,\n2,\u00e4,\n\"3\" x,c,\n4,d,\n\"5,e\n".getBytes(StandardCharsets.ISO_8859_1));
        List<String> answer = client.rows(csv("CONTINUE")).get(0);
        assertThat(answer.subList(1, 6)).containsExactly("PARTIALLY_LOADED", "5", "2", "5", "3");
        assertThat(answer.get(6)).startsWith("Invalid UTF-8");
        assertThat(client.column("ID", "SELECT ID FROM T ORDER BY ID")).containsExactly("1", "4");
    }

    @Test
    void aTransformationThatFailsIsAnErrorOfItsRow() throws Exception {
        stage("a.csv", "h\n1,5\n2,0\n");
        assertThat(client.rows(csv("CONTINUE").replace("@ST", "(SELECT $1, 10 / $2::NUMBER, NULL FROM @ST)"))
                        .get(0)
                        .subList(1, 7))
                .containsExactly("PARTIALLY_LOADED", "2", "1", "2", "1", "Division by zero");
    }

    @Test
    void aTransformationMayTakeValuesOfASequence() throws Exception {
        client.run("CREATE SEQUENCE SEQ");
        stage("a.csv", "h\n7,a\nx,b\n9,c\n");
        String copy = csv("CONTINUE").replace("@ST", "(SELECT SEQ.NEXTVAL + 0 * $1::NUMBER, $2 || 'nextval(''x'')',"
                + " NULL FROM @ST)");
        client.run("ALTER TABLE T ALTER COLUMN NAME SET DATA TYPE VARCHAR(40)");
        assertThat(client.rows(copy).get(0).subList(1, 8)).containsExactly(
                "PARTIALLY_LOADED", "3", "2", "3", "1", "Numeric value 'x' is not recognized", "3");
        assertThat(client.rows("SELECT ID, NAME FROM T ORDER BY ID"))
                .containsExactly(List.of("1", "anextval('x')"), List.of("2", "cnextval('x')"));
        client.run("TRUNCATE TABLE T");
        client.run(csv("SKIP_FILE").replace("@ST", "(SELECT 1, UUID_STRING(), IFF(RANDOM() = 7, NULL, NULL) FROM"
                + " @ST)"));
        assertThat(client.value("SELECT COUNT(DISTINCT NAME) FROM T")).isEqualTo("3");
    }

    @Test
    void documentsBeforeOneThatCannotBeParsedAreLoaded() throws Exception {
        client.run("CREATE TABLE J (V VARIANT)");
        String copy = "COPY INTO J FROM @ST FILE_FORMAT = (TYPE = JSON) FORCE = TRUE ON_ERROR = ";
        stage("a.json", "{\"id\": 1}\n{\"id\": 2}\n{\"id\": }\n{\"id\": 4}\n");
        assertThat(client.rows(copy + "SKIP_FILE").get(0).subList(1, 6))
                .containsExactly("LOAD_FAILED", "3", "0", "1", "1");
        List<String> answer = client.rows(copy + "CONTINUE").get(0);
        assertThat(answer.subList(1, 6)).containsExactly("PARTIALLY_LOADED", "3", "2", "3", "1");
        assertThat(answer.get(6)).startsWith("Error parsing JSON: ");
        assertThat(answer.get(7)).isEqualTo("3");
        assertThat(client.column("ID", "SELECT V:id::NUMBER AS ID FROM J ORDER BY 1")).containsExactly("1", "2");

        stage("a.json", "[{\"id\": 5}, {\"id\": [6, 7]}, {\"id\"");
        client.run("TRUNCATE TABLE J");
        assertThat(client.rows(copy.replace("JSON)", "JSON STRIP_OUTER_ARRAY = TRUE)") + "SKIP_FILE_9").get(0).get(1))
                .isEqualTo("PARTIALLY_LOADED");
        assertThat(client.column("ID", "SELECT V:id::VARCHAR AS ID FROM J ORDER BY 1")).containsExactly("5", "[6,7]");
    }

    @Test
    void conversionsOfJsonAndParquetAbortUnlessFilesAreSkipped() throws Exception {
        stage("a.json", "{\"id\": 1}\n{\"id\": \"x\"}\n");
        ENGINE.stage("@ST/", "a.parquet", "SELECT unnest(['1', 'x']) AS id");
        List<String> messages = List.of("Failed to cast value", "Numeric value 'x' is not recognized");
        for (String file : List.of("json", "parquet")) {
            String message = messages.get(file.equals("json") ? 0 : 1);
            String copy = "COPY INTO T FROM @ST PATTERN = '.*" + file + "' MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE"
                    + " FILE_FORMAT = (TYPE = " + file + ") ON_ERROR = ";
            assertThat(client.fail(copy + "CONTINUE").getMessage()).contains(message, "st/a." + file);
            List<String> answer = client.rows(copy + "SKIP_FILE").get(0);
            assertThat(answer.get(6)).startsWith(message);
            assertThat(answer)
                    .containsExactly(
                            "st/a." + file,
                            "LOAD_FAILED",
                            "2",
                            "0",
                            "1",
                            "1",
                            answer.get(6),
                            null,
                            null,
                            "\"T\"[\"ID\":1]");
        }
        assertThat(client.rows("SELECT * FROM T")).isEmpty();
    }

    @Test
    void aParquetFileThatCannotBeReadIsSkipped() throws Exception {
        Path broken = ENGINE.stage("@ST/", "a.parquet", "SELECT 1 AS id");
        Files.write(broken, Arrays.copyOf(Files.readAllBytes(broken), 40));
        ENGINE.stage("@ST/", "b.parquet", "SELECT 2 AS id");
        List<List<String>> answer = client.rows("COPY INTO T FROM @ST MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE"
                + " FILE_FORMAT = (TYPE = PARQUET) PURGE = TRUE ON_ERROR = CONTINUE");
        assertThat(answer).extracting(row -> row.get(1)).containsExactly("LOAD_FAILED", "LOADED");
        assertThat(answer.get(0).get(6)).startsWith("Error parsing the parquet file");
        assertThat(client.column("name", "LIST @ST")).containsExactly("st/a.parquet");
    }

    @Test
    void whatIsWrongWithTheStatementAbortsIt() throws Exception {
        stage("a.csv", "h\n1,a,\n");
        assertThat(client.failure(csv("CONTINUE").replace("@ST", "(SELECT NOPE($1), 1, NULL FROM @ST)")))
                .isEqualTo("002140/42601");
        assertThat(client.failure(csv("SKIP_FILE_0"))).isEqualTo("001008/22023");
        assertThat(client.failure(csv("SOMETIMES"))).isEqualTo("001008/22023");
        stage("a.csv", "h\n1,C:\\t,\n");
        assertThat(client.fail(csv("CONTINUE")).getMessage()).contains("ESCAPE_UNENCLOSED_FIELD", "not supported");
    }

    /** The limit's example in the documentation: files of 10 bytes and a limit of 25 load three. */
    @Test
    void noFileIsLoadedOnceTheLimitIsExceeded() throws Exception {
        for (int i = 0; i < 5; i++) {
            stage("f" + i + ".csv", i + ",abcde,\n\n");
        }
        String copy = "COPY INTO T FROM @ST FILE_FORMAT = (TYPE = CSV SKIP_BLANK_LINES = TRUE) SIZE_LIMIT = ";
        assertThat(client.column("file", copy + "25")).containsExactly("st/f0.csv", "st/f1.csv", "st/f2.csv");
        assertThat(client.column("file", copy + "1 FILES = ('f0.csv', 'f3.csv', 'f4.csv')"))
                .containsExactly("st/f0.csv", "st/f3.csv");
        assertThat(client.column("file", copy + "10")).containsExactly("st/f4.csv");
    }

    private static String csv(String onError) {
        return "COPY INTO T FROM @ST FILE_FORMAT = (TYPE = CSV SKIP_HEADER = 1 FIELD_OPTIONALLY_ENCLOSED_BY = '\"')"
                + " ON_ERROR = " + onError;
    }

    private static void stage(String name, String content) throws Exception {
        Files.writeString(ENGINE.stageDirectory("@ST").resolve(name), content);
    }
}
