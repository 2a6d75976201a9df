package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.rows.IngestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings of an ingestion do to its stage, its files and its statements. */
class IngestOptionsTest {

    @RegisterExtension
    static final Ingests snowflake = new Ingests();

    @BeforeAll
    static void createStage() throws Exception {
        snowflake.execute("CREATE STAGE LANDING");
    }

    @Test
    void ofAStageThatStaysOnlyTheIngestionsFilesAreRemovedAlsoAfterAFailure() throws Exception {
        snowflake.execute(
                "CREATE STAGE IN_USE",
                "PUT 'file://" + snowflake.file("mine.txt", "mine")
                        + "' @IN_USE AUTO_COMPRESS = FALSE");

        IngestSummary summary = snowflake.ingest("ON_STAGE", rows(3), Map.of("ingest.stage", "in_use"));
        assertThat(summary.puts()).isEqualTo(1);
        assertThatOnlyMyFileIsThere();

        snowflake.fail("sql-error:on=COPY INTO");
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("ON_STAGE_2", rows(3), Map.of("ingest.stage", "IN_USE")));
        snowflake.fail("session-gone:on=REMOVE");
        snowflake.ingest("ON_STAGE_3", rows(3), Map.of("ingest.stage", "IN_USE"));
        snowflake.fail();
        assertThatOnlyMyFileIsThere();
    }

    private void assertThatOnlyMyFileIsThere() throws Exception {
        assertThat(snowflake.query("LIST @IN_USE")).hasSize(1).allMatch(row -> row.startsWith("in_use/mine.txt"));
    }

    @Test
    void withoutASchemaAnIngestionIsRefusedBeforeAnythingIsSent() {
        Map<String, String> nobodyListens = Map.of("snowflake.schema", "", "snowflake.url", "http://127.0.0.1:1");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> snowflake.ingest("ON_NO_SCHEMA", rows(3), nobodyListens))
                .satisfies(e -> assertThat(e.problems())
                        .singleElement()
                        .asString()
                        .contains("The session has no current schema", "set snowflake.schema"));
    }

    @Test
    void theHeadersOfSeveralTablesCountAndABatchOfThemIsRefused() throws Exception {
        Map<String, Object> bodies = Map.of("BY_HEADERS", List.of(Map.of("n", 7)));
        Map<String, Object> headers =
                new HashMap<>(Map.of("ingestMode", "create-append", "ingestColumns", "N VARCHAR(9)"));
        snowflake.send("direct:ingest-tables", bodies, headers, Map.of());
        assertThat(snowflake.query("DESCRIBE TABLE BY_HEADERS")).singleElement().asString().contains("VARCHAR(9)");

        headers.put("ingestBatchId", "one");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> snowflake.send("direct:ingest-tables", bodies, headers, Map.of()))
                .withMessageContaining("a batch has one table");
        assertThat(snowflake.query("SELECT COUNT(*) FROM BY_HEADERS")).containsExactly("1");
    }

    @Test
    void anEmptyBatchIdIsRefused() {
        Map<String, Object> headers = Map.of("ingestTable", "NO_BATCH", "ingestBatchId", " ");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> snowflake.send("direct:ingest", rows(1), headers, Map.of("ingest.mode", "append")))
                .withMessageContaining("The header ingestBatchId is empty");
    }

    @Test
    void aStageThatIsNotThereIsNamed() {
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("ON_NO_STAGE", rows(3), Map.of("ingest.stage", "NO_SUCH_STAGE")))
                .withMessageContaining("NO_SUCH_STAGE")
                .withMessageContaining("does not exist or not authorized")
                .withMessageContaining("Nothing was committed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZSTD", "SNAPPY", "GZIP", "UNCOMPRESSED"})
    void filesHaveTheCodecThatIsAskedFor(String codec) throws Exception {
        ParquetMetadata footer = footers("IN_" + codec, Map.of("ingest.compression", codec.toLowerCase())).get(0);

        assertThat(footer.getBlocks().get(0).getColumns())
                .allSatisfy(column -> assertThat(column.getCodec().name()).isEqualTo(codec));
        assertThat(snowflake.query("SELECT COUNT(*), MAX(NAME) FROM IN_" + codec)).containsExactly("3000|row 999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZSTD", "GZIP"})
    void aHigherLevelMakesSmallerFiles(String codec) throws Exception {
        String highest = codec.equals("ZSTD") ? "19" : "9";
        long fast = bytes("FAST_" + codec, Map.of("ingest.compression", codec, "ingest.compression-level", "1"));
        long small = bytes("SMALL_" + codec, Map.of("ingest.compression", codec, "ingest.compression-level", highest));

        assertThat(small).isLessThan(fast);
    }

    @Test
    void theVectorizedScannerIsUsedUnlessItIsTurnedOff() throws Exception {
        snowflake.fail("sql-error:on=USE_VECTORIZED_SCANNER = FALSE,times=always");
        snowflake.ingest("SCANNED", rows(3), Map.of());

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("SCANNED_2", rows(3), Map.of("ingest.vectorized-scanner", "false")));
        snowflake.fail();
    }

    @Test
    void settingsAreTakenByTheNamesThatAdbcHasForThem() throws Exception {
        IngestSummary summary = snowflake.ingest("ADBC_NAMES", rows(20_000), Map.of(
                "adbc.snowflake.statement.ingest_target_file_size", "20000",
                "adbc.snowflake.statement.ingest_copy_concurrency", "0",
                "adbc.snowflake.statement.ingest_writer_concurrency", "2",
                "adbc.snowflake.statement.ingest_upload_concurrency", "2",
                "adbc.snowflake.statement.ingest_compression_codec", "uncompressed"));

        assertThat(summary.files()).isGreaterThan(3);
        assertThat(summary.copies()).isEqualTo(1);
    }

    @Test
    void aParquetFileOfManyRowGroupsBecomesFilesOfAboutTheTargetSize() throws Exception {
        Path file = manyRowGroups();
        int groups = footer(file).getBlocks().size();

        IngestSummary summary = snowflake.ingest("ROW_GROUPS", file, Map.of("ingest.target-file-size", "1"));
        IngestSummary one = snowflake.ingest("ONE_FILE", file, Map.of("ingest.target-file-size", "0"));

        assertThat(groups).isGreaterThan(3);
        assertThat(summary.files()).isEqualTo(groups);
        assertThat(one.files()).isEqualTo(1);
        for (String table : List.of("ROW_GROUPS", "ONE_FILE")) {
            assertThat(snowflake.query("SELECT COUNT(*), COUNT(DISTINCT ID), SUM(ID) FROM " + table))
                    .containsExactly("20000|20000|199990000");
        }
    }

    private Path manyRowGroups() throws IOException {
        Schema schema = SchemaBuilder.record("row").fields().requiredLong("id").requiredString("name").endRecord();
        Path file = snowflake.file("groups.parquet");
        try (ParquetWriter<GenericRecord> writer = AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
                .withSchema(schema)
                .withConf(new PlainParquetConfiguration())
                .withRowGroupSize(50_000L)
                .withPageSize(10_000)
                .build()) {
            for (long id = 0; id < 20_000; id++) {
                writer.write(new GenericRecordBuilder(schema).set("id", id).set("name", "name " + id).build());
            }
        }
        return file;
    }

    private long bytes(String table, Map<String, String> settings) throws Exception {
        return footers(table, settings).stream()
                .flatMap(footer -> footer.getBlocks().stream())
                .mapToLong(block -> block.getCompressedSize())
                .sum();
    }

    /** Of the files that an ingestion has sent, which the server is kept from removing. */
    private List<ParquetMetadata> footers(String table, Map<String, String> others) throws Exception {
        snowflake.fail("sql-error:on=REMOVE,times=always");
        Map<String, String> settings = new HashMap<>(others);
        settings.put("ingest.stage", "LANDING");
        snowflake.ingest(table, rows(3_000), settings);
        snowflake.fail();
        List<ParquetMetadata> footers = new ArrayList<>();
        try (Stream<Path> files = Files.walk(snowflake.stages())) {
            for (Path file : files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
                footers.add(footer(file));
            }
        }
        snowflake.execute("REMOVE @LANDING");
        assertThat(footers).isNotEmpty();
        return footers;
    }

    private static ParquetMetadata footer(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            return reader.getFooter();
        }
    }

    private static List<Map<String, Object>> rows(int count) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            String words = "subject " + n * 31 % 997 + " at site " + n * 17 % 89 + " came to visit " + n * 13 % 61;
            rows.add(Map.of("name", "row " + n, "n", n * 7919L % 104_729, "words", words));
        }
        return rows;
    }
}
