package io.github.imednet.snowflake.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imednet.snowflake.batch.CanonicalParquet;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.ingest.RowsFile;
import io.github.imednet.snowflake.rows.IngestException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kamelet parquet-batch-action, alone in a few lines of YAML; DuckDB reads what it wrote. */
class ParquetBatchActionTest {

    private static final String YAML = """
            - from:
                uri: direct:rows
                steps:
                  - kamelet:
                      name: parquet-batch-action
                      parameters:
                        batchSize: %s
                        directory: "%s"
                        compression: %s
                      steps:
                        - to: mock:files
            """;

    @TempDir
    private Path directory;

    @Test
    void rowsBecomeFilesOfABatchEachThatAreNamedByTheirContent() throws Exception {
        try (KameletContext context = new KameletContext(YAML.formatted(2, directory, "SNAPPY"), Map.of())) {
            context.send("direct:rows", rows(5).iterator(), Map.of(), Object.class);
            MockEndpoint files = context.camel().getEndpoint("mock:files", MockEndpoint.class);

            assertThat(files.getReceivedExchanges())
                    .extracting(exchange -> exchange.getMessage().getHeader("parquetRows"))
                    .containsExactly(2, 2, 1);
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(3)
                    .allMatch(name -> name.matches("batch-[0-9a-f]{16}\\.parquet"));
        }
        assertThat(read(directory + "/*.parquet")).isEqualTo("5 rows, sites 0 to 4");
    }

    @Test
    void aBatchIsOneFileWhateverTheTargetSizeIs() throws Exception {
        IngestSettings small = IngestSettings.readForFiles(
                key -> Optional.of("1").filter(size -> key.equals("ingest.target-file-size")));

        assertThat(RowsFile.write(rows(3_000), small, directory.resolve("all.parquet"))).isEqualTo(3_000);
        assertThat(read(directory + "/all.parquet")).isEqualTo("3000 rows, sites 0 to 2999");
    }

    @Test
    void rowsThatCanBeGoneThroughOnlyOnceAreAllWritten() throws Exception {
        Iterator<Map<String, Object>> five = rows(5).iterator();
        Iterable<Map<String, Object>> once = () -> five;
        try (KameletContext context = new KameletContext(YAML.formatted(100, directory, "SNAPPY"), Map.of())) {
            context.send("direct:rows", once, Map.of(), Object.class);
        }
        assertThat(read(directory + "/*.parquet")).isEqualTo("5 rows, sites 0 to 4");
    }

    @Test
    void whatHasNoRowsAndARowThatIsNullAreRefusedByName() throws Exception {
        try (KameletContext context = new KameletContext(YAML.formatted(100, directory, "SNAPPY"), Map.of())) {
            Throwable nothing = catchThrowable(() -> context.send("direct:rows", null, Map.of(), Object.class));
            List<Map<String, Object>> rows = Arrays.asList(rows(1).get(0), null);
            Throwable nullRow = catchThrowable(() -> context.send("direct:rows", rows, Map.of(), Object.class));

            assertThat(nothing).isInstanceOf(ExportConfigurationException.class)
                    .hasMessageContaining("The message holds nothing");
            assertThat(nullRow).hasRootCauseInstanceOf(IngestException.class)
                    .hasStackTraceContaining("Row 2 of the message is null");
        }
    }

    /** Batches of Arrow and those of files need not meet. */
    @Test
    void whatIsInArrowsVectorsBecomesFilesToo() throws Exception {
        try (RootAllocator allocator = new RootAllocator();
                BigIntVector sites = new BigIntVector("site", allocator);
                VectorSchemaRoot root = VectorSchemaRoot.of(sites);
                KameletContext context = new KameletContext(YAML.formatted(2, directory, "SNAPPY"), Map.of())) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            try (ArrowStreamWriter writer = new ArrowStreamWriter(root, null, stream)) {
                for (int batch = 0; batch < 3; batch++) {
                    for (int i = 0; i < 3; i++) {
                        sites.setSafe(i, batch * 3 + i);
                    }
                    root.setRowCount(3);
                    writer.writeBatch();
                }
            }
            ArrowReader reader = new ArrowStreamReader(new ByteArrayInputStream(stream.toByteArray()), allocator);
            context.send("direct:rows", reader, Map.of(), Object.class);
            MockEndpoint files = context.camel().getEndpoint("mock:files", MockEndpoint.class);
            assertThat(files.getReceivedExchanges())
                    .extracting(exchange -> exchange.getMessage().getHeader("parquetRows"))
                    .containsExactly(2, 2, 2, 2, 1);
            assertThat(read(directory + "/*.parquet")).isEqualTo("9 rows, sites 0 to 8");

            files.reset();
            context.send("direct:rows", root, Map.of(), Object.class);
            assertThat(files.getReceivedExchanges()).hasSize(2);
            assertThat(sites.get(2)).as("the root is still its owner's").isEqualTo(8);
        }
    }

    @Test
    void withoutADirectoryTheBytesGoOnAndNoFileIsLeft() throws Exception {
        try (KameletContext context = new KameletContext(YAML.formatted(100, "", "ZSTD"), Map.of())) {
            context.send("direct:rows", rows(3), Map.of(), Object.class);
            byte[] bytes = context.camel().getEndpoint("mock:files", MockEndpoint.class)
                    .getReceivedExchanges().get(0).getMessage().getBody(byte[].class);
            Path copy = Files.write(directory.resolve("copy.parquet"), bytes);

            assertThat(read(copy.toString())).isEqualTo("3 rows, sites 0 to 2");
            assertThat(CanonicalParquet.inOrder(bytes))
                    .as("as it is in every JVM, so that the same rows have the same name in each")
                    .isEqualTo(bytes);
        }
    }

    @Test
    void whatCannotBeWrittenIsTheCallersFailure() throws Exception {
        try (KameletContext context = new KameletContext(YAML.formatted(100, directory, "ZSTD"), Map.of())) {
            assertThat(catchThrowable(() -> context.send("direct:rows", "no rows", Map.of(), Object.class)))
                    .isInstanceOf(ExportConfigurationException.class)
                    .hasMessageContaining("maps or of Avro records");
            assertThat(catchThrowable(() -> context.send(
                            "direct:rows", List.of(Map.of("site", 1), "no row"), Map.of(), Object.class)))
                    .hasRootCauseInstanceOf(ClassCastException.class);
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void badParametersAreToldWhenTheRouteStarts() {
        assertThat(catchThrowable(() -> new KameletContext(YAML.formatted(0, "", "LZO"), Map.of())))
                .hasStackTraceContaining("ingest.compression is 'LZO'");
        assertThat(catchThrowable(() -> new KameletContext(YAML.formatted(0, "", "ZSTD"), Map.of())))
                .hasStackTraceContaining("batchSize is 0");
    }

    private static List<Map<String, Object>> rows(int number) {
        return IntStream.range(0, number).<Map<String, Object>>mapToObj(site -> Map.of("site", site)).toList();
    }

    private static String read(String files) throws Exception {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet row = duckdb.createStatement()
                        .executeQuery(
                                "SELECT COUNT(*), MIN(site)::INT, MAX(site)::INT FROM read_parquet('" + files + "')")) {
            row.next();
            return row.getLong(1) + " rows, sites " + row.getLong(2) + " to " + row.getLong(3);
        }
    }
}
