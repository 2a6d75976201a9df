package io.github.imednet.snowflake.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.journal.HashChainCheck;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.StateDirectory;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.replay.ReplayProblem.Kind;
import io.github.imednet.snowflake.report.Reports;
import io.github.imednet.snowflake.run.ExportBatchException;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.ExportedSample;
import io.github.imednet.snowflake.run.LocalServers;
import io.github.imednet.snowflake.run.VerificationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kept files that are loaded again. */
class ReplayTest {

    private static final int RECORDS = 1250;
    private static final String ROWS =
            "SELECT RECORD_ID, FORM_KEY, RECORD_DATA::VARCHAR, DATE_MODIFIED::VARCHAR, _SOURCE_FILE FROM ";

    /** The last batch has one record. */
    private static final Map<String, String> ONE_RECORD_LEFT_OVER =
            Map.of("export.batch-size", "1249", "export.max-retries", "0", "snowflake.table", "ANOTHER");

    private static ExportedSample before;

    @TempDir
    private Path directory;

    private LocalServers servers;
    private Path manifest;
    private Path kept;

    @BeforeAll
    static void export(@TempDir Path first) throws Exception {
        before = new ExportedSample(first, RECORDS, settings(first, Map.of()));
    }

    @BeforeEach
    void startServers() throws Exception {
        servers = before.copyTo(directory);
        manifest = directory.resolve("manifest.jsonl");
        kept = directory.resolve("kept");
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void anotherTableGetsTheSameRowsOnceAndTheApiIsNotAsked() throws Exception {
        long requests = servers.imednet().requests();

        ReplayReport report = replay(Map.of("snowflake.table", "COPY_OF_IT"));

        assertThat(report.problems()).isEmpty();
        assertThat(report.reconciled()).isTrue();
        assertThat(List.of(report.rowsInFiles(), report.rowsCopied(), report.rowsInLedger(), report.rowsInTable()))
                .containsOnly((long) RECORDS);
        assertThat(servers.query(ROWS + "COPY_OF_IT ORDER BY 1")).isEqualTo(servers.query(ROWS + "RECORDS ORDER BY 1"));
        assertThat(servers.imednet().requests()).isEqualTo(requests);
        assertThat(replay(Map.of("snowflake.table", "COPY_OF_IT")).copies()).isZero();
        assertThat(servers.number("SELECT COUNT(*) FROM COPY_OF_IT")).isEqualTo(RECORDS);
    }

    /** The API was not asked, so that nothing it announced is on the page. */
    @Test
    void aReplayHasAPageAsAnExportHas() throws Exception {
        ReplayReport report = replay(Map.of("snowflake.table", "COPY_OF_IT"));

        String page = new Reports(servers.state()).ofRun(report.runId());
        assertThat(page)
                .contains("every one of the 1,250 records is in IMEDNET.PUBLIC.COPY_OF_IT exactly once")
                .contains("rows in the ledger: 1,250.", "rows copied: 1,250.")
                .doesNotContain("announced by the API", "(differs)");
        assertThat(new Reports(servers.state()).ofAll(null)).contains(report.runId(), before.summary().runId());
    }

    @Test
    void anExportAfterAReplayFindsEverythingLoaded() throws Exception {
        replay(Map.of("snowflake.table", "COPY_OF_IT"));

        ExportSummary summary = export(Map.of("snowflake.table", "COPY_OF_IT"));

        assertThat(summary.copies()).isZero();
        assertThat(summary.rowsAlreadyLoaded()).isEqualTo(RECORDS);
        assertThat(summary.reconciled()).isTrue();
    }

    /** Another run may be sending one of them. */
    @Test
    void anExportThatKeepsTheSameFilesAgainTakesNoneAwayMeanwhile() throws Exception {
        try (WatchService watch = directory.getFileSystem().newWatchService()) {
            kept.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);

            export(Map.of("snowflake.table", "ANOTHER"));

            Files.createFile(kept.resolve("end"));
            List<String> events = new ArrayList<>();
            while (!events.contains("ENTRY_CREATE end")) {
                WatchKey key = watch.take();
                key.pollEvents().forEach(event -> events.add(event.kind() + " " + event.context()));
                key.reset();
            }
            assertThat(events)
                    .filteredOn(event -> event.endsWith(".parquet"))
                    .hasSize(3)
                    .allMatch(event -> event.startsWith("ENTRY_CREATE"));
        }
    }

