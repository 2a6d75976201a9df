package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault of the local servers: the export ends whole, or with the right error and no half of anything. */
class FaultTest {

    private static final int RECORDS = 2100;
    private static final Path FAILING_STEPS =
            Path.of("src/test/resources/routes/failing-steps/failing-steps.camel.yaml");

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

    /** Each fault strikes a request of its own; with the requests that they cost there are enough of them. */
    @ParameterizedTest
    @CsvSource({
        "'status:code=500,at=1|status:code=429,at=3|status:code=429,retry-after=0,at=5"
                + "|status:code=429,retry-at=0,at=7|status:code=503,at=9,times=2', 6",
        "'drop:at=2|repeat-page:pagination=repeated,at=3|truncate:at=5|truncate:at=7,announced=sent|not-json:at=9', 5"
    })
    void faultsOfTheApiThatPassAreOvercomeByARetryEach(String faults, int retries) throws Exception {
        servers.failImednet(faults.split("\\|"));

        ExportSummary summary = servers.export("SAMPLE", Map.of("export.max-retries", "10"));

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.retries()).isEqualTo(retries);
        assertThat(summary.apiRequests()).isEqualTo(6 + retries);
        assertThatTheTableIsWhole();
    }

    @Test
    void aRefusalOfTheApiIsNotTriedAgain() throws Exception {
        for (int status : new int[] {400, 401, 403, 404}) {
            servers.failImednet("status:code=" + status + ",times=always");

            assertThatExceptionOfType(ExportConfigurationException.class)
                    .isThrownBy(() -> servers.export("SAMPLE", Map.of()))
                    .withMessageContaining("iMednet answered " + status);
            assertThat(servers.imednet().requests()).as("%s", status).isEqualTo(1);
        }
    }

    @Test
    void aFaultThatStaysEndsTheExportAfterAllRetriesAndTheNextRunGoesOn() throws Exception {
        servers.failImednet("status:code=503,on=page=3,times=always");

        assertThatExceptionOfType(ExportBatchException.class)
                .isThrownBy(
                        () -> servers.export("SAMPLE", Map.of("export.max-retries", "2", "export.load-batches", "1")))
                .withMessageContaining("iMednet answered 503")
                .matches(failure -> failure.batchId().equals("SAMPLE/records/3"));
        assertThatNoBatchIsHalfThere();

        servers.failImednet();
        assertThat(servers.export("SAMPLE", Map.of()).reconciled()).isTrue();
        assertThatTheTableIsWhole();
    }

    @Test
    void noRetriesMeansOneAttempt() throws Exception {
        servers.failImednet("status:code=503,times=always");

        assertThatExceptionOfType(ExportBatchException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of("export.max-retries", "0")));
        assertThat(servers.imednet().requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "repeat-page:at=3 | 0", "new-row:at=3 | 1", "new-row:place=first,at=3 | 1", "remove-row:at=3 | -1"
    })
    void aStudyThatChangesWhileItIsReadIsReadAgainUntilItIsWhole(String fault, int more) throws Exception {
        servers.failImednet(fault);

        ExportSummary summary = servers.export("SAMPLE", Map.of("imednet.parallel-pages", "1"));

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.reconciliation().passes()).isGreaterThan(1);
        assertThat(summary.recordsRead()).isEqualTo(RECORDS + more);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS + more);
        assertThat(servers.number("SELECT COUNT(DISTINCT RECORD_ID) FROM RECORDS")).isEqualTo(RECORDS + more);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "status:code=429,on=PUT|status:code=503,on=COPY INTO|drop-after:on=INSERT INTO|drop-before:on=DELETE FROM"
                + "|drop-after:on=COMMIT|drop-after:on=BEGIN",
        "drop-after:on=PUT|drop-before:on=COPY INTO|drop-before:on=COMMIT|session-expired:on=login,at=9"
                + "|drop-after:on=INSERT INTO \"IMEDNET\".\"PUBLIC\".\"IMEDNET_LOAD_LEDGER\"",
        "drop-after:on=COPY INTO",
        "session-expired:on=COPY INTO"
    })
    void faultsOfSnowflakeThatItsDriverOvercomesAreNotEvenSeen(String faults) throws Exception {
        servers.failSnowflake(faults.split("\\|"));

        ExportSummary summary = servers.export("SAMPLE", Map.of());

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.retries()).isZero();
        assertThatTheTableIsWhole();
    }

    @Test
    void aCommitWhoseAnswerIsLostForGoodIsAskedForAndItsRowsCountAsLoaded() throws Exception {
        servers.failSnowflake("drop-after:on=COMMIT,times=3");

        ExportSummary summary = servers.export(
                "SAMPLE", Map.of("export.max-retries", "0", "snowflake.request-timeout", "1s"));

        assertThat(summary.rowsLoaded()).isEqualTo(RECORDS);
        assertThat(summary.rowsAlreadyLoaded()).isZero();
        assertThat(summary.reconciled()).isTrue();
        assertThatTheTableIsWhole();
    }

    /** The COMMIT may come yet: what it commits must not be there twice. */
    @Test
    void aLoadIsNotSentAgainBeforeItIsKnownWhatHasBecomeOfItsCommit() throws Exception {
        servers.failSnowflake(
                "status:code=400,on=COMMIT", "sql-error:on=DESCRIBE TRANSACTION,code=000604,state=57014,times=2");

        ExportSummary summary = servers.export("SAMPLE", Map.of("export.load-batches", "100"));

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.retries()).as("one has no answer to its question").isEqualTo(2);
        assertThat(servers.snowflake().statements(StatementType.COPY)).isEqualTo(2);
        assertThatTheTableIsWhole();
    }

    /** Each fault costs an attempt of its own. */
    @ParameterizedTest
    @ValueSource(strings = {
        "session-gone:on=COPY INTO|session-gone:on=INSERT INTO|session-gone:on=COMMIT|session-gone:on=PUT",
        "session-gone:on=SHOW TABLES|session-gone:on=COUNT(DISTINCT|put-error:on=PUT"
                + "|sql-error:on=COPY INTO,code=000604,state=57014|sql-error:on=COMMIT,code=000625,state=57014"
    })
    void aLoadThatMayPassIsTriedAgainAsAWhole(String faults) throws Exception {
        servers.failSnowflake(faults.split("\\|"));

        ExportSummary summary = servers.export("SAMPLE", Map.of("export.max-retries", "10"));

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.retries()).isEqualTo(faults.split("\\|").length);
        assertThat(summary.rowsLoaded() + summary.rowsAlreadyLoaded()).isEqualTo(RECORDS);
        assertThatTheTableIsWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "sql-error:on=COPY INTO,code=001003,state=42000,times=always",
        "sql-error:on=PUT,code=002003,state=02000,times=always",
        "sql-error:on=COPY INTO,code=100038,state=22018,times=always"
    })
    void aPermanentErrorOfSnowflakeIsNotTriedAgain(String fault) throws Exception {
        servers.failSnowflake(fault);

        assertThatExceptionOfType(ExportBatchException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of("export.load-batches", "100")));
        assertThat(servers.snowflake().statements(StatementType.PUT)).isLessThanOrEqualTo(1);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isZero();

        servers.failSnowflake();
        assertThat(servers.export("SAMPLE", Map.of()).reconciled()).isTrue();
        assertThatTheTableIsWhole();
    }

    @Test
    void theRetriesOfAPageAreNotTakenOffThoseOfItsLoad() throws Exception {
        servers.failImednet("status:code=503,on=page=0,times=3");
        servers.failSnowflake("sql-error:on=COPY INTO,code=000604,state=57014,times=3");

        ExportSummary summary = servers.export("SAMPLE", Map.of());

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.retries()).isEqualTo(6);
    }

    @Test
    void theRetriesOfAFileAreNotTakenOffThoseOfItsLoadNorTheseOffThoseOfItsLines() throws Exception {
        servers.failSnowflake("sql-error:on=COPY INTO,code=000604,state=57014,times=3");
        Map<String, String> settings = Map.of(
                "test.failing-steps", "canonical-file=3,append-to-manifest=3",
                "export.batch-size", "5000",
                "export.manifest-path", directory.resolve("manifest.jsonl").toString());

        ExportSummary summary = servers.export("SAMPLE", settings, FAILING_STEPS);

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.retries()).isEqualTo(9);
        assertThat(directory.resolve("manifest.jsonl")).isNotEmptyFile();
    }

    @Test
    void aManifestThatCannotBeWrittenIsAFailureOfTheBatchThatHasNoLine() {
        Map<String, String> settings = Map.of(
                "test.failing-steps", "append-to-manifest=100",
                "export.batch-size", "5000",
                "export.manifest-path", directory.resolve("manifest.jsonl").toString());

        assertThatExceptionOfType(ExportBatchException.class)
                .isThrownBy(() -> servers.export("SAMPLE", settings, FAILING_STEPS))
                .matches(failure -> failure.batchId().equals("SAMPLE/records/0"))
                .withMessageContaining("loaded, but not written to the manifest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GROUP BY 1", "COUNT(DISTINCT"})
    void whatFailsForGoodAfterTheLastLoadIsAnErrorOfConfiguration(String statement) throws Exception {
        servers.failSnowflake("sql-error:code=002003,state=42S02,times=always,on=" + statement);

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of()))
                .withMessageContaining("An object that the settings name does not exist");
        servers.failSnowflake();
        assertThatTheTableIsWhole();
    }

    @Test
    void whatFailsAfterTheLastLoadInSpiteOfAllRetriesSaysThatTheTableCouldNotBeVerified() throws Exception {
        servers.failSnowflake("sql-error:code=000604,state=57014,times=always,on=COUNT(DISTINCT");

        assertThatExceptionOfType(VerificationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of()))
                .withMessageContaining("The table could not be compared with the study");
        servers.failSnowflake();
        assertThatTheTableIsWhole();
    }

    @Test
    void aWrongPasswordIsAnErrorOfConfigurationThatShowsNoPassword() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of("snowflake.password", "hunter2-wrong")))
                .withMessageContaining("Snowflake refused the login")
                .satisfies(failure -> assertThat(StackTraces.of(failure)).doesNotContain("hunter2-wrong"));
    }

    @Test
    void wrongKeysAreAnErrorOfConfigurationThatShowsNoKey() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of("imednet.api-key", "hunter2-wrong")))
                .withMessageContaining("Check imednet.api-key")
                .satisfies(failure -> assertThat(StackTraces.of(failure)).doesNotContain("hunter2-wrong"));
    }

    @Test
    void anUnknownStudyIsAnErrorOfConfiguration() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("NO_SUCH_STUDY", Map.of()))
                .withMessageContaining("Check the study key");
    }

    private void assertThatTheTableIsWhole() throws Exception {
        assertThat(servers.query("SELECT COUNT(*), COUNT(DISTINCT RECORD_ID) FROM RECORDS"))
                .containsExactly(List.of("" + RECORDS, "" + RECORDS));
    }

    private void assertThatNoBatchIsHalfThere() throws Exception {
        assertThat(servers.query("SELECT _SOURCE_FILE FROM RECORDS GROUP BY 1 HAVING COUNT(*) <> 500")).isEmpty();
    }
}
