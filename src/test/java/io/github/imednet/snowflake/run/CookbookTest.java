package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.journal.StateDirectory;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.storage.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each recipe of docs/customizing.md, as it stands in examples/routes. */
class CookbookTest {

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
    void aVariableIsDropped() throws Exception {
        assertThat(export("drop-variable/customize-page", Map.of()).reconciled()).isTrue();

        assertThat(countOf("IS NOT NULL")).isZero();
    }

    @Test
    void aVariableIsMasked() throws Exception {
        servers.export("SAMPLE", Map.of("export.stage-prefix", "before"));
        long before = countOf("IS NOT NULL");

        assertThat(export("mask-variable/customize-page", Map.of()).reconciled()).isTrue();

        assertThat(before).isPositive();
        assertThat(countOf("= '***'")).isEqualTo(before);
        assertThat(countOf("IS NOT NULL")).isEqualTo(before);
    }

    @Test
    void onlySomeFormsAndSitesAreLoaded() throws Exception {
        servers.export("SAMPLE", Map.of());
        String wanted = "SELECT COUNT(*) FROM RECORDS WHERE FORM_KEY IN ('AE', 'CM') AND SITE_ID = ";
        String site = servers.query("SELECT MIN(SITE_ID) FROM RECORDS").get(0).get(0);
        long rows = servers.number(wanted + site);

        ExportSummary summary = export("keep-forms-and-sites/customize-page", Map.of("sites", site));

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.recordsRead()).isEqualTo(RECORDS);
        assertThat(rows).isPositive().isLessThan(RECORDS);
        assertThat(servers.number(wanted + site)).isEqualTo(rows);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(rows);
    }

    @Test
    void eachFileIsCopiedToAFolder() throws Exception {
        Path copies = directory.resolve("copies");

        ExportSummary summary = export("copy-files-to-folder/copy-file", Map.of("copy.directory", copies.toString()));

        assertThat(summary.reconciled()).isTrue();
        assertThat(names(copies))
                .hasSize(3)
                .allMatch(name -> name.matches("SAMPLE_records_[0-2]-[0-9a-f]{16}.parquet"));
    }

    @Test
    void eachFileIsCopiedByteByByteToAnSftpServer() throws Exception {
        Path served = Files.createDirectories(directory.resolve("served"));
        Path staged = directory.resolve("staged");
        try (SftpServer sftp = new SftpServer(served)) {
            ExportSummary summary = export("copy-files-to-sftp/copy-file", Map.of(
                    "export.local-staging-dir", staged.toString(),
                    "sftp.host", "127.0.0.1",
                    "sftp.port", "" + sftp.port(),
                    "sftp.directory", "kept",
                    "sftp.user", SftpServer.USER,
                    "sftp.password", SftpServer.PASSWORD,
                    "sftp.known-hosts", sftp.knownHosts(directory.resolve("known_hosts")).toString()));

            assertThat(summary.reconciled()).isTrue();
        }
        assertThat(names(served.resolve("kept"))).hasSize(3);
        for (String name : names(served.resolve("kept"))) {
            assertThat(served.resolve("kept").resolve(name)).hasSameBinaryContentAs(staged.resolve(name));
        }
    }

    @Test
    void eachFileIsCopiedByteByByteToS3() throws Exception {
        Path staged = directory.resolve("staged");
        try (S3Server s3 = new S3Server("kept")) {
            ExportSummary summary = export("copy-files-to-s3/copy-file", Map.of(
                    "export.local-staging-dir", staged.toString(),
                    "copy.s3.bucket", "kept",
                    "copy.s3.prefix", "nightly/",
                    "copy.s3.region", "eu-central-1",
                    "copy.s3.access-key", "AKIAOFTHETESTS",
                    "copy.s3.secret-key", "secret/of+the&tests",
                    "copy.s3.override-endpoint", "true",
                    "copy.s3.endpoint", s3.uri().toString()));

            assertThat(summary.reconciled()).isTrue();
            assertThat(s3.written()).hasSize(3);
            for (String path : s3.written()) {
                assertThat(path).matches("/kept/nightly/SAMPLE_records_[0-2]-[0-9a-f]{16}\\.parquet");
                try (InputStream object = s3.uri().resolve(path).toURL().openStream()) {
                    assertThat(object.readAllBytes())
                            .isEqualTo(Files.readAllBytes(staged.resolve(path.substring(path.lastIndexOf('/') + 1))));
                }
            }
        }
    }

    @Test
    void aCopyToS3ThatIsRefusedFailsItsBatch() throws Exception {
        try (S3Server s3 = new S3Server("kept")) {
            s3.fail(S3Server.Fault.UNKNOWN_KEY, 1000);

            ExportBatchException failure = catchThrowableOfType(
                    ExportBatchException.class,
                    () -> export("copy-files-to-s3/copy-file", Map.of(
                            "copy.s3.bucket", "kept",
                            "copy.s3.region", "eu-central-1",
                            "copy.s3.access-key", "AKIAOFTHETESTS",
                            "copy.s3.secret-key", "secret-of-the-tests",
                            "copy.s3.override-endpoint", "true",
                            "copy.s3.endpoint", s3.uri().toString())));

            assertThat(failure.batchId()).startsWith("SAMPLE/records/");
            assertThat(failure).hasStackTraceContaining("403");
        }
    }

    @Test
    void aCopyThatCannotBeMadeFailsItsBatch() {
        ExportBatchException failure = catchThrowableOfType(
                ExportBatchException.class,
                () -> export("copy-files-to-folder/copy-file", Map.of(
                        "export.max-retries", "0",
                        "copy.directory", Files.createFile(directory.resolve("no-folder")).toString())));

        assertThat(failure.batchId()).startsWith("SAMPLE/records/");
    }

    @Test
    void aLoadThatFailsIsSetAsideAndTheOthersGoOn() throws Exception {
        servers.failSnowflake("sql-error:on=COPY INTO,times=1,code=100038,state=22018");
        Path aside = directory.resolve("aside");

        ExportBatchException failure = catchThrowableOfType(
                ExportBatchException.class,
                () -> export("set-failed-batches-aside/fail-load", Map.of(
                        "export.load-batches", "1",
                        "export.parallel-loads", "1",
                        "export.parallel-writes", "1",
                        "failed-batches.directory", aside.toString())));

        assertThat(failure.batchId()).isEqualTo("SAMPLE/records/0");
        assertThat(names(aside)).singleElement().asString().startsWith("SAMPLE_records_0-");
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(750);

        assertThat(servers.export("SAMPLE", Map.of()).rowsLoaded()).isEqualTo(500);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
    }

    /** The rows are as many as before, but one is not as it should be. */
    @Test
    void anIncrementalRunOfWhichALoadIsSetAsideDoesNotReconcile() throws Exception {
        Map<String, String> settings =
                Map.of("export.incremental", "true", "failed-batches.directory", directory.resolve("aside").toString());
        servers.export("SAMPLE", settings);
        servers.imednet().change("change-row:row=3,attribute=recordStatus,value=Changed");
        servers.failSnowflake("sql-error:on=COPY INTO,times=1,code=100038,state=22018");

        catchThrowableOfType(
                ExportBatchException.class, () -> export("set-failed-batches-aside/fail-load", settings));

        assertThat(new StateDirectory(servers.state()).runs().runs())
                .extracting(run -> run.summary().path("mode").asText() + ' ' + run.summary().path("reconciled"))
                .containsExactlyInAnyOrder("full true", "incremental false");
        assertThat(servers.export("SAMPLE", settings).reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS WHERE RECORD_STATUS = 'Changed'")).isEqualTo(1);
    }

    @Test
    void aFolderThatCannotBeWrittenDoesNotHideTheFailureNorMakeTheRunWait() {
        ExportBatchException failure = catchThrowableOfType(ExportBatchException.class, () -> {
            servers.failSnowflake("sql-error:on=COPY INTO,times=always,code=100038,state=22018");
            export("set-failed-batches-aside/fail-load", Map.of(
                    "failed-batches.directory", Files.createFile(directory.resolve("no-folder")).toString()));
        });

        assertThat(failure.batchId()).isEqualTo("SAMPLE/records/0");
    }

    @Test
    void anotherRetryPolicyTakesThePlaceOfTheSettings() throws Exception {
        servers.failImednet("status:code=503,on=page=1,times=6");

        ExportSummary summary = export(
                "retry-policy/retry-policy", Map.of("export.max-retries", "0", "retry.first-wait-millis", "1"));

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.retries()).isEqualTo(6);
    }

    @Test
    void aWebhookIsToldOfARunThatWentWellAndOfOneThatFailed() throws Exception {
        BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
        HttpServer hook = webhook(told);
        Map<String, String> settings =
                Map.of("webhook.url", "http://127.0.0.1:" + hook.getAddress().getPort() + "/hook");
        try {
            export("notify-webhook/report-run", settings);
            servers.failSnowflake("sql-error:on=COPY INTO,times=always,code=100038,state=22018");
            servers.execute("DROP TABLE RECORDS");
            catchThrowableOfType(ExportBatchException.class, () -> export("notify-webhook/report-run", settings));
        } finally {
            hook.stop(0);
        }

        JsonNode well = told.take();
        assertThat(well.get("reconciled").asBoolean()).isTrue();
        assertThat(well.get("rows_loaded").asInt()).isEqualTo(RECORDS);
        JsonNode failed = told.take();
        assertThat(failed.get("reconciled").asBoolean()).isFalse();
        assertThat(failed.get("batch_id").asText()).isEqualTo("SAMPLE/records/0");
    }

    @Test
    void aWebhookThatIsNotThereDoesNotChangeHowTheRunEnds() throws Exception {
        assertThat(export("notify-webhook/report-run", Map.of("webhook.url", "http://127.0.0.1:1/hook"))
                        .reconciled())
                .isTrue();
    }

    @Test
    void theManifestIsWrittenToATableToo() throws Exception {
        Path manifest = directory.resolve("manifest.jsonl");

        ExportSummary summary =
                export("manifest-table/publish-manifest", Map.of("export.manifest-path", manifest.toString()));

        assertThat(summary.reconciled()).isTrue();
        assertThat(servers.query("SELECT LINE:batch_id::VARCHAR, LINE:row_count::NUMBER, LINE:run_id::VARCHAR"
                        + " FROM IMEDNET_MANIFEST ORDER BY 1"))
                .containsExactly(
                        List.of("SAMPLE/records/0", "500", summary.runId()),
                        List.of("SAMPLE/records/1", "500", summary.runId()),
                        List.of("SAMPLE/records/2", "250", summary.runId()));
        assertThat(manifest).content().hasLineCount(3);
    }

    @Test
    void twoStudiesAreExportedInTurn() throws Exception {
        Path recipe = Path.of("examples/routes/two-studies/export-due.camel.yaml");

        ExportConfigurationException failure = catchThrowableOfType(
                ExportConfigurationException.class,
                () -> servers.request(
                        "direct:export-due",
                        Map.of(),
                        Map.of("studies", "NO-SUCH-STUDY,SAMPLE"),
                        recipe,
                        Object.class));

        assertThat(failure).hasMessageContaining("NO-SUCH-STUDY");
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
    }

    private ExportSummary export(String recipe, Map<String, String> settings) throws Exception {
        return servers.export("SAMPLE", settings, Path.of("examples/routes/" + recipe + ".camel.yaml"));
    }

    private long countOf(String condition) throws Exception {
        return servers.number("SELECT COUNT(*) FROM RECORDS WHERE RECORD_DATA:brthdat::VARCHAR " + condition);
    }

    private static HttpServer webhook(BlockingQueue<JsonNode> told) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            told.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
