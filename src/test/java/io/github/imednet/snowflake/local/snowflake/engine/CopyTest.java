package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CopyTest {

    private static final String FORMAT = " FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE)";
    private static final String NOTHING = "Copy executed with 0 files processed.";

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void tableAndStage() throws Exception {
        client = ENGINE.client();
        client.run("CREATE STAGE ST");
        client.run("CREATE TABLE T (ID NUMBER(38,0), NAME VARCHAR, V VARIANT, F VARCHAR)");
    }

    @Test
    void eachFileIsAnswered() throws Exception {
        stage("a", 0, 3);
        stage("b", 3, 2);
        StatementResult result = client.run(copy("FILES = ('b.parquet', 'a.parquet')"));
        assertThat(result.columns()).extracting(Column::name).containsExactly(
                "file", "status", "rows_parsed", "rows_loaded", "error_limit", "errors_seen", "first_error",
                "first_error_line", "first_error_character", "first_error_column_name");
        assertThat(result.rows()).containsExactly(
                Arrays.asList("st/p/b.parquet", "LOADED", "2", "2", "1", "0", null, null, null, null),
                Arrays.asList("st/p/a.parquet", "LOADED", "3", "3", "1", "0", null, null, null, null));
        assertThat(client.rows("SELECT ID, NAME, V, F FROM T ORDER BY ID").get(4))
                .containsExactly("4", "n4", "{\"k\":4.50}", "p/b.parquet");
    }

    @Test
    void datesAndTimesThatSnowflakeDoesNotHaveAreRefused() throws Exception {
        client.run("CREATE TABLE M (D DATE, T TIME, NTZ TIMESTAMP_NTZ, LTZ TIMESTAMP_LTZ)");
        ENGINE.stage("@ST/ok/", "a.parquet", "SELECT DATE '9999-12-31' AS d, '23:59:59.999999999'::TIME_NS AS t,"
                + " TIMESTAMP '0001-01-01' AS ntz, TIMESTAMPTZ '9999-12-31 23:59:59.999+00' AS ltz");
        client.run("COPY INTO M FROM @ST/ok/ MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE" + FORMAT);
        client.run("COPY INTO M FROM (SELECT $1:d, $1:t, $1:ntz, $1:ltz FROM @ST/ok/) FORCE = TRUE" + FORMAT);
        List<String> row = List.of(
                "2932896", "86399.999999999", "-62135596800.000000000", "253402300799.999000000");
        assertThat(client.rows("SELECT * FROM M")).containsExactly(row, row);
        refused("D", "DATE '10000-01-01'", "100040/22007");
        refused("D", "DATE '0001-01-01 (BC)'", "100040/22007");
        refused("T", "TIME '24:00:00'", "100108/22007");
        refused("T", "'24:00:00'::TIME_NS", "100108/22007");
        refused("NTZ", "TIMESTAMP '10000-01-01'", "100035/22007");
        refused("NTZ", "TIMESTAMP 'infinity'", "100035/22007");
        refused("LTZ", "TIMESTAMPTZ '10000-01-01 00:00:00+00'", "100035/22007");
        assertThat(client.value("SELECT COUNT(*) FROM M")).isEqualTo("2");
    }

    /** By name, with a cast and without. */
    private void refused(String column, String value, String failure) throws Exception {
        Path file = ENGINE.stage("@ST/bad/", "a.parquet", "SELECT " + value + " AS " + column);
        String type = Map.of("D", "DATE", "T", "TIME").getOrDefault(column, "TIMESTAMP_" + column);
        for (String copy : List.of("M FROM @ST/bad/ MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE",
                "M (" + column + ") FROM (SELECT $1:" + column + "::" + type + " FROM @ST/bad/)",
                "M (" + column + ") FROM (SELECT $1:" + column + " FROM @ST/bad/)")) {
            assertThat(client.failure("COPY INTO " + copy + FORMAT)).as(value + " " + copy).isEqualTo(failure);
        }
        Files.delete(file);
    }

    @Test
    void nestedConversionsAreNotMultiplied() throws Exception {
        stage("a", 0, 2);
        client.run("CREATE TABLE N (A ARRAY, T VARCHAR)");
        client.run("COPY INTO N FROM (SELECT TO_ARRAY(PARSE_JSON(TO_VARCHAR(PARSE_JSON(TO_VARCHAR(PARSE_JSON("
                + "$1:v::VARCHAR)))))), UPPER(TRIM(TO_VARCHAR(TO_VARIANT(TRIM(TO_VARCHAR(TO_VARIANT($1:name)))))))"
                + " FROM @ST/p/)" + FORMAT);
        assertThat(client.rows("SELECT A, T FROM N ORDER BY T"))
                .containsExactly(List.of("[{\"k\":0.5}]", "N0"), List.of("[{\"k\":1.5}]", "N1"));
    }

    @Test
    void aLoadedFileIsSkippedUnlessForced() throws Exception {
        stage("a", 0, 3);
        client.run(copy(""));
        StatementResult again = client.run(copy(""));
        assertThat(again.columns()).extracting(Column::name).containsExactly("status");
        assertThat(again.rows()).containsExactly(List.of(NOTHING));
        assertThat(client.value(copy("FILES = ('a.parquet')"))).isEqualTo(NOTHING);
        assertThat(count()).isEqualTo("3");
        assertThat(client.column("rows_loaded", copy("FORCE = TRUE"))).containsExactly("3");
        assertThat(count()).isEqualTo("6");
    }

    @Test
    void aNamedFileThatWasLoadedIsToldBesideTheOthers() throws Exception {
        stage("a", 0, 3);
        client.run(copy(""));
        stage("b", 3, 2);
        String files = "FILES = ('a.parquet', 'b.parquet')";
        List<List<String>> rows = client.rows(copy(files));
        assertThat(rows).extracting(row -> row.get(1)).containsExactly("LOAD_SKIPPED", "LOADED");
        assertThat(rows).extracting(row -> row.get(3)).containsExactly("0", "2");
        assertThat(rows.get(0).get(6)).isEqualTo("File was loaded before.");
        assertThat(count()).isEqualTo("5");
    }

    @Test
    void theSamePathWithNewContentLoadsAgainAndTheSameContentDoesNot() throws Exception {
        Path file = stage("a", 0, 3);
        client.run(copy(""));
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        Files.write(file, bytes);
        assertThat(client.value(copy(""))).isEqualTo(NOTHING);
        Files.delete(file);
        stage("a", 3, 2);
        assertThat(client.column("rows_loaded", copy(""))).containsExactly("2");
        assertThat(count()).isEqualTo("5");
    }

    @Test
    void theLoadHistoryBelongsToTheTable() throws Exception {
        stage("a", 0, 3);
        client.run(copy(""));
        client.run("CREATE TABLE U LIKE T");
        client.run(copy("").replace("INTO T", "INTO U"));
        assertThat(client.value("SELECT COUNT(*) FROM U")).isEqualTo("3");
        client.run("ALTER TABLE U RENAME TO W");
        assertThat(client.value(copy("").replace("INTO T", "INTO W"))).isEqualTo(NOTHING);
        client.run("TRUNCATE TABLE T");
        assertThat(client.column("rows_loaded", copy(""))).containsExactly("3");
        client.run("CREATE OR REPLACE TABLE T (ID NUMBER(38,0), NAME VARCHAR, V VARIANT, F VARCHAR)");
        assertThat(client.column("rows_loaded", copy(""))).containsExactly("3");
        client.run("DELETE FROM T");
        assertThat(client.value(copy(""))).isEqualTo(NOTHING);
        client.run("DROP TABLE T");
        client.run("CREATE TABLE T (ID NUMBER(38,0), NAME VARCHAR, V VARIANT, F VARCHAR)");
        assertThat(client.column("rows_loaded", copy(""))).containsExactly("3");
    }

    @Test
    void aPatternAndAPrefixChooseFiles() throws Exception {
        stage("a1", 0, 1);
        stage("a2", 1, 1);
        stage("b1", 2, 1);
        assertThat(client.column("file", copy("PATTERN = '.*a[0-9][.]parquet'")))
                .containsExactly("st/p/a1.parquet", "st/p/a2.parquet");
        assertThat(client.column("file", copy("").replace("@ST/p/", "@ST/p/b"))).containsExactly("st/p/b1.parquet");
        assertThat(client.value(copy("PATTERN = 'nothing'"))).isEqualTo(NOTHING);
        assertThat(client.value(copy("").replace("@ST/p/", "@ST/nothing/"))).isEqualTo(NOTHING);
        assertThat(client.failure(copy("PATTERN = '['"))).isEqualTo("001008/22023");
    }

    @Test
    void purgeDeletesWhatWasLoaded() throws Exception {
        Path file = stage("a", 0, 3);
        client.run("BEGIN");
        client.run(copy("PURGE = TRUE"));
        assertThat(file).exists();
        client.run("COMMIT");
        assertThat(file).doesNotExist();
        assertThat(count()).isEqualTo("3");
    }

    @Test
    void aFileThatIsNotThereFailsTheWhole() throws Exception {
        stage("a", 0, 3);
        assertThat(client.failure(copy("FILES = ('a.parquet', 'nope.parquet')"))).isEqualTo("091016/22000");
        assertThat(count()).isEqualTo("0");
    }

    @Test
    void theTargetsColumnsAreChecked() throws Exception {
        stage("a", 0, 3);
        assertThat(client.failure(copy("").replace("INTO T ", "INTO NOPE "))).isEqualTo("002003/42S02");
        assertThat(client.failure(copy("").replace("(ID,", "(NOPE,"))).isEqualTo("000904/42000");
        assertThat(client.failure(copy("").replace("(ID, ", "("))).isEqualTo("002020/21S01");
        assertThat(client.failure(copy("").replace("@ST", "@NOPE"))).isEqualTo("002003/02000");
        assertThat(client.failure("COPY INTO T FROM @ST" + FORMAT)).isEqualTo("002019/0A000");
    }

    @Test
    void whatCopyCannotDoIsRefused() {
        for (String option : List.of("VALIDATION_MODE = RETURN_ERRORS", "TRUNCATECOLUMNS = TRUE",
                "NOT_AN_OPTION = 1", "ENFORCE_LENGTH = FALSE",
                "FORCE = TRUE FORCE = TRUE", "MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE")) {
            assertThat(client.failure(copy(option))).as(option).isEqualTo("001003/42000");
        }
        assertThat(client.failure("COPY INTO T FROM @ST MATCH_BY_COLUMN_NAME = SOMETIMES" + FORMAT))
                .isEqualTo("001008/22023");
        assertThat(client.failure(copy("").replace("@ST/p/)", "@ST/p/ WHERE 1 = 1)"))).isEqualTo("001003/42000");
    }

    @Test
    void wholeRowsGoIntoOneVariantColumn() throws Exception {
        stage("a", 0, 1);
        client.run("CREATE TABLE W (V VARIANT)");
        client.run("COPY INTO W FROM @ST/p/" + FORMAT);
        assertThat(client.value("SELECT V FROM W"))
                .isEqualTo("{\"id\":0,\"name\":\"n0\",\"v\":\"{\\\"k\\\": 0.50}\"}");
        assertThat(client.value("SELECT V:name::VARCHAR FROM W")).isEqualTo("n0");
    }

    @Test
    void columnsAreMatchedByName() throws Exception {
        stage("a", 0, 2);
        client.run("CREATE TABLE M (NAME VARCHAR, MISSING NUMBER, FILE VARCHAR, NR NUMBER, \"id\" NUMBER)");
        client.run("COPY INTO M FROM @ST/p/ MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE INCLUDE_METADATA = (FILE ="
                + " METADATA$FILENAME, NR = METADATA$FILE_ROW_NUMBER)" + FORMAT);
        assertThat(client.rows("SELECT * FROM M ORDER BY \"id\"")).containsExactly(
                Arrays.asList("n0", null, "p/a.parquet", "1", "0"), Arrays.asList("n1", null, "p/a.parquet", "2", "1"));
        client.run("COPY INTO M FROM @ST/p/ MATCH_BY_COLUMN_NAME = CASE_SENSITIVE FORCE = TRUE" + FORMAT);
        assertThat(client.rows("SELECT * FROM M WHERE FILE IS NULL ORDER BY \"id\"")).containsExactly(
                Arrays.asList(null, null, null, null, "0"), Arrays.asList(null, null, null, null, "1"));
    }

    @Test
    void filesOfDifferentColumnsAreReadTogether() throws Exception {
        stage("a", 0, 1);
        ENGINE.stage("@ST/p/", "b.parquet", "SELECT 'text' AS name, 7::BIGINT AS id, 1 AS more");
        client.run(copy(""));
        assertThat(client.rows("SELECT ID, NAME, V FROM T ORDER BY ID"))
                .containsExactly(List.of("0", "n0", "{\"k\":0.50}"), Arrays.asList("7", "text", null));
    }

    @Test
    void theTransformationHasMetadataColumnsAndExpressions() throws Exception {
        stage("a", 0, 2);
        client.run("CREATE TABLE X (A VARCHAR, B NUMBER, C VARCHAR, D TIMESTAMP_NTZ, E TIMESTAMP_LTZ, G VARCHAR)");
        client.run("COPY INTO X FROM (SELECT UPPER(t.$1:name::VARCHAR) || '!', METADATA$FILE_ROW_NUMBER AS nr,"
                + " METADATA$FILE_CONTENT_KEY, METADATA$FILE_LAST_MODIFIED, METADATA$START_SCAN_TIME, IFF($1:id = 0,"
                + " 'zero', NULL) FROM @ST/p/ t)" + FORMAT);
        List<List<String>> rows = client.rows("SELECT * FROM X ORDER BY B");
        assertThat(rows).extracting(row -> row.get(0)).containsExactly("N0!", "N1!");
        assertThat(rows).extracting(row -> row.get(1)).containsExactly("1", "2");
        assertThat(rows.get(0).get(2)).isEqualTo(client.column("md5", "LIST @ST/p/").get(0));
        assertThat(rows.get(0).get(3)).isNotNull();
        assertThat(rows).extracting(row -> row.get(5)).containsExactly("zero", null);
    }

    @Test
    void anEmptyFileIsLoadedWithoutRows() throws Exception {
        ENGINE.stage("@ST/p/", "a.parquet", "SELECT 1 AS id WHERE false");
        assertThat(client.rows(copy(""))).extracting(row -> row.get(3)).containsExactly("0");
        assertThat(client.value(copy(""))).isEqualTo(NOTHING);
    }

    @Test
    void tableStagesAndTheUsersStageAreSourcesToo() throws Exception {
        ENGINE.stage("@%T/p/", "a.parquet", rows(0, 2));
        ENGINE.stage("@~/p/", "a.parquet", rows(2, 2));
        assertThat(client.column("file", copy("").replace("@ST", "@%T"))).containsExactly("t/p/a.parquet");
        assertThat(client.column("file", copy("").replace("@ST", "@~"))).containsExactly("~/p/a.parquet");
        assertThat(count()).isEqualTo("4");
        client.run("RM @~");
    }

    private String count() throws SqlFailure {
        return client.value("SELECT COUNT(*) FROM T");
    }

    private static Path stage(String name, int firstId, int count) throws Exception {
        return ENGINE.stage("@ST/p/", name + ".parquet", rows(firstId, count));
    }

    private static String rows(int firstId, int count) {
        return "SELECT i AS id, 'n' || i AS name, '{\"k\": ' || i || '.50}' AS v FROM range(" + firstId + ", "
                + (firstId + count) + ") t(i)";
    }

    private static String copy(String options) {
        return "COPY INTO T (ID, NAME, V, F) FROM (SELECT $1:id::NUMBER(38,0), $1:name::VARCHAR,"
                + " PARSE_JSON($1:v::VARCHAR), METADATA$FILENAME FROM @ST/p/) " + options + FORMAT;
    }
}
