package io.github.imednet.snowflake.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.load.StageRemoval;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import io.github.imednet.snowflake.run.ExportBatchException;
import io.github.imednet.snowflake.run.ExportRuns;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.LocalServers;
import io.github.imednet.snowflake.run.SettingsOf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exports leave on the stage, and what is removed from there. */
class StageTest {

    private static final int RECORDS = 1250;
    private static final Map<String, String> PURGE = Map.of("export.purge", "true");

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(RECORDS));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void aListingSaysOfEachFileWhatTheLedgerSaysAndRemovesNothing() throws Exception {
        servers.export("SAMPLE", Map.of());
        servers.export("SAMPLE", Map.of("export.batch-size", "1000"));
        put("SAMPLE_records_9-0000000000000000.parquet");
        put("somebody-elses.parquet");

        StageReport report = servers.stage("SAMPLE", false, Map.of());

        assertThat(report.files()).extracting(StageReport.File::state)
                .containsExactlyInAnyOrder("loaded", "loaded", "superseded", "superseded", "superseded", "unknown");
        assertThat(report.removableFiles()).isEqualTo(5);
        assertThat(report.removableBytes()).isPositive();
        assertThat(report.removedFiles()).isZero();
        assertThat(staged()).hasSize(7);
    }

    @Test
    void aCleaningRemovesTheFilesThatTheLedgerKnowsAndNoOthers() throws Exception {
        servers.export("SAMPLE", Map.of());
        String loaded = staged().get(0);
        put("SAMPLE_records_9-0000000000000000.parquet");
        put("somebody-elses.parquet");
        put(fileName(loaded) + ".copy");

        StageReport report = servers.stage("SAMPLE", true, Map.of());

        assertThat(report.removedFiles()).isEqualTo(2);
        assertThat(report.removedBytes()).isEqualTo(report.removableBytes());
        assertThat(staged()).extracting(StageTest::fileName).containsExactlyInAnyOrder(
                "SAMPLE_records_9-0000000000000000.parquet", "somebody-elses.parquet", fileName(loaded),
                fileName(loaded) + ".copy");
    }

    @Test
    void whatWasCleanedIsStillLoadedAndComesBackIfItsRowsAreLost() throws Exception {
        servers.export("SAMPLE", Map.of());
        servers.stage("SAMPLE", true, Map.of());
        assertThat(staged()).isEmpty();

        assertThat(servers.export("SAMPLE", Map.of()).rowsAlreadyLoaded()).isEqualTo(RECORDS);
        servers.execute("DELETE FROM RECORDS WHERE RECORD_ID = (SELECT MIN(RECORD_ID) FROM RECORDS)");
        assertThat(servers.export("SAMPLE", Map.of()).rowsLoaded()).isEqualTo(500);
        assertThat(servers.number("SELECT COUNT(DISTINCT RECORD_ID) FROM RECORDS")).isEqualTo(RECORDS);
    }

    @Test
    void aStageIsNotCleanedWhileTheStudyIsLoaded() throws Exception {
        servers.export("SAMPLE", Map.of());
        servers.execute(
                "INSERT INTO IMEDNET_RUN_LOCK (TABLE_NAME, STUDY_KEY, RUN_ID, OWNER, EXPIRES_AT) SELECT 'RECORDS',"
                        + " 'SAMPLE', 'other', 'process 1 on elsewhere', DATEADD(second, 600, SYSDATE())");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.stage("SAMPLE", true, Map.of()))
                .withMessageContaining("Run other (process 1 on elsewhere) is loading SAMPLE");

        assertThat(staged()).hasSize(3);
        assertThat(servers.stage("SAMPLE", false, Map.of()).files()).hasSize(3);
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK")).isEqualTo(1);
    }

    @Test
    void aCleaningLeavesNoLockAndTriesAgainWhatMayPass() throws Exception {
        servers.export("SAMPLE", Map.of());
        servers.failSnowflake("sql-error:on=REMOVE,at=2,code=604,state=57014");

        StageReport report = servers.stage("SAMPLE", true, Map.of());

        assertThat(report.removedFiles()).isEqualTo(3);
        assertThat(report.retries()).isEqualTo(1);
        assertThat(staged()).isEmpty();
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK")).isZero();
    }

    @Test
    void aCleaningRenewsItsClaimUntilItsEndAndAListingHasNone() throws Exception {
        ExportRuns runs = new ExportRuns();
        StagePlan plan = new StagePlan(
                SettingsOf.defaults(Map.of("export.state-dir", servers.state().toString())), runs);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());

        plan.start("SAMPLE", false, exchange);
        assertThat(runs.claimsUnderWay()).isEmpty();
        plan.start("SAMPLE", true, exchange);

        StageCleaning cleaning = exchange.getProperty("run", StageCleaning.class);
        assertThat(runs.claimsUnderWay()).containsExactly(cleaning.id());
        plan.report(cleaning, new StageRemoval());
        assertThat(runs.claimsUnderWay()).isEmpty();
    }

    @Test
    void aFileThatWasRemovedBeforeItsCopyIsSentAgain() throws Exception {
        servers.failSnowflake("sql-error:on=COPY INTO,code=091016,state=22000");

        ExportSummary summary = servers.export("SAMPLE", Map.of());

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.retries()).isEqualTo(1);
        assertThat(servers.snowflake().statements(StatementType.PUT)).isEqualTo(2);
    }

    @Test
    void aPurgeRemovesTheFilesOfEachLoadAfterItsCommit() throws Exception {
        put("somebody-elses.parquet");

        ExportSummary summary = servers.export("SAMPLE", PURGE);

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.filesPurged()).isEqualTo(3);
        assertThat(summary.filesNotPurged()).isZero();
        assertThat(staged()).extracting(StageTest::fileName).containsExactly("somebody-elses.parquet");
        assertThat(servers.number("SELECT COUNT(DISTINCT RECORD_ID) FROM RECORDS")).isEqualTo(RECORDS);
        assertThat(servers.export("SAMPLE", PURGE).copies()).isZero();
    }

    @Test
    void withoutAPurgeFilesStayAndTheSummaryDoesNotSpeakOfIt() throws Exception {
        ExportSummary summary = servers.export("SAMPLE", Map.of());

        assertThat(summary.filesPurged()).isNull();
        assertThat(staged()).hasSize(3);
        assertThat(servers.snowflake().statements(StatementType.REMOVE)).isZero();
    }

    @Test
    void aPurgeThatCannotListItsFilesNeitherFailsTheRunNorRepeatsALoad() throws Exception {
        servers.failSnowflake("sql-error:on=LIST,times=always");

        ExportSummary summary = servers.export("SAMPLE", PURGE);

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.filesPurged()).isZero();
        assertThat(summary.filesNotPurged()).isEqualTo(3);
        assertThat(summary.copies()).isEqualTo(1);
        servers.failSnowflake();
        assertThat(staged()).hasSize(3);
    }

    @Test
    void aPurgeThatFailsNeitherFailsTheRunNorRepeatsALoad() throws Exception {
        servers.failSnowflake("sql-error:on=REMOVE,times=always");

        ExportSummary summary = servers.export("SAMPLE", PURGE);

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.rowsLoaded()).isEqualTo(RECORDS);
        assertThat(summary.copies()).isEqualTo(1);
        assertThat(summary.filesPurged()).isZero();
        assertThat(summary.filesNotPurged()).isEqualTo(3);
        assertThat(staged()).hasSize(3);
        servers.failSnowflake();
        assertThat(servers.stage("SAMPLE", true, Map.of()).removedFiles()).isEqualTo(3);
    }

    @Test
    void aLoadThatIsRolledBackPurgesNothing() throws Exception {
        servers.failSnowflake("sql-error:on=INSERT INTO \"IMEDNET\".\"PUBLIC\".\"IMEDNET_LOAD_LEDGER\",times=always");

        assertThatExceptionOfType(ExportBatchException.class).isThrownBy(() -> servers.export("SAMPLE", PURGE));

        assertThat(servers.snowflake().statements(StatementType.REMOVE)).isZero();
        servers.failSnowflake();
        StageReport report = servers.stage("SAMPLE", true, Map.of());
        assertThat(report.files()).hasSize(3).extracting(StageReport.File::state).containsOnly("unknown");
        assertThat(report.removedFiles()).isZero();
    }

    @Test
    void aLoadWhoseCommitWasAnsweredToNobodyIsPurgedToo() throws Exception {
        servers.failSnowflake("drop-after:on=COMMIT");

        ExportSummary summary = servers.export("SAMPLE", new HashMap<>(PURGE));

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.filesPurged()).isEqualTo(3);
        assertThat(staged()).isEmpty();
    }

    private void put(String name) throws Exception {
        servers.execute("CREATE STAGE IF NOT EXISTS MY_STAGE");
        Path file = Files.writeString(directory.resolve(name), "content");
        servers.execute("PUT 'file://" + file + "' @MY_STAGE/imednet/ AUTO_COMPRESS = FALSE");
    }

    private List<String> staged() throws Exception {
        return servers.query("LIST @MY_STAGE").stream().map(row -> row.get(0)).toList();
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
