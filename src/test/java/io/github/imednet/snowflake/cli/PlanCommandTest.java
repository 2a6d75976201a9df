package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code imednet plan}: what an export would do, and did not do. */
class PlanCommandTest extends SampleStudyCommands {

    @Test
    void beforeTheFirstExportAllIsNewAndMadeAndNothingIsDone() throws Exception {
        assertThat(plan("--json", "--resources", "sites,records", "--read")).isZero();

        JsonNode plan = terminal.json();
        JsonNode records = plan.path("lists").get(1);
        assertThat(records.path("list").asText()).isEqualTo("records");
        assertThat(records.path("announced").asLong()).isEqualTo(1250);
        assertThat(records.path("rows_new").asLong()).isEqualTo(1250);
        assertThat(records.path("files").asLong()).isEqualTo(3);
        assertThat(records.path("table_exists").asBoolean()).isFalse();
        assertThat(plan.path("made")).extracting(JsonNode::asText)
                .contains("table RECORDS", "table SITES", "stage MY_STAGE");
        assertThat(plan.path("seconds").isNull()).isTrue();
        assertThat(servers.imednet().requests()).as("one for each total").isEqualTo(2);
        assertThat(servers.query("SHOW TABLES")).isEmpty();
    }

    @Test
    void laterItTellsWhatWouldChangeAndByReadingWhichRowsWouldGo() throws Exception {
        servers.export("SAMPLE", Map.of());
        servers.serve(StudyData.sample(1248));
        long rows = servers.number("SELECT COUNT(*) FROM RECORDS");

        assertThat(plan()).isZero();
        assertThat(terminal.output())
                .contains("1,248, for RECORDS, which has 1,250", "3 are known as loaded", "at least 2 deleted")
                .contains("if it is as fast as the last complete run");

        assertThat(plan("--read", "--json")).isZero();
        JsonNode records = terminal.json().path("lists").get(0);
        assertThat(terminal.json().path("read").asBoolean()).isTrue();
        assertThat(records.path("rows_new").asLong()).isZero();
        assertThat(records.path("rows_deleted").asLong()).isEqualTo(2);
        assertThat(records.path("deleted_ids")).hasSize(2);

        assertThat(plan("--read", "--ids", "--fail-if-deletes", "1")).isEqualTo(2);
        assertThat(terminal.output()).contains("deleted ids    " + records.path("deleted_ids").get(0).asText());
        assertThat(terminal.errors()).contains("would delete more than the 1 rows of export.fail-if-deletes");
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(rows);
    }

    /** The API takes each attribute once, so it counts all forms, and the others are left out here. */
    @Test
    void ofSeveralFormsTheTotalOfAllSaysNotHowManyRecordsAreNew() throws Exception {
        assertThat(plan("--json", "--form", "AE")).isZero();
        assertThat(terminal.json().path("lists").get(0).path("rows_new").asLong()).isBetween(1L, 1249L);
        assertThat(terminal.json().path("notes")).extracting(JsonNode::asText)
                .noneMatch(note -> note.startsWith("The API's total"));
        servers.export("SAMPLE", Map.of("export.forms", "AE,CM"));

        assertThat(plan("--json", "--form", "AE,CM")).isZero();
        JsonNode records = terminal.json().path("lists").get(0);
        assertThat(records.path("announced").asLong()).isEqualTo(1250);
        assertThat(records.path("rows_new").asLong()).isZero();
        assertThat(terminal.json().path("notes")).extracting(JsonNode::asText)
                .anyMatch(note -> note.startsWith("The API's total may have records of other forms"));
    }

    /** A table of an early version, whose rows only the ledger knew. */
    @Test
    void aTableWithoutLineageAndLedgerIsRefusedAsByTheExportUnlessItHasNoRows() throws Exception {
        servers.export("SAMPLE", Map.of());
        servers.execute("ALTER TABLE RECORDS DROP COLUMN _SOURCE_FILE");
        servers.execute("DROP TABLE IMEDNET_LOAD_LEDGER");

        assertThat(plan()).isEqualTo(2);
        assertThat(terminal.errors()).contains("has 1250 rows of study SAMPLE, but 0 are known as loaded");

        servers.execute("DELETE FROM RECORDS");
        assertThat(plan("--read", "--json")).as(terminal.errors()).isZero();
        JsonNode plan = terminal.json();
        assertThat(plan.path("lists").get(0).path("table_exists").asBoolean()).isTrue();
        assertThat(plan.path("made")).extracting(JsonNode::asText).containsExactly("ledger IMEDNET_LOAD_LEDGER");
    }

    @Test
    void theViewsOfTheFormsAndTheTablesOfTheirOwnAreAmongWhatIsMade() throws Exception {
        Map<String, String> views = Map.of("export.form-views", "true", "export.incremental", "true");

        assertThat(run(List.of("plan"), views, "--json")).isZero();
        JsonNode plan = terminal.json();
        assertThat(plan.path("made"))
                .extracting(JsonNode::asText)
                .contains(
                        "lock table IMEDNET_RUN_LOCK",
                        "view ledger IMEDNET_VIEW_LEDGER",
                        "sync table IMEDNET_SYNC_STATE");
        List<String> made = new ArrayList<>();
        plan.path("form_views").path("made").forEach(view -> made.add(view.asText()));
        assertThat(made).isNotEmpty();
        assertThat(servers.query("SHOW OBJECTS")).isEmpty();

        servers.export("SAMPLE", views);
        assertThat(servers.query("SHOW VIEWS")).hasSameSizeAs(made);
        servers.execute("DROP VIEW " + made.get(0));
        servers.execute("ALTER TABLE IMEDNET_LOAD_LEDGER DROP COLUMN REPLACED_ROWS");

        assertThat(run(List.of("plan"), views)).as(terminal.errors()).isZero();
        assertThat(terminal.output())
                .contains("views            1 made, 0 replaced, 0 dropped, " + (made.size() - 1) + " as they are")
                .contains("make             column REPLACED_ROWS of IMEDNET_LOAD_LEDGER")
                .contains("note             The ledger IMEDNET_LOAD_LEDGER is of an earlier version")
                .doesNotContain("make             lock table");
        assertThat(servers.query("SHOW VIEWS")).hasSize(made.size() - 1);
    }

    @Test
    void aRequestForATotalIsTriedAgainAsOthersAre() throws Exception {
        servers.failImednet("status:code=503,times=2");

        assertThat(plan("--json")).isZero();
        assertThat(terminal.json().path("lists").get(0).path("announced").asLong()).isEqualTo(1250);
        assertThat(servers.imednet().requests()).isEqualTo(3);
    }

    private int plan(String... options) throws Exception {
        return run(List.of("plan"), Map.of(), options);
    }
}