    @Test
    void theSameTableIsLeftAsItIsUnlessTheReplayIsForced() throws Exception {
        ReplayReport same = replay(Map.of());
        assertThat(same.copies()).isZero();
        assertThat(same.rowsAlreadyLoaded()).isEqualTo(RECORDS);

        ReplayReport forced = replay(Map.of("export.idempotent", "false"));
        assertThat(forced.rowsLoaded()).isEqualTo(RECORDS);
        assertThat(forced.rowsReplaced()).isEqualTo(RECORDS);
        assertThat(forced.reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
    }

    @Test
    void rowsThatATableHasLostComeBack() throws Exception {
        servers.execute("DELETE FROM RECORDS WHERE RECORD_ID = (SELECT MAX(RECORD_ID) FROM RECORDS)");

        ReplayReport report = replay(Map.of());

        assertThat(report.rowsLoaded()).isEqualTo(250);
        assertThat(report.rowsAlreadyLoaded()).isEqualTo(1000);
        assertThat(servers.number("SELECT COUNT(DISTINCT RECORD_ID) FROM RECORDS")).isEqualTo(RECORDS);
    }

    @Test
    void whatIsMissingChangedOrDamagedIsNamedAndTheRestIsLoaded() throws Exception {
        List<String> lines = Files.readAllLines(manifest);
        Files.delete(file(lines.get(0)));
        Files.write(file(lines.get(1)), new byte[] {0}, StandardOpenOption.APPEND);
        Files.write(
                manifest,
                List.of(lines.get(0), lines.get(1), "{\"batch_id\":\"SAMPLE/rec", lines.get(2), "{\"row_count\":1}"));

        ReplayReport report = replay(Map.of("snowflake.table", "COPY_OF_IT"));

        assertThat(report.lines()).isEqualTo(5);
        assertThat(report.problems())
                .extracting(ReplayProblem::kind, ReplayProblem::line)
                .containsExactlyInAnyOrder(
                        tuple(Kind.MISSING, 1L),
                        tuple(Kind.DIFFERENT, 2L),
                        tuple(Kind.DAMAGED, 3L),
                        tuple(Kind.DAMAGED, 5L));
        assertThat(report.problems())
                .extracting(ReplayProblem::problem)
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("line 1, batch SAMPLE/records/")
                        .contains("is not in " + kept))
                .anySatisfy(problem -> assertThat(problem).contains("its SHA-256 differs"))
                .anySatisfy(problem -> assertThat(problem).isEqualTo("line 3 is not a JSON object"));
        assertThat(report.batches()).isEqualTo(1);
        assertThat(report.reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM COPY_OF_IT")).isEqualTo(report.rowsLoaded()).isPositive();
    }

    /** One manifest has the lines of all studies that an export names. */
    @Test
    void whatIsMissingOfAnotherStudyIsNothingToAStudyThatIsNamed() throws Exception {
        List<String> lines = Files.readAllLines(manifest);
        List<String> ofAnother = lines.stream()
                .map(line -> line.replace("SAMPLE", "ANOTHER"))
                .toList();
        Files.write(manifest, ofAnother, StandardOpenOption.APPEND);
        Files.writeString(manifest, ofAnother.get(0).replace("/records/", "/sites/").replace("\"run_id\"",
                "\"list\":\"sites\",\"run_id\"") + "\n", StandardOpenOption.APPEND);

        ReplayReport report = replay(Map.of("export.study-key", "SAMPLE", "snowflake.table", "COPY_OF_IT"));

        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).noneMatch(note -> note.contains("sites"));
        assertThat(report.rowsLoaded()).isEqualTo(RECORDS);
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> replay(Map.of()))
                .withMessageContaining("has files of the studies ANOTHER, SAMPLE: name one in export.study-key");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> replay(Map.of("export.study-key", "THIRD")))
                .withMessageContaining("has no line of study THIRD");
    }

    @Test
    void aLineThatNamesAFileElsewhereIsDamaged() throws Exception {
        String line = Files.readAllLines(manifest).get(0);
        Files.writeString(manifest, line.replaceAll("/imednet/[^\"]*", "/..") + "\n", StandardOpenOption.APPEND);

        assertThat(replay(Map.of()).problems()).extracting(ReplayProblem::kind).containsExactly(Kind.DAMAGED);
    }

    @Test
    void ofTwoStatesOfTheSameRecordsTheLastOneIsLoaded() throws Exception {
        export(Map.of("export.batch-size", "1000"));

        ReplayReport report = replay(Map.of("snowflake.table", "COPY_OF_IT"));

        assertThat(report.problems()).isEmpty();
        assertThat(report.notes())
                .anySatisfy(note -> assertThat(note).contains("which is newer and is loaded in its place"));
        assertThat(report.batches()).isEqualTo(2);
        assertThat(servers.query(ROWS + "COPY_OF_IT ORDER BY 1")).isEqualTo(servers.query(ROWS + "RECORDS ORDER BY 1"));
    }

    @Test
    void anEarlierRunTakesNothingsPlaceUnlessItIsForced() throws Exception {
        export(Map.of("export.batch-size", "1000"));
        assertThatAnEarlierRunIsRefused();
        servers.execute("CREATE TABLE RESTORED AS SELECT * FROM RECORDS");
        servers.execute("DROP TABLE RECORDS");
        servers.execute("ALTER TABLE RESTORED RENAME TO RECORDS");
        assertThatAnEarlierRunIsRefused();
        assertThat(servers.number("SELECT COUNT(DISTINCT _SOURCE_FILE) FROM RECORDS")).isEqualTo(2);

        ReplayReport forced = servers.replay(
                manifest, before.summary().runId().substring(0, 8), settings(Map.of("export.idempotent", "false")));

        assertThat(forced.reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(DISTINCT _SOURCE_FILE) FROM RECORDS")).isEqualTo(3);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
    }

    private void assertThatAnEarlierRunIsRefused() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.replay(manifest, before.summary().runId(), settings(Map.of())))
                .withMessageContaining("has other rows of the same records")
                .withMessageContaining("--force-reload");
    }

    /** Into the table itself they would come back. */
    @Test
    void recordsThatTheNewestRunDoesNotHaveAreLoadedOnlyForARunThatIsNamed() throws Exception {
        servers.serve(StudyData.sample(400));
        String newest = export(Map.of()).runId();

        requireRefusal(newest, "RECORDS");
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(400);
        assertThat(servers.replay(manifest, newest, settings(Map.of())).rowsAlreadyLoaded()).isEqualTo(400);
    }

    /** Its one file ends within the second one of the run before. */
    @Test
    void aRunThatWasCutOffIsNotMixedWithTheOneBefore() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(manifest));
        String newest = export(Map.of("export.batch-size", "600")).runId();
        Files.readAllLines(manifest).stream()
                .filter(line -> line.contains(newest) && line.contains("records/0"))
                .forEach(lines::add);
        Files.write(manifest, lines);

        requireRefusal(newest, "COPY_OF_IT");
    }

    /** All that it loaded was loaded before the study lost its last batch. */
    @Test
    void aBatchThatAResumedRunDidNotFindAnyMoreIsNotReplayed() throws Exception {
        String run = failInReconciliation();
        servers.imednet().change("remove-row:row=1249");
        assertThat(resume(run).reconciled()).isTrue();

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.replay(manifest, run, settings(Map.of("snowflake.table", "COPY_OF_IT"))))
                .withMessageContaining("batch SAMPLE/records/1 of run " + run)
                .withMessageContaining("no file of its last pass has")
                .withMessageContaining("Export again");
        String next = export(ONE_RECORD_LEFT_OVER).runId();
        assertThat(servers.replay(manifest, next, settings(Map.of("snowflake.table", "COPY_OF_IT"))).rowsLoaded())
                .isEqualTo(RECORDS - 1);
    }

    @Test
    void aResumedRunThatOnlyGoesOnIsReplayed() throws Exception {
        String run = failInReconciliation();
        resume(run);

        assertThat(servers.replay(manifest, run, settings(Map.of("snowflake.table", "COPY_OF_IT"))).rowsLoaded())
                .isEqualTo(RECORDS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "change-row:row=3,attribute=recordStatus,value=Changed,on=dateModified; 0", "remove-row:row=1249,on=page=1; -1"
    })
    void aRunOfTwoPassesIsReplayed(String fault, int more) throws Exception {
        servers.failImednet(fault);
        String run = export(Map.of("export.batch-size", "300", "snowflake.table", "ANOTHER")).runId();

        servers.replay(manifest, run, settings(Map.of("snowflake.table", "COPY_OF_IT")));

        assertThat(servers.number("SELECT COUNT(*) FROM COPY_OF_IT")).isEqualTo(RECORDS + more);
        assertThat(servers.query(ROWS + "COPY_OF_IT ORDER BY 1")).isEqualTo(servers.query(ROWS + "ANOTHER ORDER BY 1"));
    }

    private String failInReconciliation() throws Exception {
        servers.failSnowflake("sql-error:on=COUNT(DISTINCT,code=000604,state=57014");
        assertThatExceptionOfType(VerificationException.class)
                .isThrownBy(() -> export(ONE_RECORD_LEFT_OVER));
        List<JournaledRun> runs = new StateDirectory(servers.state()).runs().runs();
        return runs.get(runs.size() - 1).id();
    }

    private ExportSummary resume(String run) throws Exception {
        return servers.request(
                "direct:export-records",
                Map.of("resumeRun", run),
                settings(ONE_RECORD_LEFT_OVER),
                null,
                ExportSummary.class);
    }

    @Test
    void aReplayThatWasCutOffIsGivenAgain() throws Exception {
        replay(Map.of("snowflake.table", "COPY_OF_IT"));
        Files.write(manifest, Files.readAllLines(manifest).subList(0, 4));

        assertThat(replay(Map.of("snowflake.table", "COPY_OF_IT")).rowsAlreadyLoaded()).isEqualTo(RECORDS);
    }

    @Test
    void theLinesOfAReplayFollowThoseOfTheExport() throws Exception {
        replay(Map.of("snowflake.table", "COPY_OF_IT"));

        HashChainCheck.Result chain = HashChainCheck.check(manifest);
        assertThat(chain.breaks()).isEmpty();
        assertThat(chain.lines()).isEqualTo(6);
    }

    @Test
    void aLostAnswerToCommitIsNoSecondLoad() throws Exception {
        servers.failSnowflake("drop-after:on=COMMIT");

        ReplayReport report = replay(Map.of("snowflake.table", "COPY_OF_IT"));

        assertThat(report.reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM COPY_OF_IT")).isEqualTo(RECORDS);
    }

    @Test
    void aReplayThatFailsIsNotGoneOnWithAsAnExport() throws Exception {
        servers.failSnowflake("sql-error:on=COPY INTO,times=always");
        assertThatExceptionOfType(ExportBatchException.class)
                .isThrownBy(() -> replay(Map.of("snowflake.table", "COPY_OF_IT")))
                .withMessageContaining("SAMPLE/records/0");
        servers.failSnowflake();
        List<JournaledRun> runs = new StateDirectory(servers.state()).runs().runs();

        assertThat(runs.get(runs.size() - 1).whyNotResumable(null)).singleElement().asString().contains("is a replay");
        assertThat(replay(Map.of("snowflake.table", "COPY_OF_IT")).rowsLoaded()).isEqualTo(RECORDS);
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK")).isZero();
    }

    @Test
    void filesOfAnotherSelectionAreRefused() throws Exception {
        export(Map.of("export.forms", "AE", "snowflake.table", "SOME"));

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> replay(Map.of("snowflake.table", "COPY_OF_IT")))
                .withMessageContaining("the records of export.forms=AE");
    }

    @Test
    void withoutADirectoryNothingIsReplayed() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.replay(manifest, null, Map.of()))
                .withMessageContaining("set export.local-staging-dir (--local-staging-dir), which is not set");
    }

    private void requireRefusal(String newest, String table) {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> replay(Map.of("snowflake.table", table)))
                .withMessageContaining("of run " + before.summary().runId() + ", has record ")
                .withMessageContaining("no file of the newest run " + newest + " has")
                .withMessageContaining("--run");
    }

    private ExportSummary export(Map<String, String> others) throws Exception {
        return servers.export("SAMPLE", settings(others));
    }

    private ReplayReport replay(Map<String, String> others) throws Exception {
        return servers.replay(manifest, null, settings(others));
    }

    private Map<String, String> settings(Map<String, String> others) {
        return settings(directory, others);
    }

    private static Map<String, String> settings(Path directory, Map<String, String> others) {
        Map<String, String> all = new HashMap<>();
        all.put("export.manifest-path", directory.resolve("manifest.jsonl").toString());
        all.put("export.local-staging-dir", directory.resolve("kept").toString());
        all.putAll(others);
        return all;
    }

    private Path file(String line) {
        return kept.resolve(line.replaceAll(".*/([^/\"]*\\.parquet)\".*", "$1"));
    }
}
