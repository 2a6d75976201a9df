package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.verify.VerificationReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a study's records may look like, from the API to the table: each shape that the API's documentation shows or
 * leaves open, and what then is in the table.
 */
class DataShapesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static LocalServers servers;

    private String table;

    @BeforeAll
    static void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(1));
    }

    @AfterAll
    static void stopServers() throws Exception {
        servers.close();
    }

    @BeforeEach
    void nameTable(TestInfo test) {
        table = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void aVariableMayHaveEveryTypeInOneBatchAndEachValueKeepsItsOwn() throws Exception {
        export(
                "{\"recordId\":1,\"formKey\":\"VS\",\"recordData\":{\"result\":120}}",
                "{\"recordId\":2,\"formKey\":\"AE\",\"recordData\":{\"result\":\"none\"}}",
                "{\"recordId\":3,\"formKey\":\"LB\",\"recordData\":{\"result\":true}}",
                "{\"recordId\":4,\"formKey\":\"LB\",\"recordData\":{\"result\":null}}",
                "{\"recordId\":5,\"formKey\":\"LB\",\"recordData\":{\"result\":[1,\"a\"]}}",
                "{\"recordId\":6,\"formKey\":\"LB\",\"recordData\":{\"result\":{\"unit\":\"mmHg\"}}}",
                "{\"recordId\":7,\"formKey\":\"LB\",\"recordData\":{\"result\":1.50}}");

        assertThat(column("TYPEOF(RECORD_DATA:result)")).containsExactly(
                "INTEGER", "VARCHAR", "BOOLEAN", "NULL_VALUE", "ARRAY", "OBJECT", "DECIMAL");
        assertThat(column("RECORD_DATA:result")).startsWith("120", "\"none\"", "true", "null");
        assertThat(column("RECORD_DATA:result:unit::VARCHAR").get(5)).isEqualTo("mmHg");
    }

    @Test
    void aBatchOfRecordsWithoutAnyAnswerIsLoaded() throws Exception {
        export("{\"recordId\":1,\"recordData\":{}}", "{\"recordId\":2,\"recordData\":{}}");

        assertThat(column("RECORD_DATA")).containsExactly("{}", "{}");
    }

    @Test
    void dataThatIsNullOrNotThereIsNothing() throws Exception {
        export("{\"recordId\":1,\"recordData\":null}", "{\"recordId\":2}", "{\"recordId\":3,\"recordData\":{\"a\":1}}");

        assertThat(column("RECORD_DATA IS NULL")).containsExactly("TRUE", "TRUE", "FALSE");
        assertThat(column("RECORD_DATA:a").get(2)).isEqualTo("1");
    }

    @Test
    void keysThatDifferInCaseOrInTheirSnakeCaseOnlyAreAllKept() throws Exception {
        export("{\"recordId\":1,\"recordData\":{\"AETERM\":\"one\",\"aeterm\":\"two\",\"AeTerm\":\"three\","
                + "\"dateCreated\":\"four\",\"date_created\":\"five\"}}");

        assertThat(data(0))
                .isEqualTo(
                        JSON.readTree(
                                "{\"AETERM\":\"one\",\"aeterm\":\"two\",\"AeTerm\":\"three\",\"dateCreated\":\"four\",\"date_created\":\"five\"}"));
        assertThat(column("RECORD_DATA:AETERM || RECORD_DATA:aeterm || RECORD_DATA:AeTerm"))
                .containsExactly("onetwothree");
    }

    @Test
    void systemKeysInTheDataDoNotCollideWithTheRecordsOwn() throws Exception {
        export("{\"recordId\":1,\"dateCreated\":\"2025-01-18 09:00:00\",\"dateModified\":\"2025-01-19"
                + " 16:42:10\",\"recordData\":{\"dateCreated\":\"2025-01-18"
                + " 08:59:12\",\"unvnum\":\"2\",\"dateModified\":\"2025-01-18 09:00:00\"}}");

        assertThat(column("DATE_CREATED::VARCHAR").get(0)).startsWith("2025-01-18 09:00:00");
        assertThat(column("DATE_MODIFIED::VARCHAR").get(0)).startsWith("2025-01-19 16:42:10");
        assertThat(column("RECORD_DATA:dateCreated::VARCHAR")).containsExactly("2025-01-18 08:59:12");
        assertThat(column("RECORD_DATA:dateModified::VARCHAR")).containsExactly("2025-01-18 09:00:00");
    }

    @Test
    void anUnansweredQuestionIsAnEmptyTextAndANumberThatIsATextStaysOne() throws Exception {
        export("{\"recordId\":1,\"recordData\":{\"aeser\":\"\",\"unvnum\":\"1\",\"weight\":72.5,\"code\":\"007\"}}");

        assertThat(data(0))
                .isEqualTo(JSON.readTree("{\"aeser\":\"\",\"unvnum\":\"1\",\"weight\":72.5,\"code\":\"007\"}"));
        assertThat(column("TYPEOF(RECORD_DATA:unvnum)")).containsExactly("VARCHAR");
    }

    @Test
    void objectsAndListsInTheDataStayWhatTheyAre() throws Exception {
        String nested = "{\"a\":{\"b\":[{\"c\":1},null,[]],\"a.b\":\"dotted\"},\"a.b\":\"dotted too\",\"a[0]\":2}";
        export("{\"recordId\":1,\"recordData\":" + nested + "}");

        assertThat(data(0)).isEqualTo(JSON.readTree(nested));
    }

    @Test
    void datesInTheDataAreTextsHoweverLittleOfThemIsKnown() throws Exception {
        export("{\"recordId\":1,\"recordData\":{\"full\":\"2025-06-05\",\"year\":\"2025\",\"part\":\"UN-JUN-2025\","
                + "\"time\":\"2025-06-05 21:12\",\"checks\":\"Nausea`Headache\"}}");

        assertThat(column("RECORD_DATA:full::VARCHAR || '|' || RECORD_DATA:year::VARCHAR || '|' ||"
                        + " RECORD_DATA:part::VARCHAR || '|' || RECORD_DATA:time::VARCHAR || '|' ||"
                        + " RECORD_DATA:checks::VARCHAR"))
                .containsExactly("2025-06-05|2025|UN-JUN-2025|2025-06-05 21:12|Nausea`Headache");
    }

    @Test
    void keywordsAreAListThatCanBeAskedFor() throws Exception {
        String keywords = "[{\"keywordName\":\"Late"
                + " Entry\",\"keywordKey\":\"LE\",\"keywordId\":41,\"dateAdded\":\"2025-01-19"
                + " 16:42:10\"},{\"keywordName\":\"Coded\",\"keywordKey\":\"C\",\"keywordId\":42}]";
        export(
                "{\"recordId\":1,\"keywords\":" + keywords + "}",
                "{\"recordId\":2,\"keywords\":[]}",
                "{\"recordId\":3}");

        assertThat(JSON.readTree(column("KEYWORDS").get(0))).isEqualTo(JSON.readTree(keywords));
        assertThat(column("KEYWORDS[0]:keywordKey::VARCHAR")).isEqualTo(Arrays.asList("LE", null, null));
        assertThat(column("KEYWORDS").subList(1, 3)).isEqualTo(Arrays.asList("[]", null));
    }

    @Test
    void aFieldThatTheApiGetsTomorrowIsKept() throws Exception {
        export("{\"recordId\":1,\"riskScore\":{\"value\":3,\"by\":\"rule 7\"},\"reviewed\":false}", "{\"recordId\":2}");

        assertThat(JSON.readTree(column("_UNMAPPED_FIELDS").get(0)))
                .isEqualTo(JSON.readTree("{\"riskScore\":{\"value\":3,\"by\":\"rule 7\"},\"reviewed\":false}"));
        assertThat(column("_UNMAPPED_FIELDS").get(1)).isNull();
    }

    @Test
    void whatIsAbsentOrNullIsNeitherZeroNorEmptyNorFalseNorNow() throws Exception {
        export(
                "{\"recordId\":1}",
                "{\"recordId\":2,\"siteId\":null,\"recordStatus\":null,\"deleted\":null,\"dateModified\":null}");

        for (String column :
                List.of("SITE_ID", "FORM_ID", "RECORD_STATUS", "SUBJECT_KEY", "DELETED", "DATE_MODIFIED")) {
            assertThat(column(column)).as(column).containsExactly(null, null);
        }
    }

    @Test
    void aValueThatDoesNotFitItsColumnIsBesideItAndNotLost() throws Exception {
        export(
                "{\"recordId\":1,\"siteId\":\"C1\",\"deleted\":\"perhaps\",\"dateCreated\":\"soon\"}",
                "{\"recordId\":2,\"siteId\":7}");

        assertThat(column("SITE_ID")).containsExactly(null, "7");
        assertThat(JSON.readTree(column("_UNMAPPED_FIELDS").get(0)))
                .isEqualTo(JSON.readTree("{\"siteId\":\"C1\",\"deleted\":\"perhaps\",\"dateCreated\":\"soon\"}"));
    }

    @Test
    void aValueThatIsChangedToFitItsColumnIsKeptAsItCame() throws Exception {
        export(
                "{\"recordId\":1,\"siteId\":\"12\",\"visitId\":\"\",\"deleted\":\"true\",\"subjectKey\":123}",
                "{\"recordId\":2,\"recordData\":null}",
                "{\"recordId\":3}");

        assertThat(column("SITE_ID + 0")).containsExactly("12", null, null);
        assertThat(column("SUBJECT_KEY || ''")).containsExactly("123", null, null);
        assertThat(JSON.readTree(column("_UNMAPPED_FIELDS").get(0)))
                .isEqualTo(JSON.readTree(
                        "{\"siteId\":\"12\",\"visitId\":\"\",\"deleted\":\"true\",\"subjectKey\":123}"));
        assertThat(JSON.readTree(column("_UNMAPPED_FIELDS").get(1))).isEqualTo(JSON.readTree("{\"recordData\":null}"));
        assertThat(column("_UNMAPPED_FIELDS").get(2)).isNull();
    }

    @Test
    void aDeletedRecordIsARowThatSaysSo() throws Exception {
        export("{\"recordId\":1,\"deleted\":true}", "{\"recordId\":2,\"deleted\":false}");

        assertThat(column("CASE WHEN DELETED THEN 'deleted' ELSE 'there' END")).containsExactly("deleted", "there");
    }

    @Test
    void textsOfEveryScriptAndLengthAreKept() throws Exception {
        String text = "naïve ß 日本語 \uD83D\uDE00 ' \\\" \\\\ ; -- \\n\\t " + "x".repeat(70_000);
        export("{\"recordId\":1,\"subjectKey\":\"Zoë-001\",\"recordData\":{\"größe 1.2\":\"" + text + "\"}}");

        assertThat(data(0)).isEqualTo(JSON.readTree("{\"größe 1.2\":\"" + text + "\"}"));
        assertThat(column("SUBJECT_KEY")).containsExactly("Zoë-001");
    }

    private void export(String... records) throws Exception {
        try (ServedStudies api = new ServedStudies(List.of(records))) {
            ExportSummary summary = servers.export(
                    "STUDY1", Map.of("imednet.base-url", api.address(), "snowflake.table", table));

            assertThat(summary.reconciled()).isTrue();
            assertThat(summary.rowsLoaded()).isEqualTo(records.length);
            VerificationReport verified = servers.verify(
                    "STUDY1", true, Map.of("imednet.base-url", api.address(), "snowflake.table", table));
            assertThat(verified.records().different()).isZero();
            assertThat(verified.records().equal()).isEqualTo(records.length);
        }
    }

    /** An expression's values, in the order of the records' ids, as the driver's text. */
    private List<String> column(String expression) throws Exception {
        List<String> values = new ArrayList<>();
        servers.query("SELECT " + expression + " FROM " + table + " ORDER BY RECORD_ID")
                .forEach(row -> values.add(row.get(0)));
        return values;
    }

    private JsonNode data(int row) throws Exception {
        return JSON.readTree(column("RECORD_DATA").get(row));
    }
}
