package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.rows.IngestException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IngestFilesTest {

    @RegisterExtension
    static final Ingests snowflake = new Ingests();

    @Test
    void aCsvFileBecomesATableWithTheTypesThatItsFirstRowsShow() throws Exception {
        Path file = snowflake.file(
                "visits.csv", "id,site,weight,seen,at\n1,007,71.50,2024-02-29,2024-02-29T08:30:00\n2,\"\",,,\n");

        snowflake.ingest("visits", file, Map.of());

        assertThat(snowflake.query("SELECT ID, SITE, WEIGHT, TO_VARCHAR(SEEN) FROM VISITS ORDER BY ID"))
                .containsExactly("1|007|71.50|2024-02-29", "2||null|null");
        assertThat(types("VISITS")).containsExactly(
                "ID NUMBER(38,0)", "SITE VARCHAR(16777216)", "WEIGHT NUMBER(38,2)", "SEEN DATE", "AT TIMESTAMP_NTZ(6)");
    }

    @Test
    void linesOfJsonKeepTheirDocuments() throws Exception {
        Path file = snowflake.file(
                "forms.ndjson", "{\"id\":1,\"data\":{\"b\":[1,2.50],\"a\":null},\"tags\":[\"x\"]}\n{\"id\":2}\n");

        snowflake.ingest("forms", file, Map.of());

        assertThat(types("FORMS")).containsExactly("ID NUMBER(38,0)", "DATA OBJECT", "TAGS ARRAY");
        assertThat(snowflake.query("SELECT ID, DATA:b[1]::VARCHAR, TAGS[0]::VARCHAR FROM FORMS ORDER BY ID"))
                .containsExactly("1|2.5|x", "2|null|null");
    }

    @Test
    void bytesThatAreNoUtf8AreAnErrorThatNamesColumnAndRow() throws Exception {
        Path file = snowflake.file("broken.csv");
        Files.write(file, "id,name\n1,good\n2,b\u00e4d\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("broken", file, Map.of()))
                .withMessageContaining("Column NAME of row 2 of broken.csv: not valid in UTF-8")
                .withMessageContaining("Nothing was committed");
        assertThat(snowflake.query("SHOW TABLES LIKE 'BROKEN'")).isEmpty();
    }

    @Test
    void eachModeDoesWhatItSaysWithATableThatIsThereAndOneThatIsNot() throws Exception {
        Path file = snowflake.file("one.csv", "n\n1\n");
        Path wider = snowflake.file("wider.csv", "n,m\n2,3\n");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> snowflake.ingest("modes", file, Map.of("ingest.mode", "append")))
                .withMessageContaining("create-append");
        snowflake.ingest("modes", file, Map.of("ingest.mode", "create-append"));
        snowflake.ingest("modes", file, Map.of("ingest.mode", "create-append"));
        snowflake.ingest("modes", file, Map.of("ingest.mode", "append"));
        assertThat(snowflake.query("SELECT COUNT(*), SUM(N) FROM MODES")).containsExactly("3|3");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> snowflake.ingest("modes", file, Map.of("ingest.mode", "create")))
                .withMessageContaining("already exists");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> snowflake.ingest("modes", wider, Map.of("ingest.mode", "append")))
                .withMessageContaining("lacks the columns \"M\" NUMBER(38,0)");
        snowflake.ingest("modes", wider, Map.of("ingest.mode", "replace"));
        assertThat(snowflake.query("SELECT N, M FROM MODES")).containsExactly("2|3");
    }

    @Test
    void severalTablesBecomeVisibleTogetherOrNotAtAll() throws Exception {
        snowflake.execute("CREATE TABLE FIRST_OF_TWO (N NUMBER)", "CREATE TABLE SECOND_OF_TWO (N NUMBER NOT NULL)");
        Map<String, Object> bodies = new LinkedHashMap<>();
        bodies.put("FIRST_OF_TWO", snowflake.file("first.csv", "n\n1\n2\n"));
        bodies.put("SECOND_OF_TWO", List.of(Map.of("n", 3)));

        IngestSummary summary = snowflake.ingestTables(bodies, Map.of("ingest.mode", "append"));
        assertThat(summary.rows()).isEqualTo(3);

        bodies.put("SECOND_OF_TWO", snowflake.file("empty.csv", "n\n\n"));
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingestTables(bodies, Map.of("ingest.mode", "append")));
        assertThat(snowflake.query("SELECT COUNT(*) FROM FIRST_OF_TWO")).containsExactly("2");
        assertThat(snowflake.query("SELECT COUNT(*) FROM SECOND_OF_TWO")).containsExactly("1");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> snowflake.ingestTables(bodies, Map.of("ingest.mode", "replace")))
                .withMessageContaining("CREATE TABLE commits");
    }

    @Test
    void ddlCommitsATransactionSoThatMissingTablesAreMadeBeforeIt() throws Exception {
        snowflake.execute("CREATE TABLE COMMITTED (N NUMBER)", "BEGIN", "INSERT INTO COMMITTED VALUES (1)",
                "CREATE TABLE BESIDE (N NUMBER)", "ROLLBACK");
        assertThat(snowflake.query("SELECT COUNT(*) FROM COMMITTED")).containsExactly("1");

        snowflake.execute("CREATE TABLE STRICT (N NUMBER NOT NULL)");
        Map<String, Object> bodies = new LinkedHashMap<>();
        bodies.put("MISSING", List.of(Map.of("n", 1)));
        bodies.put("STRICT", snowflake.file("null.csv", "n\n2\n\n"));
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingestTables(bodies, Map.of("ingest.mode", "create-append")))
                .withMessageContaining("Nothing was committed: ")
                .withMessageEndingWith("the missing ones were made, empty: \"IMEDNET\".\"PUBLIC\".\"MISSING\"");
        assertThat(snowflake.query("SELECT COUNT(*) FROM MISSING")).containsExactly("0");
        assertThat(snowflake.query("SELECT COUNT(*) FROM STRICT")).containsExactly("0");

        bodies.put("STRICT", List.of(Map.of("n", 2)));
        snowflake.ingestTables(bodies, Map.of("ingest.mode", "create-append"));
        assertThat(snowflake.query("SELECT M.N, S.N FROM MISSING M CROSS JOIN STRICT S")).containsExactly("1|2");
    }

    private static List<String> types(String table) throws Exception {
        return snowflake.query("DESCRIBE TABLE " + table).stream()
                .map(row -> row.split("\\|"))
                .map(row -> row[0] + " " + row[1])
                .toList();
    }
}
