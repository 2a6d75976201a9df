package io.github.imednet.snowflake.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.judge.Fakesnow.Statement;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole exports into a Snowflake server that this project has not written: docs/evidence/reliability.md, "Independent
 * judges". Each test has a database of its own.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "fakesnow is handed files by the paths of Linux and macOS")
class FakesnowTest {

    private static final int RECORDS = 1250;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static Fakesnow fakesnow;

    /** Not once before all tests: these would not be counted as skipped where fakesnow cannot be installed. */
    @BeforeEach
    void startFakesnow() throws Exception {
        if (fakesnow == null) {
            fakesnow = Fakesnow.start(directory);
        }
    }

    @AfterAll
    static void stopFakesnow() throws Exception {
        if (fakesnow != null) {
            fakesnow.close();
        }
    }

    @Test
    void everyRecordIsInTheTableOnceWithItsValuesAndASecondRunSendsNothing() throws Exception {
        StudyExport export = exportInto("FIRST");
        try (StudyData study = StudyData.sample(RECORDS);
                ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(study))) {

            JsonNode first = export.run(imednet, "--batch-size=100", "--set=export.load-batches=5");

            assertThat(first.get("reconciled").asBoolean()).isTrue();
            assertThat(first.get("rows_loaded").asInt()).isEqualTo(RECORDS);
            assertThat(first.get("files").asInt()).isEqualTo(13);
            assertThat(first.get("copies").asInt()).isEqualTo(3);
            assertThat(first.get("retries").asInt()).isZero();
            assertTableHas(StudyExport.records(imednet), "FIRST");

            long puts = fakesnow.statements("PUT");
            long copies = fakesnow.statements("COPY INTO");
            JsonNode second = export.run(imednet, "--batch-size=100", "--set=export.load-batches=5");

            assertThat(second.get("reconciled").asBoolean()).isTrue();
            assertThat(second.get("rows_already_loaded").asInt()).isEqualTo(RECORDS);
            assertThat(second.get("rows_loaded").asInt()).isZero();
            assertThat(fakesnow.statements("PUT")).isEqualTo(puts);
            assertThat(fakesnow.statements("COPY INTO")).isEqualTo(copies);
            assertTableHas(StudyExport.records(imednet), "FIRST");
            assertAllStatementsButSixRanAsTheyWereSent();
        }
    }

    @Test
    void aStudyThatChangedAndShrankOrIsLoadedAgainTakesThePlaceOfWhatWasThere() throws Exception {
        StudyExport export = exportInto("CHANGED");
        try (StudyData study = StudyData.sample(RECORDS);
                ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(study))) {
            export.run(imednet);
        }
        try (StudyData study = StudyData.sample(900);
                ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(study)
                        .withFaults(List.of("change-row:row=7,attribute=recordStatus,value=It's changed")))) {

            JsonNode second = export.run(imednet);

            assertThat(second.get("reconciled").asBoolean()).isTrue();
            assertThat(second.get("rows_loaded").asInt()).isEqualTo(900);
            assertThat(second.get("rows_replaced").asInt()).isEqualTo(RECORDS);
            assertTableHas(StudyExport.records(imednet), "CHANGED");
            assertThat(fakesnow.rows("CHANGED", "RECORDS", "RECORD_ID").get(7).get("RECORD_STATUS").asText())
                    .isEqualTo("It's changed");

            JsonNode third = export.run(imednet, "--force-reload");

            assertThat(third.get("reconciled").asBoolean()).isTrue();
            assertThat(third.get("rows_loaded").asInt()).isEqualTo(900);
            assertThat(third.get("rows_replaced").asInt()).isEqualTo(900);
            assertTableHas(StudyExport.records(imednet), "CHANGED");
        }
    }

    private static StudyExport exportInto(String database) {
        return new StudyExport(directory, fakesnow.address(), database);
    }

    /** What fakesnow does not know is put into other words: that is to stay rare, and known. */
    private static void assertAllStatementsButSixRanAsTheyWereSent() throws IOException {
        assertThat(fakesnow.statements().stream().filter(Statement::isChanged).map(Statement::kind))
                .containsOnly(
                        "CREATE STAGE",
                        "PUT",
                        "COPY INTO",
                        "SELECT LAST_QUERY_ID",
                        "BEGIN NAME",
                        "SELECT CURRENT_TRANSACTION");
        assertThat(fakesnow.statements().stream().filter(statement -> !statement.isChanged()).map(Statement::kind))
                .contains("CREATE TABLE", "DESCRIBE TABLE", "SHOW TABLES", "INSERT INTO", "COMMIT");
    }

    /** Compares every value of every record, and knows each record's row to be the only one of its id. */
    private static void assertTableHas(List<JsonNode> records, String database) throws Exception {
        List<JsonNode> rows = fakesnow.rows(database, "RECORDS", "RECORD_ID");
        assertThat(rows).hasSameSizeAs(records);
        for (int i = 0; i < records.size(); i++) {
            JsonNode record = records.get(i);
            JsonNode row = rows.get(i);
            for (Iterator<String> fields = record.fieldNames(); fields.hasNext(); ) {
                String field = fields.next();
                assertThat(value(row, column(field), record.get(field)))
                        .as("record %s, %s", record.get("recordId"), field)
                        .isEqualTo(expected(record.get(field), field));
            }
            assertThat(row.get("_UNMAPPED_FIELDS").isNull()).isTrue();
            assertThat(row.get("_SOURCE_FILE").asText()).matches("imednet/SAMPLE_records_\\d+-[0-9a-f]{16}\\.parquet");
        }
    }

    /** Objects and arrays are text in the table's row: they become JSON again. */
    private static JsonNode value(JsonNode row, String column, JsonNode expected) throws JsonProcessingException {
        return expected.isContainerNode() ? JSON.readTree(row.get(column).asText()) : row.get(column);
    }

    /** The API writes a blank between date and time. */
    private static JsonNode expected(JsonNode value, String field) {
        return field.startsWith("date") ? JSON.valueToTree(value.asText().replace(' ', 'T')) : value;
    }

    private static String column(String field) {
        return field.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }
}
