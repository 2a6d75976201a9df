package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.SnowflakeExportConfig;
import io.github.imednet.snowflake.SnowflakeExportSink;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import io.github.imednet.snowflake.model.RecordColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches of a program's own, written one by one: each is in the table exactly once, whatever is done with it. */
class SnowflakeExportSinkTest {

    private static final AtomicInteger TABLES = new AtomicInteger();

    private static final String COLUMNS = Arrays.stream(RecordColumn.values())
            .map(column -> column.name() + ' ' + column.kind().snowflakeType())
            .collect(Collectors.joining(", ", " (", ", _SOURCE_FILE VARCHAR)"));

    @TempDir
    private static Path directory;

    private static LocalServers servers;

    private String table;

    @BeforeAll
    static void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(1200));
    }

    @AfterAll
    static void stopServers() throws Exception {
        servers.close();
    }

    @BeforeEach
    void nameTable() throws Exception {
        table = "RECORDS_" + TABLES.incrementAndGet();
        servers.failSnowflake();
    }

    @Test
    void aBatchIsLoadedAndItsRowsAreCounted() throws Exception {
        try (SnowflakeExportSink sink = sink()) {
            assertThat(sink.writeBatch(maps("S", 1, 5), "S/records/0")).isEqualTo(5);
            assertThat(sink.writeBatch(maps("S", 6, 7), "S/records/1")).isEqualTo(2);
        }

        assertThat(ids()).containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_LOAD_LEDGER WHERE STUDY_KEY = 'S' AND TABLE_NAME = '" + table + "'"))
                .isEqualTo(2);
    }

    @Test
    void theSameBatchAgainLoadsNothing() throws Exception {
        try (SnowflakeExportSink sink = sink()) {
            sink.writeBatch(maps("S", 1, 5), "b");
            long puts = servers.snowflake().statements(StatementType.PUT);

            assertThat(sink.writeBatch(maps("S", 1, 5), "b")).isZero();

            assertThat(servers.snowflake().statements(StatementType.PUT)).isEqualTo(puts);
        }
        try (SnowflakeExportSink another = sink()) {
            assertThat(another.writeBatch(maps("S", 1, 5), "b")).isZero();
        }
        assertThat(ids()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void theSameBatchIsLoadedAgainInPlaceWhereThatIsForced() throws Exception {
        try (SnowflakeExportSink sink = new SnowflakeExportSink(config().idempotent(false).build())) {
            assertThat(sink.writeBatch(maps("S", 1, 5), "b")).isEqualTo(5);
            assertThat(sink.writeBatch(maps("S", 1, 5), "b")).isEqualTo(5);
        }

        assertThat(ids()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void otherRecordsUnderTheSameIdTakeThePlaceOfTheBatchAndOfNoOther() throws Exception {
        try (SnowflakeExportSink sink = sink()) {
            sink.writeBatch(maps("S", 1, 5), "b");
            sink.writeBatch(maps("S", 3, 4), "c");

            assertThat(sink.writeBatch(maps("S", 2, 3), "b")).isEqualTo(2);
        }

        assertThat(ids()).containsExactly("2", "3", "3", "4");
        assertThat(current()).containsExactlyInAnyOrder(List.of("b", "2"), List.of("c", "2"));
    }

    @Test
    void aBatchThatGoesBackToWhatItWasIsLoadedAgain() throws Exception {
        try (SnowflakeExportSink sink = sink()) {
            sink.writeBatch(maps("S", 1, 2), "b");
            sink.writeBatch(maps("S", 1, 3), "b");

            assertThat(sink.writeBatch(maps("S", 1, 2), "b")).isEqualTo(2);
        }

        assertThat(ids()).containsExactly("1", "2");
    }

    @Test
    void rowsThatSomebodyDeletedComeBackAndThoseOfATableMadeAnew() throws Exception {
        try (SnowflakeExportSink sink = sink()) {
            sink.writeBatch(maps("S", 1, 5), "b");
            servers.execute("DELETE FROM " + table + " WHERE RECORD_ID > 3");

            assertThat(sink.writeBatch(maps("S", 1, 5), "b")).isEqualTo(5);

            servers.execute("CREATE OR REPLACE TABLE " + table + COLUMNS);
            assertThat(sink.writeBatch(maps("S", 1, 5), "b")).isEqualTo(5);
        }
        assertThat(ids()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void idsThatLookAlikeInAFileNameAreDifferentBatches() throws Exception {
        List<String> ids = List.of("a/b", "a_b", "a b", "a\\b", "a'b", "a\nb", "ä/b", "A/B", "x".repeat(300) + "/b",
                "y".repeat(300) + "/b", "../../a_b", "a/b ");
        try (SnowflakeExportSink sink = sink()) {
            for (String id : ids) {
                assertThat(sink.writeBatch(maps("S", 1, 1), id)).isEqualTo(1);
            }
            for (String id : ids) {
                assertThat(sink.writeBatch(maps("S", 1, 1), id)).isZero();
            }
        }

        assertThat(servers.number("SELECT COUNT(DISTINCT _SOURCE_FILE) FROM " + table)).isEqualTo(ids.size());
        assertThat(current().stream().map(row -> row.get(0))).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void theNameOfAFileIsAsThatOfAnExport() throws Exception {
        try (SnowflakeExportSink sink = sink()) {
            sink.writeBatch(maps("S", 1, 1), "MY_STUDY/FORM1/0");
        }

        assertThat(servers.query("SELECT _SOURCE_FILE FROM " + table).get(0).get(0))
                .matches("imednet/MY_STUDY_FORM1_0-[0-9a-f]{16}\\.parquet");
    }

    @Test
    void anEmptyBatchSendsNothing() throws Exception {
        try (SnowflakeExportSink sink = sink()) {
            long before = statements();

            assertThat(sink.writeBatch(List.of(), "b")).isZero();

            assertThat(statements()).isEqualTo(before);
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void threadsWriteTheirBatchesAtTheSameTimeAndTheSameOneOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (SnowflakeExportSink sink = sink()) {
            List<Callable<Long>> writes = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                int batch = i % 8;
                writes.add(() -> sink.writeBatch(maps("S", batch * 10 + 1, batch * 10 + 10), "S/records/" + batch));
            }
            List<Long> rows = new ArrayList<>();
            for (Future<Long> write : threads.invokeAll(writes)) {
                rows.add(write.get());
            }

            assertThat(rows.stream().filter(count -> count == 10)).hasSize(8);
            assertThat(rows.stream().filter(count -> count == 0)).hasSize(16);
        } finally {
            threads.shutdownNow();
        }
        assertThat(ids()).containsExactlyElementsOf(IntStream.rangeClosed(1, 80).mapToObj(Integer::toString).toList());
    }

    @Test
    void anotherProcessThatWritesTheSameBatchKeepsThisOneFromIt() throws Exception {
        try (SnowflakeExportSink sink = sink()) {
            servers.execute("INSERT INTO IMEDNET_RUN_LOCK (TABLE_NAME, STUDY_KEY, RUN_ID, OWNER, EXPIRES_AT, BATCH_ID)"
                    + " SELECT '" + table + "', 'OTHER', 'run-7', 'process 9 on elsewhere', DATEADD(second, 600, SYSDATE()), 'b'");

            assertThatExceptionOfType(ExportConfigurationException.class)
                    .isThrownBy(() -> sink.writeBatch(maps("S", 1, 1), "b"))
                    .withMessageContaining("Run run-7 (process 9 on elsewhere) is loading batch b");
            assertThat(sink.writeBatch(maps("OTHER", 1, 1), "c")).isEqualTo(1);
        }
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK WHERE TABLE_NAME = '" + table + "'")).isEqualTo(1);
    }

    @Test
    void anExportUnderWayKeepsBatchesOfItsStudyFromTheTable() throws Exception {
        try (SnowflakeExportSink sink = sink()) {
            servers.execute("INSERT INTO IMEDNET_RUN_LOCK (TABLE_NAME, STUDY_KEY, RUN_ID, OWNER, EXPIRES_AT)"
                    + " SELECT '" + table + "', 'S', 'run-8', 'process 9 on elsewhere', DATEADD(second, 600, SYSDATE())");

            assertThatExceptionOfType(ExportConfigurationException.class)
                    .isThrownBy(() -> sink.writeBatch(maps("S", 1, 1), "b"))
                    .withMessageContaining("Run run-8");
            assertThat(sink.writeBatch(maps("T", 1, 1), "b")).isEqualTo(1);
        }
    }

    @Test
    void anExportOfTheStudyTakesOverWhatBatchesBrought() throws Exception {
        List<Map<String, Object>> sample = sample(500);
        try (SnowflakeExportSink sink = sink()) {
            sink.writeBatch(sample.subList(0, 300), "mine/0");
            sink.writeBatch(sample.subList(200, 500), "mine/1");
            sink.writeBatch(maps("SAMPLE", 900_000_001, 900_000_003), "mine/2");
            sink.writeBatch(maps("OTHER", 1, 4), "mine/3");
        }

        ExportSummary summary = servers.export("SAMPLE", Map.of("snowflake.table", table));

        assertThat(summary.reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM " + table + " WHERE STUDY_KEY = 'SAMPLE'")).isEqualTo(1200);
        assertThat(servers.number("SELECT COUNT(DISTINCT RECORD_ID) FROM " + table + " WHERE STUDY_KEY = 'SAMPLE'"))
                .isEqualTo(1200);
        assertThat(servers.number("SELECT COUNT(*) FROM " + table + " WHERE STUDY_KEY = 'OTHER'")).isEqualTo(4);
        assertThat(servers.verify("SAMPLE", true, Map.of("snowflake.table", table)).agrees()).isTrue();
    }

    @Test
    void aBatchWithTheIdOfAnExportsBatchIsThatBatch() throws Exception {
        servers.export("SAMPLE", Map.of("snowflake.table", table));
        try (SnowflakeExportSink sink = sink()) {
            assertThat(sink.writeBatch(maps("SAMPLE", 1, 2), "SAMPLE/records/2")).isEqualTo(2);
        }
        assertThat(servers.number("SELECT COUNT(*) FROM " + table)).isEqualTo(1002);

        assertThat(servers.export("SAMPLE", Map.of("snowflake.table", table)).reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM " + table)).isEqualTo(1200);
    }

    @Test
    void aVerificationFindsBatchesAndTheirManifestInOrder() throws Exception {
        Path manifest = directory.resolve("verified.jsonl");
        try (SnowflakeExportSink sink = new SnowflakeExportSink(config().manifestPath(manifest).build())) {
            sink.writeBatch(maps("V", 1, 5), "one");
            sink.writeBatch(maps("V", 6, 9), "two");
            sink.writeBatch(maps("W", 1, 2), "three");
        }

        VerificationReport report = servers.verify(
                "V", false, Map.of("snowflake.table", table, "export.manifest-path", manifest.toString()));

        assertThat(report.differences()).isEmpty();
        assertThat(report.agrees()).isTrue();
    }

    @Test
    void theManifestHasALineForEachBatchWrittenOrNot() throws Exception {
        Path manifest = directory.resolve("manifest.jsonl");
        try (SnowflakeExportSink sink = new SnowflakeExportSink(config().manifestPath(manifest).build())) {
            sink.writeBatch(maps("S", 1, 5), "MY_STUDY/records/0");
            sink.writeBatch(maps("S", 1, 5), "MY_STUDY/records/0");
        }

        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(manifest)) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).extracting(line -> line.path("status").asText()).containsExactly("LOADED", "ALREADY_LOADED");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("batch_id").asText()).isEqualTo("MY_STUDY/records/0");
            assertThat(line.path("stage_path").asText())
                    .matches("@MY_STAGE/imednet/MY_STUDY_records_0-[0-9a-f]{16}\\.parquet");
            assertThat(line.path("row_count").asLong()).isEqualTo(5);
        });
    }

    @Test
    void aFaultThatPassesIsOvercomeAndTheBatchLoadedOnce() throws Exception {
        servers.failSnowflake("session-gone:on=COPY INTO", "session-gone:on=COMMIT,at=2",
                "sql-error:on=SHOW TABLES,code=000604,state=57014");
        try (SnowflakeExportSink sink = sink()) {
            assertThat(sink.writeBatch(maps("S", 1, 5), "b")).isEqualTo(5);
        }

        assertThat(ids()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void aBatchThatFailsForGoodIsNamedWithItsAttemptsAndLeavesNothing() throws Exception {
        servers.failSnowflake("sql-error:on=COPY INTO,code=000604,state=57014,message=no luck,times=3");
        try (SnowflakeExportSink sink = new SnowflakeExportSink(config().maxRetries(2).build())) {
            ExportBatchException failure = catchThrowableOfType(
                    ExportBatchException.class, () -> sink.writeBatch(maps("S", 1, 5), "my batch"));

            assertThat(failure.batchId()).isEqualTo("my batch");
            assertThat(failure).hasMessageStartingWith("Batch my batch failed after 3 attempts: ").hasMessageContaining("no luck");
            assertThat(ids()).isEmpty();
            assertThat(sink.writeBatch(maps("S", 1, 5), "my batch")).isEqualTo(5);
        }
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK WHERE TABLE_NAME = '" + table + "'")).isZero();
    }

    @Test
    void aWrongPasswordAWrongAddressAndATableThatDoesNotFitFailTheConstructor() throws Exception {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> new SnowflakeExportSink(config().password("hunter2-wrong").build()))
                .withMessageContaining("Snowflake refused the login")
                .satisfies(failure -> assertThat(StackTraces.of(failure)).doesNotContain("hunter2-wrong"));
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> new SnowflakeExportSink(config()
                        .url("http://127.0.0.1:9")
                        .maxRetries(0)
                        .extra("snowflake.login-timeout", 1)
                        .build()))
                .withMessageContaining("Snowflake cannot be used as configured");
        servers.execute("CREATE TABLE " + table + " (RECORD_ID NUMBER)");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(this::sink)
                .withMessageContaining("lacks the columns");
    }

    @Test
    void aTableThatCannotSayWhichFileARowIsFromIsRefused() throws Exception {
        sink().close();
        servers.execute("ALTER TABLE " + table + " DROP COLUMN _SOURCE_FILE");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(this::sink)
                .withMessageContaining("has no column _SOURCE_FILE");
    }

    @Test
    void aClosedSinkCanBeClosedAgainAndWritesNoMore() throws Exception {
        SnowflakeExportSink sink = sink();
        sink.writeBatch(maps("S", 1, 1), "b");
        sink.close();
        sink.close();

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> sink.writeBatch(maps("S", 2, 2), "c"));
        assertThat(ids()).containsExactly("1");
    }

    @Test
    void anIdThatIsNoneIsRefused() throws Exception {
        try (SnowflakeExportSink sink = sink()) {
            for (String id : new String[] {null, "", " ", "a\0b", "\ud800"}) {
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> sink.writeBatch(maps("S", 1, 1), id))
                        .withMessageContaining("A batch needs an id");
            }
        }
    }

    @Test
    void temporaryFilesGoWithTheirBatchAndAGivenDirectoryKeepsThem() throws Exception {
        Path kept = directory.resolve("kept-" + table);
        Path state = directory.resolve("state-" + table);
        try (SnowflakeExportSink sink = new SnowflakeExportSink(config().extra("export.state-dir", state).build())) {
            sink.writeBatch(maps("S", 1, 1), "b");
            assertThat(parquetFiles(state)).isEmpty();
        }
        assertThat(state.resolve("sinks")).isEmptyDirectory();
        try (SnowflakeExportSink sink = new SnowflakeExportSink(config().localStagingDir(kept).build())) {
            sink.writeBatch(maps("S", 1, 2), "b");
        }
        assertThat(parquetFiles(kept)).hasSize(1);
    }

    @Test
    void whatASinkOfADeadProcessLeftIsRemovedAndItsClaimCountsNoMore() throws Exception {
        Path state = directory.resolve("state-" + table);
        StateDirectory directories = new StateDirectory(state);
        String dead = "00000000-0000-4000-8000-000000000000";
        RunOwner gone = new RunOwner(RunOwner.current().host(), Long.MAX_VALUE, null);
        try (Journal journal = Journal.open(directories.beginSink(dead).resolve(JournaledRun.FILE))) {
            SnowflakeExportConfig config = config().extra("export.state-dir", state).build();
            ExportSettings settings = SettingsOf.defaults(Map.of("export.state-dir", state.toString()));
            journal.enter("begin", JournalLines.begin(dead, "", settings, gone));
            Files.writeString(Files.createDirectories(state.resolve("sinks/" + dead + "/staged")).resolve("a.parquet"), "x");
            sink().close();
            servers.execute("INSERT INTO IMEDNET_RUN_LOCK (TABLE_NAME, STUDY_KEY, RUN_ID, OWNER, EXPIRES_AT, BATCH_ID) SELECT '"
                    + table + "', 'S', '" + dead + "/4', 'process 9 on here', DATEADD(second, 600, SYSDATE()), 'b'");

            try (SnowflakeExportSink sink = new SnowflakeExportSink(config)) {
                assertThat(state.resolve("sinks/" + dead)).doesNotExist();
                assertThat(sink.writeBatch(maps("S", 1, 1), "b")).isEqualTo(1);
            }
        }
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK WHERE TABLE_NAME = '" + table + "'")).isZero();
    }

    private SnowflakeExportSink sink() {
        return new SnowflakeExportSink(config().build());
    }

    private SnowflakeExportConfig.Builder config() {
        return SnowflakeExportConfig.builder()
                .account("local")
                .url(servers.snowflake().uri().toString())
                .user("LOADER")
                .password("local-password")
                .database("IMEDNET")
                .warehouse("COMPUTE_WH")
                .stage("MY_STAGE")
                .table(table)
                .extra("export.retry-backoff", "0.01")
                .extra("export.state-dir", servers.state());
    }

    private static List<Map<String, Object>> maps(String study, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(id -> Map.<String, Object>of("studyKey", study, "recordId", id, "recordData", Map.of("AGE", id)))
                .toList();
    }

    /** The first records of the sample study, as the API would send them, as far as their keys go. */
    private static List<Map<String, Object>> sample(int records) throws Exception {
        servers.export("SAMPLE", Map.of("snowflake.table", "SAMPLE_ALL"));
        List<Map<String, Object>> sample = new ArrayList<>();
        for (List<String> row : servers.query("SELECT RECORD_ID FROM SAMPLE_ALL ORDER BY RECORD_ID LIMIT " + records)) {
            sample.add(Map.of("STUDY_KEY", "SAMPLE", "RECORD_ID", Long.parseLong(row.get(0))));
        }
        return sample;
    }

    private List<String> ids() throws Exception {
        return servers.query("SELECT RECORD_ID FROM " + table + " ORDER BY 1").stream().map(row -> row.get(0)).toList();
    }

    private List<List<String>> current() throws Exception {
        return servers.query("SELECT BATCH_ID, ROW_COUNT FROM IMEDNET_LOAD_LEDGER WHERE SUPERSEDED_AT IS NULL AND TABLE_NAME = '"
                + table + "'");
    }

    private static long statements() {
        return Stream.of(StatementType.values()).mapToLong(servers.snowflake()::statements).sum();
    }

    private static List<Path> parquetFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }
}
