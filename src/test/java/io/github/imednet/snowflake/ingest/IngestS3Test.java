package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import io.github.imednet.snowflake.rows.IngestException;
import io.github.imednet.snowflake.storage.S3Server;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ingestions by way of an S3 server and an external stage: the same routes send their files as those of an export. */
class IngestS3Test {

    private static final Map<String, String> APPEND = Map.of("ingest.mode", "create-append");

    @RegisterExtension
    static final Ingests snowflake = new Ingests();

    private static S3Server s3;

    @BeforeAll
    static void startServers() throws Exception {
        s3 = new S3Server("imednet-clinical");
        snowflake.useS3(s3.uri(), Map.of(
                "snowflake.stage", "MY_STAGE",
                "export.upload", "s3",
                "export.s3.bucket", "imednet-clinical",
                "export.s3.path-prefix", "nightly",
                "export.s3.region", "eu-central-1",
                "export.s3.endpoint", s3.uri().toString(),
                "export.s3.access-key", "AKIAOFTHETESTS",
                "export.s3.secret-key", "secret-of-the-tests"));
        snowflake.execute("CREATE STAGE MY_STAGE URL = 's3://imednet-clinical/nightly/'"
                + " STORAGE_INTEGRATION = CLINICAL_S3");
    }

    @AfterAll
    static void stopServers() throws Exception {
        s3.close();
    }

    @AfterEach
    void forget() throws Exception {
        s3.reset();
    }

    @Test
    void allRowsComeThroughS3OnceAndNoFileStays() throws Exception {
        IngestSummary summary = snowflake.ingest("MANY", IngestTest.rows(20_000), Map.of(
                "ingest.target-file-size", "20000", "ingest.writer-concurrency", "3"));

        assertThat(summary.rows()).isEqualTo(20_000);
        assertThat(summary.files()).isGreaterThan(3);
        assertThat(s3.written())
                .hasSize(summary.files())
                .doesNotHaveDuplicates()
                .allMatch(path -> path.matches(
                        "/imednet-clinical/nightly/ingest-[0-9A-F]{32}/[0-9A-F]{32}_1-[0-9]{5}\\.parquet"));
        assertThat(snowflake.statements(StatementType.PUT)).isZero();
        assertThat(snowflake.query("SELECT COUNT(*), COUNT(DISTINCT ID) FROM MANY")).containsExactly("20000|20000");
        assertThat(snowflake.query("LIST @MY_STAGE")).isEmpty();
    }

    @Test
    void aBatchThatIsSentAgainWritesNothing() throws Exception {
        Map<String, String> batch = new HashMap<>(APPEND);
        batch.put("ingest.batch-id", "july");

        snowflake.ingest("BATCHES", IngestTest.rows(3), batch);
        IngestSummary again = snowflake.ingest("BATCHES", IngestTest.rows(3), batch);

        assertThat(again.alreadyLoaded()).isTrue();
        assertThat(s3.written()).hasSize(1);
        assertThat(snowflake.query("SELECT COUNT(*) FROM BATCHES")).containsExactly("3");
        assertThat(snowflake.query("SELECT STAGE_PATH FROM IMEDNET_LOAD_LEDGER WHERE BATCH_ID = 'july'"))
                .allMatch(path -> path.matches("ingest-[0-9A-F]{32}/"));
    }

    @Test
    void aBusyStorageAndALostAnswerAreOvercome() throws Exception {
        for (S3Server.Fault fault : List.of(S3Server.Fault.BUSY, S3Server.Fault.LOST_ANSWER)) {
            s3.fail(fault, 1);

            snowflake.ingest("AFTER_" + fault, IngestTest.rows(3), Map.of());

            assertThat(snowflake.query("SELECT COUNT(*) FROM AFTER_" + fault)).containsExactly("3");
        }
    }

    @Test
    void aStorageThatStaysBusyLeavesTheTableAsItWasAndSaysWhatItAnswered() throws Exception {
        snowflake.execute("CREATE TABLE BUSY AS SELECT 0 AS ID, 'before' AS NAME");
        s3.fail(S3Server.Fault.BUSY, 1000);

        IngestException failure = catchThrowableOfType(
                IngestException.class, () -> snowflake.ingest("BUSY", IngestTest.rows(3), APPEND));

        assertThat(failure).hasMessageContaining("S3 answered 503 (SlowDown)").hasMessageContaining("is as before");
        assertThat(snowflake.query("SELECT * FROM BUSY")).containsExactly("0|before");
    }

    @Test
    void aKeyThatIsRefusedIsNotTriedAgain() throws Exception {
        s3.fail(S3Server.Fault.UNKNOWN_KEY, 1000);

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> snowflake.ingest("REFUSED", IngestTest.rows(3), Map.of()))
                .withMessageContaining("S3 answered 403 (InvalidAccessKeyId)");

        assertThat(s3.written()).hasSize(1);
        assertThat(snowflake.query("SHOW TABLES LIKE 'REFUSED'")).isEmpty();
    }

    @Test
    void aStageThatLeadsElsewhereIsRefusedBeforeAFileIsWritten() throws Exception {
        snowflake.execute("CREATE OR REPLACE STAGE ELSEWHERE URL = 's3://imednet-clinical/other/'");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(
                        () -> snowflake.ingest("NOT_THERE", IngestTest.rows(3), Map.of("ingest.stage", "ELSEWHERE")))
                .withMessageContaining("leads to s3://imednet-clinical/other/, but files are written to"
                        + " s3://imednet-clinical/nightly/");

        assertThat(s3.written()).isEmpty();
    }
}
