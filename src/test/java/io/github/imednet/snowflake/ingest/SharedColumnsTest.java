package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ingest.columns names, on days without a row or a key too, for one table and for several that share it. */
class SharedColumnsTest {

    private static final String COLUMNS = "ID NUMBER, WEIGHT VARCHAR, HEIGHT VARCHAR";

    @RegisterExtension
    static final Ingests snowflake = new Ingests();

    @Test
    void severalTablesShareTheNamesThatAreGiven() throws Exception {
        Path one = snowflake.file("one.csv", "id,weight\n1,70\n");
        Path other = snowflake.file("other.csv", "id,height\n1,170\n");
        shareNames(one, other);
        snowflake.execute("DROP TABLE SHARED_1", "DROP TABLE SHARED_2");
        shareNames(
                snowflake.file("one.ndjson", "{\"id\":1,\"weight\":70}\n"),
                snowflake.file("other.ndjson", "{\"id\":1,\"height\":170}\n"));
    }

    private static void shareNames(Path one, Path other) throws Exception {
        Map<String, Object> files = Map.of("SHARED_1", one, "SHARED_2", other);
        String columns = "WEIGHT VARCHAR, HEIGHT VARCHAR";

        snowflake.ingestTables(files, Map.of("ingest.mode", "create-append", "ingest.columns", columns));
        assertThat(snowflake.query("SELECT * FROM SHARED_2")).containsExactly("1|170");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> snowflake.ingestTables(
                        files, Map.of("ingest.mode", "append", "ingest.columns", columns + ", WIDTH VARCHAR")))
                .withMessageContaining("ingest.columns names WIDTH, which the rows do not have");
        assertThat(snowflake.query("SELECT COUNT(*) FROM SHARED_2")).containsExactly("1");
    }

    @Test
    void aDayWithoutAKeyIsNotRefused() throws Exception {
        snowflake.execute("CREATE OR REPLACE TABLE DAY_1 (ID NUMBER, NOTE VARCHAR)",
                "CREATE OR REPLACE TABLE DAY_2 (ID NUMBER, NOTE VARCHAR, SITE NUMBER)");
        Path allGiven = snowflake.file("all-given.ndjson", "{\"id\":1}\n");
        Path others = snowflake.file("others.ndjson", "{\"id\":1,\"site\":2}\n");
        Map<String, String> settings = Map.of("ingest.mode", "append", "ingest.columns", "ID NUMBER, NOTE VARCHAR");

        snowflake.ingestTables(Map.of("DAY_1", allGiven, "DAY_2", others), settings);
        snowflake.ingest("DAY_2", others, settings);

        assertThat(snowflake.query("SELECT ID, NOTE FROM DAY_1")).containsExactly("1|null");
        assertThat(snowflake.query("SELECT ID, NOTE, SITE FROM DAY_2")).containsExactly("1|null|2", "1|null|2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"append", "replace-rows"})
    void aFileWithoutRowsHasTheNamesOfItsTable(String mode) throws Exception {
        snowflake.execute("CREATE OR REPLACE TABLE ROWS_1 (ID NUMBER, WEIGHT VARCHAR)",
                "CREATE OR REPLACE TABLE ROWS_2 (ID NUMBER, HEIGHT VARCHAR)",
                "CREATE OR REPLACE TABLE ROWS_3 (SITE NUMBER, ID NUMBER)");
        Map<String, Object> bodies = Map.of(
                "ROWS_1", snowflake.file("none.ndjson", ""),
                "ROWS_2", snowflake.file("tall.ndjson", "{\"id\":1,\"height\":170}\n"),
                "ROWS_3", List.of());

        snowflake.ingestTables(bodies, mode.equals("append")
                ? Map.of("ingest.mode", mode, "ingest.columns", "WEIGHT VARCHAR, HEIGHT VARCHAR")
                : Map.of("ingest.mode", mode, "ingest.columns", COLUMNS,
                        "ingest.replace-column", "ID", "ingest.replace-value", "1"));

        assertThat(snowflake.query("SELECT * FROM ROWS_2")).containsExactly("1|170");
        assertThat(snowflake.query("SELECT * FROM ROWS_1 NATURAL JOIN ROWS_3")).isEmpty();
    }

    @Test
    void severalTablesOfMapsHaveTheNamesOfTheirRows() throws Exception {
        Map<String, String> settings = Map.of("ingest.mode", "create-append", "ingest.columns", COLUMNS);
        List<Map<String, Integer>> light = List.of(Map.of("id", 1), Map.of("id", 2, "weight", 70));

        snowflake.ingestTables(
                Map.of("MAPS_1", light.iterator(), "MAPS_2", List.of(Map.of("id", 1, "height", 170))), settings);
        assertThat(snowflake.query("SELECT * FROM MAPS_1 ORDER BY ID")).containsExactly("1|null", "2|70");
        assertThat(snowflake.query("SELECT * FROM MAPS_2")).containsExactly("1|170");

        snowflake.ingestTables(Map.of("MAPS_1", List.of(Map.of("id", 3)), "MAPS_2", List.of()), settings);
        assertThat(snowflake.query("SELECT * FROM MAPS_1 WHERE ID = 3")).containsExactly("3|null");
        assertThat(snowflake.query("SELECT COUNT(*) FROM MAPS_2")).containsExactly("1");
    }

    @Test
    void severalTablesOfMapsMayHaveTheSameNames() throws Exception {
        List<Map<String, Object>> rows = List.of(Map.of("id", 1, "weight", "70", "height", "170"));

        snowflake.ingestTables(
                Map.of("SAME_1", rows, "SAME_2", rows, "SAME_3", List.of()),
                Map.of("ingest.mode", "create-append", "ingest.columns", COLUMNS));

        assertThat(snowflake.query("SELECT * FROM SAME_1 NATURAL JOIN SAME_2")).containsExactly("1|70|170");
        assertThat(snowflake.query("SELECT ID, WEIGHT, HEIGHT FROM SAME_3")).isEmpty();
    }
}
