package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.kill.WholeTable;
import io.github.imednet.snowflake.verify.VerificationReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that ask only for what changed, and those that find out that they must read everything. */
class IncrementalTest {

    private static final int RECORDS = 1250;
    private static final Map<String, String> INCREMENTAL = Map.of("export.incremental", "true");

    private static ExportedSample exported;

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeAll
    static void exportEverything(@TempDir Path first) throws Exception {
        exported = new ExportedSample(first, RECORDS, INCREMENTAL);
        ExportSummary summary = exported.summary();
        assertThat(summary.mode()).isEqualTo("full");
        assertThat(summary.whyFull()).contains("no complete run");
        assertThat(summary.rowsLoaded()).isEqualTo(RECORDS);
        assertThat(summary.reconciled()).isTrue();
    }

    @BeforeEach
    void startServers() throws Exception {
        servers = exported.copyTo(directory);
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void whatChangedIsReplacedAndNothingElseIsSent() throws Exception {
        servers.imednet().change("change-row:row=3,every=100,attribute=recordStatus,value=Changed");

        ExportSummary summary = export();

        assertThat(summary.mode()).isEqualTo("incremental");
        assertThat(summary.changed()).isEqualTo(13);
        assertThat(summary.rowsLoaded()).isEqualTo(13);
        assertThat(summary.rowsReplaced()).isEqualTo(13);
        assertThat(summary.puts()).isEqualTo(1);
        assertThat(summary.copies()).isEqualTo(1);
        assertThat(summary.apiRequests()).isLessThanOrEqualTo(20);
        requireWhole();
    }

    /** A round asks twice for the total, once for the changes, and once after each pass what changed meanwhile. */
    @Test
    void theFirstPageOfWhatChangedIsAskedForOnce() throws Exception {
        servers.imednet().change("change-row:row=3,every=100,attribute=recordStatus,value=Changed");

        try (LogLines log = new LogLines(Level.INFO)) {
            ExportSummary summary = export();

            long rounds = log.lines().stream().filter(line -> line.contains("were made or changed since")).count();
            long furtherPasses = log.lines().stream().filter(line -> line.contains(" is read again: ")).count();
            assertThat(summary.apiRequests()).isEqualTo(4 * rounds + 2 * furtherPasses);
        }
    }

    @Test
    void nothingIsSentWhereNothingChanged() throws Exception {
        ExportSummary summary = export();

        assertThat(summary.mode()).isEqualTo("incremental");
        assertThat(summary.changed()).isZero();
        assertThat(summary.recordsAnnounced()).isEqualTo(RECORDS);
        assertThat(summary.puts()).isZero();
        assertThat(summary.copies()).isZero();
        assertThat(summary.apiRequests()).isEqualTo(3);
        requireWholeTable();
    }

    @Test
    void recordsThatAreNewOrDeletedByTheirFlagComeToo() throws Exception {
        servers.imednet().change(
                "new-row:place=last", "change-row:row=3,attribute=deleted,value=true", "new-row:place=first");

        ExportSummary summary = export();

        assertThat(summary.mode()).isEqualTo("incremental");
        assertThat(summary.rowsLoaded()).isEqualTo(3);
        assertThat(summary.rowsReplaced()).isEqualTo(1);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS WHERE DELETED")).isPositive();
        requireWhole();
    }

    @Test
    void whatChangedInTheOverlapIsAskedForAgainAndNotSentAgain() throws Exception {
        servers.imednet().change("change-row:row=3,every=100");
        export();

        ExportSummary second = export();

        assertThat(second.mode()).isEqualTo("incremental");
        assertThat(second.changed()).isEqualTo(13);
        // In the second of the changes, they may be asked for in another round too, which counts them once more.
        assertThat(second.rowsAlreadyLoaded()).isPositive();
        assertThat(second.rowsAlreadyLoaded() % 13).isZero();
        assertThat(second.copies()).isZero();
        requireWholeTable();
    }

    @Test
    void runsOfWhatChangedMayFollowEachOther() throws Exception {
        for (int row : new int[] {3, 3, 700, 1249}) {
            servers.imednet().change("change-row:row=" + row + ",attribute=recordStatus,value=At" + System.nanoTime());

            assertThat(export().mode()).isEqualTo("incremental");
            requireWholeTable();
        }
        requireVerified();
    }

    @Test
    void changesOfAsManyLoadsAsItTakesComeToo() throws Exception {
        servers.imednet().change("change-row:row=0,every=2,attribute=recordStatus,value=Changed");

        ExportSummary summary = export(Map.of("export.load-batches", "1", "export.parallel-loads", "2"));

        assertThat(summary.mode()).isEqualTo("incremental");
        assertThat(summary.copies()).isGreaterThan(1);
        requireWhole();
    }

    @Test
    void aRunOfEverythingAfterwardsSendsTheBatchesWithChangesAlone() throws Exception {
        servers.imednet().change("change-row:row=3,attribute=recordStatus,value=Changed");
        export();

        ExportSummary full = servers.export("SAMPLE", Map.of());

        assertThat(full.mode()).isEqualTo("full");
        assertThat(full.whyFull()).isNull();
        assertThat(full.reconciled()).isTrue();
        assertThat(full.rowsLoaded()).isEqualTo(500);
        assertThat(full.rowsAlreadyLoaded()).isEqualTo(RECORDS - 500);
        requireWholeTable();
        assertThat(servers.export("SAMPLE", Map.of()).copies()).isZero();
        assertThat(export().whyFull()).contains("not as the last complete run");
    }

    @Test
    void aRecordThatVanishedIsSeenByTheTotal() throws Exception {
        servers.imednet().change("remove-row:row=600", "change-row:row=3,attribute=recordStatus,value=Changed");

        ExportSummary summary = export();

        assertThat(summary.mode()).isEqualTo("full");
        assertThat(summary.whyFull()).contains("announces 1249 records, and the table has 1250 rows");
        requireWholeTable();
        assertThat(export().mode()).isEqualTo("incremental");
    }

    @Test
    void aRecordThatChangedAndThenVanishedWhileItWasReadIsSeenByTheTotal() throws Exception {
        servers.failImednet("remove-row:row=600,on=size=1&,at=2");
        servers.imednet().change("change-row:row=600,attribute=recordStatus,value=Changed");

        ExportSummary summary = export();

        assertThat(summary.whyFull()).contains("disappeared that are not among the changes");
        requireWholeTable();
    }

    @Test
    void recordsThatChangeWhileChangesAreReadComeToo() throws Exception {
        servers.failImednet(
                "change-row:row=700,attribute=recordStatus,value=Meanwhile,on=dateModified,at=3",
                "new-row:place=last,on=size=1&,at=2");
        servers.imednet().change("change-row:row=3,attribute=recordStatus,value=Changed");

        ExportSummary summary = export();

        assertThat(summary.mode()).isEqualTo("incremental");
        assertThat(summary.recordsAnnounced()).isEqualTo(RECORDS + 1);
        requireWhole();
    }

    @Test
    void anApiThatRefusesTheFilterIsReadAsAWhole() throws Exception {
        servers.failImednet("status:code=400,on=dateModified,times=always");
        servers.imednet().change("change-row:row=3,attribute=recordStatus,value=Changed");

        ExportSummary summary = export();

        assertThat(summary.whyFull()).contains("refuses to tell what changed");
        servers.failImednet();
        servers.imednet().change("change-row:row=3,attribute=recordStatus,value=Changed");
        assertThat(export().mode()).isEqualTo("incremental");
        requireWholeTable();
    }

    @Test
    void aTableThatWasMadeAnewIsLoadedAsAWhole() throws Exception {
        servers.execute("DROP TABLE RECORDS");

        assertThat(export().whyFull()).contains("no complete run");

        assertThat(servers.verify("SAMPLE", true, Map.of()).differences()).isEmpty();
        assertThat(export().mode()).isEqualTo("incremental");
    }

    /** Each time everything was read, the next run would be one of changes again. */
    @Test
    void everythingIsReadWhereTheTableIsNotAsItWas() throws Exception {
        String loaded = "not as the last complete run";
        requireEverythingIsRead("TRUNCATE TABLE RECORDS", loaded);
        requireEverythingIsRead(
                "DELETE FROM RECORDS WHERE RECORD_ID IN (SELECT MIN(RECORD_ID) FROM RECORDS)", loaded);
        requireEverythingIsRead(
                "UPDATE IMEDNET_SYNC_STATE SET VERSION = '0.0.1'", "the version of this tool changed from 0.0.1");
        requireEverythingIsRead(
                "UPDATE IMEDNET_LOAD_LEDGER SET SUPERSEDED_AT = LOADED_AT WHERE BATCH_ID LIKE '%/0'", loaded);
        requireEverythingIsRead(
                "UPDATE IMEDNET_SYNC_STATE SET UP_TO = '2124-02-29 00:00:00'", "the API's clock says");
        requireEverythingIsRead(
                "UPDATE IMEDNET_SYNC_STATE SET FULL_AT = '2024-02-29 00:00:00'", "longer ago than export.full-every");
        requireEverythingIsRead("UPDATE IMEDNET_SYNC_STATE SET ANNOUNCED = 7", "the API's total proves nothing");
        requireEverythingIsRead("DELETE FROM IMEDNET_SYNC_STATE", "no complete run");

        assertThat(export().mode()).isEqualTo("incremental");
        requireWhole();
    }

    private void requireEverythingIsRead(String sql, String why) throws Exception {
        servers.execute(sql);
        changeARow();
        assertThat(export().whyFull()).as(sql).contains(why);
        requireWholeTable();
    }

    @Test
    void everythingIsReadWhereTheSettingsAskForIt() throws Exception {
        servers.execute("UPDATE IMEDNET_SYNC_STATE SET FULL_AT = DATEADD(hour, -2, FULL_AT)");
        requireEverythingIsRead(Map.of("export.full-every", "1h"), "longer ago than export.full-every");
        requireEverythingIsRead(Map.of("export.idempotent", "false"), "loads everything again");
        requireEverythingIsRead(
                Map.of("export.batch-size", "400"), "the layout of the files changed from export.batch-size=500");
    }

    private void requireEverythingIsRead(Map<String, String> settings, String why) throws Exception {
        changeARow();
        assertThat(export(settings).whyFull()).as("%s", settings).contains(why);
        requireWholeTable();
    }

    private void changeARow() throws IOException {
        servers.imednet().change("change-row:row=3,attribute=recordStatus,value=At" + System.nanoTime());
    }

    @Test
    void aPartOfTheRecordsIsReadAsAWhole() throws Exception {
        ExportSummary part = export(Map.of("export.forms", "AE", "export.replace-selection", "true"));

        assertThat(part.whyFull()).contains("a part of the records is selected");
        assertThat(export(Map.of("export.replace-selection", "true")).whyFull()).contains("the selection changed");
        requireWholeTable();
    }

    @Test
    void changesAreAskedForFromTheOverlapOn() throws Exception {
        servers.imednet().change("change-row:row=3,attribute=recordStatus,value=Changed");
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
        servers.execute("UPDATE IMEDNET_SYNC_STATE SET UP_TO = '" + now + "'");

        ExportSummary summary = export(Map.of("export.incremental-overlap", "2h"));

        assertThat(Instant.parse(summary.since()))
                .isEqualTo(Instant.parse(now + "Z").minus(2, ChronoUnit.HOURS));
        assertThat(summary.rowsLoaded()).isEqualTo(1);
        requireWholeTable();
    }

    @Test
    void theManifestHasTheFilesOfChangesAndAReplayRefusesThem() throws Exception {
        Path manifest = directory.resolve("manifest.jsonl");
        Map<String, String> kept = Map.of(
                "export.manifest-path", manifest.toString(),
                "export.local-staging-dir", directory.resolve("files").toString());
        servers.execute("DROP TABLE RECORDS");
        String everything = export(kept).runId();
        servers.imednet().change("change-row:row=3,attribute=recordStatus,value=Changed");
        export(kept);

        VerificationReport report = servers.verify("SAMPLE", true, kept);
        assertThat(report.differences()).isEmpty();
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.replay(manifest, null, kept))
                .withMessageContaining("/records/changes/0")
                .withMessageContaining("--run");
        Map<String, String> elsewhere = new HashMap<>(kept);
        elsewhere.put("snowflake.table", "REPLAYED");
        assertThat(servers.replay(manifest, everything, elsewhere).rowsInTable()).isEqualTo(RECORDS);
    }

    private ExportSummary export() throws Exception {
        return export(Map.of());
    }

    private ExportSummary export(Map<String, String> others) throws Exception {
        Map<String, String> settings = new HashMap<>(INCREMENTAL);
        settings.putAll(others);
        ExportSummary summary = servers.export("SAMPLE", settings);
        assertThat(summary.reconciled()).isTrue();
        return summary;
    }

    private void requireWhole() throws Exception {
        requireWholeTable();
        requireVerified();
    }

    private void requireWholeTable() throws Exception {
        new WholeTable(servers.imednet(), servers.snowflake()).verify();
    }

    private void requireVerified() throws Exception {
        VerificationReport report = servers.verify("SAMPLE", true, Map.of());
        assertThat(report.differences()).isEmpty();
    }
}
