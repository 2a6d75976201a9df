package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import io.github.imednet.snowflake.storage.S3Server;
import io.github.imednet.snowflake.verify.VerificationReport;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole exports by way of an S3 server and an external stage. */
class S3ExportTest {

    private static final int RECORDS = 1250;
    private static final String ACCESS_KEY = "AKIAOFTHETESTS";
    private static final String SECRET_KEY = "secret-of-the-tests";

    private static S3Server s3;

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeAll
    static void startS3() throws Exception {
        s3 = new S3Server("imednet-clinical");
    }

    @AfterAll
    static void stopS3() throws Exception {
        s3.close();
    }

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(RECORDS));
        servers.useS3(s3.uri());
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.execute("REMOVE @MY_STAGE");
        servers.close();
        s3.reset();
    }

    @Test
    void everyRecordComesThroughS3OnceAndASecondRunSendsNothing() throws Exception {
        createStage("s3://imednet-clinical/nightly/");

        ExportSummary first = servers.export("SAMPLE", settings("nightly"));

        assertThat(first.reconciled()).isTrue();
        assertThat(first.rowsLoaded()).isEqualTo(RECORDS);
        assertThat(servers.number("SELECT COUNT(DISTINCT RECORD_ID) FROM RECORDS")).isEqualTo(RECORDS);
        assertThat(s3.written()).hasSize(3).allMatch(
                path -> path.matches("/imednet-clinical/nightly/imednet/SAMPLE_records_[012]-[0-9a-f]{16}\\.parquet"));
        assertThat(servers.snowflake().statements(StatementType.PUT)).isZero();
        assertThat(servers.query("SELECT DISTINCT _SOURCE_FILE FROM RECORDS ORDER BY 1"))
                .hasSize(3)
                .allMatch(row -> row.get(0).matches("imednet/SAMPLE_records_[012]-[0-9a-f]{16}\\.parquet"));

        ExportSummary second = servers.export("SAMPLE", settings("nightly"));

        assertThat(second.reconciled()).isTrue();
        assertThat(second.rowsAlreadyLoaded()).isEqualTo(RECORDS);
        assertThat(second.rowsLoaded()).isZero();
        assertThat(s3.written()).hasSize(3);
    }

    @Test
    void listsComeThroughS3TooAndAreLoadedAgainOnlyWhereTheyChanged() throws Exception {
        createStage("s3://imednet-clinical/");
        Map<String, String> settings = settings("");
        settings.put("export.resources", "sites,visits");

        assertThat(servers.export("SAMPLE", settings).reconciled()).isTrue();

        assertThat(s3.written()).hasSize(2);
        assertThat(servers.export("SAMPLE", settings).copies()).isZero();
        servers.serve(StudyData.sample(RECORDS - 200));
        ExportSummary shrunk = servers.export("SAMPLE", settings);
        assertThat(shrunk.reconciled()).isTrue();
        assertThat(shrunk.copies()).isEqualTo(1);
        assertThat(servers.verify("SAMPLE", true, settings).differences()).isEmpty();
    }

    @Test
    void theStageMayBeTheWholeBucketAndThePrefixEmpty() throws Exception {
        createStage("s3://imednet-clinical");
        Map<String, String> settings = settings("");
        settings.put("export.stage-prefix", "");

        assertThat(servers.export("SAMPLE", settings).reconciled()).isTrue();
        assertThat(servers.export("SAMPLE", settings).rowsAlreadyLoaded()).isEqualTo(RECORDS);
        assertThat(s3.written()).hasSize(3).allMatch(path -> path.startsWith("/imednet-clinical/SAMPLE_records_"));
    }

    @Test
    void aForcedReloadAndAGrownStudyEndWithEachRecordOnce() throws Exception {
        createStage("s3://imednet-clinical/");
        servers.export("SAMPLE", settings(""));
        Map<String, String> forced = settings("");
        forced.put("export.idempotent", "false");

        assertThat(servers.export("SAMPLE", forced).rowsReplaced()).isEqualTo(RECORDS);
        servers.serve(StudyData.sample(RECORDS + 100));
        assertThat(servers.export("SAMPLE", settings("")).reconciled()).isTrue();

        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS + 100);
        assertThat(servers.number("SELECT COUNT(DISTINCT RECORD_ID) FROM RECORDS")).isEqualTo(RECORDS + 100);
    }

    @Test
    void aVerificationFindsTheFilesOnTheStage() throws Exception {
        createStage("s3://imednet-clinical/deep/er/");
        servers.export("SAMPLE", settings("deep/er"));

        VerificationReport report = servers.verify("SAMPLE", true, settings("deep/er"));

        assertThat(report.differences()).isEmpty();
        assertThat(report.stage()).isEqualTo(new VerificationReport.Stage(3, 0, 0));
    }

    @Test
    void aBusyStorageIsAskedAgain() throws Exception {
        createStage("s3://imednet-clinical/");
        s3.fail(S3Server.Fault.BUSY, 1);

        ExportSummary summary = servers.export("SAMPLE", settings(""));

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.retries()).isEqualTo(1);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
    }

    @Test
    void anAnswerThatIsLostAfterTheWriteDoublesNothing() throws Exception {
        createStage("s3://imednet-clinical/");
        s3.fail(S3Server.Fault.LOST_ANSWER, 1);

        ExportSummary summary = servers.export("SAMPLE", settings(""));

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.retries()).isEqualTo(1);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
    }

    @Test
    void aStorageThatStaysBusyFailsTheBatchWithWhatItAnswered() throws Exception {
        createStage("s3://imednet-clinical/");
        s3.fail(S3Server.Fault.BUSY, 1000);

        ExportBatchException failure =
                catchThrowableOfType(ExportBatchException.class, () -> servers.export("SAMPLE", settings("")));

        assertThat(failure.batchId()).isEqualTo("SAMPLE/records/0");
        assertThat(failure).hasMessageContaining("S3 answered 503 (SlowDown)");
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isZero();
    }

    @Test
    void aKeyThatIsRefusedEndsTheRunAtOnceAndIsNotShown() throws Exception {
        createStage("s3://imednet-clinical/");
        s3.fail(S3Server.Fault.UNKNOWN_KEY, 1000);

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", settings("")))
                .withMessageContaining("S3 answered 403 (InvalidAccessKeyId)")
                .withMessageContaining("check the place and the keys")
                .satisfies(failure -> assertThat(StackTraces.of(failure)).doesNotContain(ACCESS_KEY, SECRET_KEY));

        assertThat(s3.written()).doesNotHaveDuplicates();
        assertThat(s3.authorizations()).allMatch(header -> header.contains(ACCESS_KEY) && !header.contains(SECRET_KEY));
    }

    @Test
    void aBucketThatIsNotThereIsSaidToBeMissing() throws Exception {
        createStage("s3://imednet-clinical/");
        servers.execute("CREATE STAGE NOWHERE URL = 's3://no-such-bucket/'");
        Map<String, String> settings = settings("");
        settings.put("export.s3.bucket", "no-such-bucket");
        settings.put("snowflake.stage", "NOWHERE");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", settings))
                .withMessageContaining("S3 answered 404 (NoSuchBucket)");
    }

    @Test
    void aStageThatLeadsElsewhereIsRefusedBeforeAFileIsWritten() throws Exception {
        createStage("s3://imednet-clinical/other/");
        servers.execute("CREATE STAGE INTERNAL");
        Map<String, String> internal = settings("nightly");
        internal.put("snowflake.stage", "INTERNAL");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", settings("nightly")))
                .withMessageContaining("leads to s3://imednet-clinical/other/, but files are written to"
                        + " s3://imednet-clinical/nightly/");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", internal))
                .withMessageContaining("leads to no object storage");
        assertThat(s3.written()).isEmpty();
    }

    private void createStage(String url) throws Exception {
        servers.execute("CREATE STAGE MY_STAGE URL = '" + url + "' STORAGE_INTEGRATION = CLINICAL_S3");
    }

    private static Map<String, String> settings(String pathPrefix) {
        return new HashMap<>(Map.of(
                "export.upload", "s3",
                "export.s3.bucket", "imednet-clinical",
                "export.s3.path-prefix", pathPrefix,
                "export.s3.region", "eu-central-1",
                "export.s3.endpoint", s3.uri().toString(),
                "export.s3.access-key", ACCESS_KEY,
                "export.s3.secret-key", SECRET_KEY));
    }
}
