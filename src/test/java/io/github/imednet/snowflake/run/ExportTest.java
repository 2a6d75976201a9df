package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.journal.ChainBreak;
import io.github.imednet.snowflake.journal.HashChainCheck;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole exports between the local servers. */
class ExportTest {

    private static final int RECORDS = 1250;

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
    void everyRecordIsInTheTableOnceAndTheSummarySaysSo() throws Exception {
        ExportSummary summary = servers.export("SAMPLE", Map.of());

        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
        assertThat(servers.number("SELECT COUNT(DISTINCT RECORD_ID) FROM RECORDS")).isEqualTo(RECORDS);
        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.recordsAnnounced()).isEqualTo(RECORDS);
        assertThat(summary.recordsRead()).isEqualTo(RECORDS);
        assertThat(summary.rowsLoaded()).isEqualTo(RECORDS);
        assertThat(summary.rowsAlreadyLoaded()).isZero();
        assertThat(summary.batches()).isEqualTo(3);
        assertThat(summary.files()).isEqualTo(3);
        assertThat(summary.puts()).isEqualTo(1);
        assertThat(summary.copies()).isEqualTo(1);
        assertThat(summary.apiRequests()).isEqualTo(4).isEqualTo(servers.imednet().requests());
        assertThat(summary.retries()).isZero();
        assertThat(summary.error()).isNull();
    }

    @Test
    void theHostOfSnowflakeMayBeANameWithoutADot() throws Exception {
        String url = "http://localhost:" + servers.snowflake().uri().getPort();

        ExportSummary summary = servers.export("SAMPLE", Map.of("snowflake.url", url));

        assertThat(summary.rowsLoaded()).isEqualTo(RECORDS);
    }

    @Test
    void eachLoadOfALargeRunHasTwiceTheFilesOfTheOneBefore() throws Exception {
        servers.serve(StudyData.sample(320));

        ExportSummary summary = servers.export(
                "SAMPLE", Map.of("export.batch-size", "1", "export.load-interval", "86400"));

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.files()).isEqualTo(320);
        assertThat(summary.copies()).as("of 100, 200 and 20 files").isEqualTo(3);
        assertThat(summary.puts()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"500, 300, 2", "100, 450, 1", "500, 5000, 100", "499, 9, 1000"})
    void pagesBatchesAndLoadsMayHaveAnySize(int pageSize, int batchSize, int loadBatches) throws Exception {
        ExportSummary summary = servers.export(
                "SAMPLE",
                Map.of(
                        "imednet.page-size", "" + pageSize,
                        "export.batch-size", "" + batchSize,
                        "export.load-batches", "" + loadBatches));

        int batches = (RECORDS + batchSize - 1) / batchSize;
        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.batches()).isEqualTo(batches);
        assertThat(summary.copies()).isEqualTo((batches + loadBatches - 1) / loadBatches);
        assertThat(servers.query("SELECT COUNT(*) FROM RECORDS GROUP BY _SOURCE_FILE HAVING COUNT(*) <> " + batchSize))
                .hasSize(RECORDS % batchSize == 0 ? 0 : 1);
    }

    @Test
    void asManyRunsKeepTheirJournalsAsAreToStay() throws Exception {
        servers.export("SAMPLE", Map.of());
        String second = servers.export("SAMPLE", Map.of()).runId();
        String third = servers.export("SAMPLE", Map.of("export.keep-runs", "2")).runId();

        try (Stream<Path> runs = Files.list(servers.state().resolve("runs"))) {
            assertThat(runs.map(run -> run.getFileName().toString())).containsExactlyInAnyOrder(second, third);
        }
    }

    @Test
    void aTableWithFewerColumnsIsRefusedByTheirNames() throws Exception {
        servers.execute("CREATE TABLE FEW (STUDY_KEY VARCHAR, RECORD_ID NUMBER)");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of("snowflake.table", "FEW")))
                .withMessageContaining("lacks the columns INTERVAL_ID NUMBER(38,0), FORM_ID")
                .withMessageContaining("RECORD_DATA VARIANT");
        assertThat(servers.snowflake().statements(StatementType.PUT)).isZero();
    }

    @Test
    void aMissingTableIsAnErrorWhereNoneIsToBeMade() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of("export.create-table", "false")))
                .withMessageContaining("Table 'IMEDNET.PUBLIC.IMEDNET_RUN_LOCK' does not exist");
    }

    @Test
    void namesNeedNoCareAboutQuotes() throws Exception {
        Map<String, String> names = new HashMap<>();
        names.put("snowflake.table", "my \"records\"; DROP TABLE x");
        names.put("snowflake.stage", "\"My Stage\"");
        names.put("export.stage-prefix", "imednet/prod");

        ExportSummary summary = servers.export("SAMPLE", names);

        assertThat(summary.reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM \"my \"\"records\"\"; DROP TABLE x\"")).isEqualTo(RECORDS);
    }

    @Test
    void anEmptyStudyReconcilesToo() throws Exception {
        servers.serve(StudyData.sample(0));

        ExportSummary summary = servers.export("SAMPLE", Map.of());

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.batches()).isZero();
        assertThat(summary.copies()).isZero();
    }

    @Test
    void theManifestHasALineForEachBatchAsSnowflakeAnswered() throws Exception {
        Path manifest = directory.resolve("kept here/manifest.jsonl");

        servers.export("SAMPLE", Map.of("export.manifest-path", manifest.toString()));
        ExportSummary second = servers.export("SAMPLE", Map.of("export.manifest-path", manifest.toString()));

        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(manifest)) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(second.manifest()).isEqualTo(manifest.toString());
        assertThat(lines).hasSize(6);
        List<String> names = new ArrayList<>();
        lines.get(0).fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "batch_id", "stage_path", "row_count", "loaded_at", "sha256", "bytes", "run_id", "query_id",
                        "status", "previous");
        assertThat(lines.subList(0, 3))
                .extracting(line -> line.get("batch_id").asText())
                .containsExactlyInAnyOrder("SAMPLE/records/0", "SAMPLE/records/1", "SAMPLE/records/2");
        assertThat(lines.subList(0, 3)).allSatisfy(line -> {
            assertThat(line.get("status").asText()).isEqualTo("LOADED");
            assertThat(line.get("stage_path").asText())
                    .matches("@MY_STAGE/imednet/SAMPLE_records_\\d-[0-9a-f]{16}\\.parquet")
                    .contains(line.get("sha256").asText().substring(0, 16));
            assertThat(line.get("loaded_at").asText()).endsWith("+00:00");
            assertThat(line.get("query_id").asText()).isNotEmpty();
        });
        assertThat(lines.subList(3, 6)).allMatch(line -> line.get("status").asText().equals("ALREADY_LOADED"));
        assertThat(lines.subList(3, 6))
                .extracting(line -> line.get("loaded_at").asText(), line -> line.get("query_id").asText())
                .containsOnlyElementsOf(lines.subList(0, 3).stream()
                        .map(line -> tuple(
                                line.get("loaded_at").asText(), line.get("query_id").asText()))
                        .toList());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(manifest))).isEqualTo("rw-------");
    }

    @Test
    void theManifestIsOneChainOverAllRunsAndOverALineThatACrashCutOff() throws Exception {
        Path manifest = directory.resolve("manifest.jsonl");
        Map<String, String> settings = Map.of("export.manifest-path", manifest.toString(), "export.load-batches", "1");
        Files.writeString(manifest, "{\"batch_id\":\"OLD/records/0\"}\n");
        servers.export("SAMPLE", settings);
        Files.writeString(manifest, "{\"batch_id\":\"SAM", StandardOpenOption.APPEND);

        servers.export("SAMPLE", settings);

        HashChainCheck.Result checked = HashChainCheck.check(manifest);
        assertThat(checked.lines()).isEqualTo(8);
        assertThat(checked.chained()).isEqualTo(6);
        assertThat(checked.breaks())
                .extracting(ChainBreak::line, ChainBreak::kind)
                .containsExactly(tuple(5L, ChainBreak.Kind.CUT_OFF));
    }

    @Test
    void aGivenStagingDirectoryKeepsTheFilesForTheirOwnerAloneCompressedButNotByGzip() throws Exception {
        Path staging = directory.resolve("staging files");

        servers.export("SAMPLE", Map.of("export.local-staging-dir", staging.toString()));

        try (Stream<Path> files = Files.list(staging)) {
            List<Path> kept = files.toList();
            assertThat(kept).hasSize(3);
            assertThat(kept).allSatisfy(file -> {
                assertThat(file.getFileName().toString()).matches("SAMPLE_records_\\d-[0-9a-f]{16}\\.parquet");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            });
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(staging))).isEqualTo("rwx------");
        assertThat(ParquetFiles.codecs(staging)).containsExactly("ZSTD");
    }

    @Test
    void theUsersOwnRouteCanDropAVariable() throws Exception {
        servers.export("SAMPLE", Map.of("snowflake.table", "WHOLE"));
        String variable = servers.query("SELECT RECORD_DATA FROM WHOLE ORDER BY RECORD_ID LIMIT 1").get(0).get(0)
                .split("\"")[1];

        assertThat(exportWithout(variable).reconciled()).isTrue();
        String count = "SELECT COUNT(*) FROM %s WHERE RECORD_DATA:\"" + variable + "\" IS NOT NULL";
        assertThat(servers.number(count.formatted("WHOLE"))).isPositive();
        assertThat(servers.number(count.formatted("RECORDS"))).isZero();
    }

    @Test
    void aVariableThatIsNowhereEndsTheRunBeforeItsRecordsAreLoaded() throws Exception {
        assertThatThrownBy(() -> exportWithout("brthdta"))
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageContaining("The variable brthdta, which customize-page drops or masks, was not found")
                .hasMessageContaining("SAMPLE");
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isZero();
    }

    @Test
    void aVariableIsDroppedInUpperOrLowerCase() throws Exception {
        assertThat(exportWithout("BRTHDAT").reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS WHERE RECORD_DATA:\"brthdat\" IS NOT NULL")).isZero();
    }

    @Test
    void aVariableOfAFormThatHasNoDataYetIsKnownByTheStudysList() throws Exception {
        Path routes = Path.of("src/test/resources/routes/drop-variable/customize-page.camel.yaml");
        ExportSummary summary = servers.export(
                "SAMPLE", Map.of("variable.to.drop", "brthdat", "export.forms", "AE"), routes);
        assertThat(summary.reconciled()).isTrue();
    }

    private ExportSummary exportWithout(String variable) throws Exception {
        return servers.export(
                "SAMPLE",
                Map.of("variable.to.drop", variable),
                Path.of("src/test/resources/routes/drop-variable/customize-page.camel.yaml"));
    }

    @Test
    void parquetFilesAreCompressedAsAsked() throws Exception {
        Path staging = directory.resolve("staging");
        servers.export(
                "SAMPLE", Map.of("export.local-staging-dir", staging.toString(), "export.compression", "snappy"));

        assertThat(ParquetFiles.codecs(staging)).containsExactly("SNAPPY");
    }
}
