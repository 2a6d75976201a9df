package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an examination finds of ledger and tables: no less than the export would, and it creates nothing. */
class DoctorTablesTest extends SampleStudyCommands {

    /** Before the first export there is no ledger, and the table may be one that another program fills. */
    @Test
    void rowsThatNoLedgerKnowsAreRefusedAsByTheExport() throws Exception {
        servers.export("SAMPLE", Map.of());
        servers.execute("ALTER TABLE RECORDS DROP COLUMN _SOURCE_FILE");
        servers.execute("DROP TABLE IMEDNET_LOAD_LEDGER");

        assertThat(run(Map.of())).isEqualTo(2);

        assertThat(terminal.output())
                .containsPattern("ok +ledger +the ledger IMEDNET_LOAD_LEDGER does not exist yet")
                .containsPattern("problem +table +The table .* has 1250 rows of study SAMPLE, but 0 are known as");
        assertThat(run(List.of("export", "snowflake"), Map.of())).isEqualTo(2);

        servers.execute("DROP TABLE IMEDNET_LOAD_LEDGER");
        servers.execute("DELETE FROM RECORDS");
        assertThat(run(Map.of())).isZero();
        assertThat(terminal.output()).containsPattern("ok +table +the table RECORDS has every column, and 0 rows");
        assertThat(servers.query("SHOW TABLES LIKE 'IMEDNET_LOAD_LEDGER'")).isEmpty();
    }

    @Test
    void aLedgerThatNobodyMakesOrOfAnEarlierVersionIsTold() throws Exception {
        servers.export("SAMPLE", Map.of());
        servers.execute("ALTER TABLE IMEDNET_LOAD_LEDGER DROP COLUMN REPLACED_ROWS");
        Map<String, String> asItIs = Map.of("export.create-table", "false");

        assertThat(run(Map.of())).isZero();
        assertThat(terminal.output()).containsPattern("warning +ledger +.* is of an earlier version: an export adds");
        servers.execute("ALTER TABLE IMEDNET_LOAD_LEDGER DROP COLUMN SELECTION");
        assertThat(run(Map.of())).isZero();
        assertThat(run(asItIs)).isEqualTo(2);
        assertThat(terminal.output()).containsPattern("problem +ledger +The ledger lacks a column, .*REPLACED_ROWS");

        servers.execute("DROP TABLE IMEDNET_LOAD_LEDGER");
        assertThat(run(asItIs)).isEqualTo(2);
        assertThat(terminal.output()).containsPattern("problem +ledger +An object that the settings name does not");
    }

    @Test
    void theTableAndTheLockOfEachListAreLookedAt() throws Exception {
        servers.execute("CREATE TABLE SITES (STUDY_KEY VARCHAR)");
        Map<String, String> lists = Map.of("export.resources", "records,sites");

        assertThat(run(lists)).isEqualTo(2);
        assertThat(terminal.output())
                .containsPattern("problem +table +The table .*SITES.* lacks the columns .*_SOURCE_FILE")
                .containsPattern("ok +table +the table RECORDS does not exist yet");
        assertThat(run(List.of("export", "snowflake"), lists)).isEqualTo(2);
        assertThat(run(Map.of())).isZero();

        servers.execute("DROP TABLE SITES");
        servers.export("SAMPLE", lists);
        assertThat(run(lists)).isZero();
        assertThat(terminal.output())
                .containsPattern("ok +table +the table SITES has every column, and [0-9]+ rows of the study")
                .containsPattern("ok +table +the table RECORDS has every column, and 1,250 rows of the study")
                .containsPattern("ok +lock +no other run is at work on the study in the table SITES");
    }

    @Test
    void anotherSelectionThanThatOfTheTableIsRefusedAsByTheExport() throws Exception {
        servers.export("SAMPLE", Map.of());
        String refused = "problem +table +The table .*RECORDS.* holds %s of study SAMPLE, and this run selects";

        assertThat(run(Map.of(), "--form=AE")).isEqualTo(2);
        assertThat(terminal.output()).containsPattern(refused.formatted("all records"));
        assertThat(run(List.of("export", "snowflake"), Map.of(), "--form=AE")).isEqualTo(2);
        assertThat(run(Map.of("export.replace-selection", "true"), "--form=AE")).isZero();
        assertThat(run(Map.of("export.sink-only", "true"), "--form=AE")).isZero();

        servers.execute("DROP TABLE IMEDNET_LOAD_LEDGER");
        assertThat(run(Map.of())).isZero();
        assertThat(run(Map.of(), "--form=AE")).isEqualTo(2);
        assertThat(terminal.output()).containsPattern(refused.formatted("rows of files that the ledger does not.*"));
    }

    /** The exit code tells a job what it may try again: each time is a login, also with a wrong password. */
    @Test
    void anotherRunAtWorkMayPassAndWhatIsWrongForGoodCountsFirst() throws Exception {
        servers.export("SAMPLE", Map.of());
        servers.execute("INSERT INTO IMEDNET_RUN_LOCK (TABLE_NAME, STUDY_KEY, RUN_ID, OWNER, EXPIRES_AT) SELECT"
                + " 'RECORDS', 'SAMPLE', 'lost', 'process 1 on elsewhere', DATEADD(second, 300, SYSDATE())");

        assertThat(run(Map.of())).isEqualTo(3);
        assertThat(terminal.output()).containsPattern("problem +lock +Run lost .process 1 on elsewhere.* is loading");
        assertThat(run(Map.of(), "--form=AE")).isEqualTo(2);

        servers.execute("DELETE FROM IMEDNET_RUN_LOCK");
        servers.failImednet("status:code=503,times=always");
        assertThat(run(Map.of(), "--form=AE")).isEqualTo(2);
        assertThat(terminal.output()).containsPattern("problem +api ").containsPattern("problem +table ");
    }

    private int run(Map<String, String> others, String... options) throws Exception {
        return run(List.of("doctor"), others, options);
    }
}
