package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.SnowflakeExportSink;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Batches of a program's own, written one by one: each is in the table exactly once, whatever is done with it. */
class SnowflakeExportSinkTest extends SinkServers {

    @Test
    void aBatchIsLoadedAndItsRowsAreCounted() throws Exception {
        try (SnowflakeExportSink sink = rows.sink()) {
            assertThat(sink.writeBatch(SinkRows.maps("S", 1, 5), "S/records/0")).isEqualTo(5);
            assertThat(sink.writeBatch(SinkRows.maps("S", 6, 7), "S/records/1")).isEqualTo(2);
        }

        assertThat(rows.ids()).containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_LOAD_LEDGER WHERE STUDY_KEY = 'S' AND TABLE_NAME = '"
                        + rows.table() + "'"))
                .isEqualTo(2);
    }

    @Test
    void theSameBatchAgainLoadsNothing() throws Exception {
        try (SnowflakeExportSink sink = rows.sink()) {
            sink.writeBatch(SinkRows.maps("S", 1, 5), "b");
            long puts = servers.snowflake().statements(StatementType.PUT);

            assertThat(sink.writeBatch(SinkRows.maps("S", 1, 5), "b")).isZero();

            assertThat(servers.snowflake().statements(StatementType.PUT)).isEqualTo(puts);
        }
        try (SnowflakeExportSink another = rows.sink()) {
            assertThat(another.writeBatch(SinkRows.maps("S", 1, 5), "b")).isZero();
        }
        assertThat(rows.ids()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void theSameBatchIsLoadedAgainInPlaceWhereThatIsForced() throws Exception {
        try (SnowflakeExportSink sink = new SnowflakeExportSink(rows.config().idempotent(false).build())) {
            assertThat(sink.writeBatch(SinkRows.maps("S", 1, 5), "b")).isEqualTo(5);
            assertThat(sink.writeBatch(SinkRows.maps("S", 1, 5), "b")).isEqualTo(5);
        }

        assertThat(rows.ids()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void otherRecordsUnderTheSameIdTakeThePlaceOfTheBatchAndOfNoOther() throws Exception {
        try (SnowflakeExportSink sink = rows.sink()) {
            sink.writeBatch(SinkRows.maps("S", 1, 5), "b");
            sink.writeBatch(SinkRows.maps("S", 3, 4), "c");

            assertThat(sink.writeBatch(SinkRows.maps("S", 2, 3), "b")).isEqualTo(2);
        }

        assertThat(rows.ids()).containsExactly("2", "3", "3", "4");
        assertThat(rows.current()).containsExactlyInAnyOrder(List.of("b", "2"), List.of("c", "2"));
    }

    @Test
    void aBatchThatGoesBackToWhatItWasIsLoadedAgain() throws Exception {
        try (SnowflakeExportSink sink = rows.sink()) {
            sink.writeBatch(SinkRows.maps("S", 1, 2), "b");
            sink.writeBatch(SinkRows.maps("S", 1, 3), "b");

            assertThat(sink.writeBatch(SinkRows.maps("S", 1, 2), "b")).isEqualTo(2);
        }

        assertThat(rows.ids()).containsExactly("1", "2");
    }

    @Test
    void rowsThatSomebodyDeletedComeBackAndThoseOfATableMadeAnew() throws Exception {
        try (SnowflakeExportSink sink = rows.sink()) {
            sink.writeBatch(SinkRows.maps("S", 1, 5), "b");
            servers.execute("DELETE FROM " + rows.table() + " WHERE RECORD_ID > 3");

            assertThat(sink.writeBatch(SinkRows.maps("S", 1, 5), "b")).isEqualTo(5);

            servers.execute("CREATE OR REPLACE TABLE " + rows.table() + SinkRows.COLUMNS);
            assertThat(sink.writeBatch(SinkRows.maps("S", 1, 5), "b")).isEqualTo(5);
        }
        assertThat(rows.ids()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void otherRecordsTakeThePlaceOfTheBatchInATableThatWasRestoredTo() throws Exception {
        try (SnowflakeExportSink sink = rows.sink()) {
            sink.writeBatch(SinkRows.maps("S", 1, 5), "b");
            sink.writeBatch(SinkRows.maps("S", 6, 7), "c");
            servers.execute("CREATE TABLE EARLIER AS SELECT * FROM " + rows.table());
            sink.writeBatch(SinkRows.maps("S", 1, 4), "b");
            servers.execute("DROP TABLE " + rows.table());
            servers.execute("ALTER TABLE EARLIER RENAME TO " + rows.table());

            assertThat(sink.writeBatch(SinkRows.maps("S", 2, 3), "b")).isEqualTo(2);
        }

        assertThat(rows.ids()).containsExactly("2", "3", "6", "7");
    }

    @Test
    void idsThatLookAlikeInAFileNameAreDifferentBatches() throws Exception {
        List<String> ids = List.of("a/b", "a_b", "a b", "a\\b", "a'b", "a\nb", "ä/b", "A/B", "x".repeat(300) + "/b",
                "y".repeat(300) + "/b", "../../a_b", "a/b ");
        try (SnowflakeExportSink sink = rows.sink()) {
            for (String id : ids) {
                assertThat(sink.writeBatch(SinkRows.maps("S", 1, 1), id)).isEqualTo(1);
            }
            for (String id : ids) {
                assertThat(sink.writeBatch(SinkRows.maps("S", 1, 1), id)).isZero();
            }
        }

        assertThat(servers.number("SELECT COUNT(DISTINCT _SOURCE_FILE) FROM " + rows.table())).isEqualTo(ids.size());
        assertThat(rows.current().stream().map(row -> row.get(0))).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void theNameOfAFileIsAsThatOfAnExport() throws Exception {
        try (SnowflakeExportSink sink = rows.sink()) {
            sink.writeBatch(SinkRows.maps("S", 1, 1), "MY_STUDY/FORM1/0");
        }

        assertThat(servers.query("SELECT _SOURCE_FILE FROM " + rows.table()).get(0).get(0))
                .matches("imednet/MY_STUDY_FORM1_0-[0-9a-f]{16}\\.parquet");
    }

    @Test
    void anEmptyBatchSendsNothing() throws Exception {
        try (SnowflakeExportSink sink = rows.sink()) {
            long before = statements();

            assertThat(sink.writeBatch(List.of(), "b")).isZero();

            assertThat(statements()).isEqualTo(before);
        }
        assertThat(rows.ids()).isEmpty();
    }

    @Test
    void threadsWriteTheirBatchesAtTheSameTimeAndTheSameOneOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (SnowflakeExportSink sink = rows.sink()) {
            List<Callable<Long>> writes = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                int batch = i % 8;
                writes.add(() ->
                        sink.writeBatch(SinkRows.maps("S", batch * 10 + 1, batch * 10 + 10), "S/records/" + batch));
            }
            List<Long> loaded = new ArrayList<>();
            for (Future<Long> write : threads.invokeAll(writes)) {
                loaded.add(write.get());
            }

            assertThat(loaded.stream().filter(count -> count == 10)).hasSize(8);
            assertThat(loaded.stream().filter(count -> count == 0)).hasSize(16);
        } finally {
            threads.shutdownNow();
        }
        assertThat(rows.ids())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 80).mapToObj(Integer::toString).toList());
    }

    @Test
    void theManifestHasALineForEachBatchWrittenOrNot() throws Exception {
        Path manifest = directory.resolve("manifest.jsonl");
        try (SnowflakeExportSink sink = new SnowflakeExportSink(rows.config().manifestPath(manifest).build())) {
            sink.writeBatch(SinkRows.maps("S", 1, 5), "MY_STUDY/records/0");
            sink.writeBatch(SinkRows.maps("S", 1, 5), "MY_STUDY/records/0");
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
    void temporaryFilesGoWithTheirBatchAndAGivenDirectoryKeepsThem() throws Exception {
        Path kept = directory.resolve("kept-" + rows.table());
        Path state = directory.resolve("state-" + rows.table());
        try (SnowflakeExportSink sink = new SnowflakeExportSink(
                rows.config().extra("export.state-dir", state).build())) {
            sink.writeBatch(SinkRows.maps("S", 1, 1), "b");
            assertThat(parquetFiles(state)).isEmpty();
        }
        assertThat(state.resolve("sinks")).isEmptyDirectory();
        try (SnowflakeExportSink sink = new SnowflakeExportSink(rows.config().localStagingDir(kept).build())) {
            sink.writeBatch(SinkRows.maps("S", 1, 2), "b");
        }
        assertThat(parquetFiles(kept)).hasSize(1);
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
