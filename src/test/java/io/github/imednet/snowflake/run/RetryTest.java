package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.nio.file.Path;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often the two ends are asked when they fail, as they themselves count it, and what the failure says of that. */
class RetryTest {

    private static final String COPY_FAILS = "sql-error:on=COPY INTO,code=000604,state=57014,message=no luck,times=";

    private static final Path FULL_DISK = Path.of("src/test/resources/routes/full-disk/customize-page.camel.yaml");

    @TempDir
    private static Path directory;

    private static LocalServers servers;

    @BeforeAll
    static void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(100));
    }

    @AfterAll
    static void stopServers() throws Exception {
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6})
    void theApiIsAskedOnceMoreForEachRetryAndNoMore(int retries) throws Exception {
        servers.failImednet("status:code=503,times=always");
        servers.failSnowflake();

        ExportBatchException failure = failureOf(retries);

        assertThat(servers.imednet().requests()).isEqualTo(1 + retries);
        assertThat(failure.attempts()).isEqualTo(1 + retries);
        assertThat(failure)
                .hasMessageStartingWith(
                        "Batch SAMPLE/records/0 failed after " + attempts(retries) + ": iMednet answered 503");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6})
    void aLoadIsSentOnceMoreForEachRetryAndNoMore(int retries) throws Exception {
        servers.failImednet();
        servers.failSnowflake(COPY_FAILS + "always");

        ExportBatchException failure = failureOf(retries);

        assertThat(servers.snowflake().statements(StatementType.PUT)).isEqualTo(1 + retries);
        assertThat(failure.attempts()).isEqualTo(1 + retries);
        assertThat(failure)
                .hasMessageStartingWith("Batch SAMPLE/records/0 failed after " + attempts(retries) + ": ")
                .hasMessageContaining("no luck");
    }

    @Test
    void asManyFailuresAsThereAreRetriesAreOvercomeAtBothEndsAndCountedApart() throws Exception {
        servers.failImednet("status:code=503,on=page=0,times=6");
        servers.failSnowflake(COPY_FAILS + "6");

        ExportSummary summary = servers.export("SAMPLE", with(6));

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.apiRetries()).isEqualTo(6);
        assertThat(summary.snowflakeRetries()).isEqualTo(6);
        assertThat(summary.retries()).isEqualTo(12);
        servers.execute("DROP TABLE RECORDS");
    }

    @Test
    void theLastOfSeveralFailuresIsTheOneThatIsTold() throws Exception {
        servers.failImednet("status:code=503,times=2", "status:code=500,times=always");
        servers.failSnowflake();

        ExportBatchException failure = failureOf(3);

        assertThat(failure)
                .hasMessageStartingWith("Batch SAMPLE/records/0 failed after 4 attempts: iMednet answered 500");
    }

    @Test
    void aPermanentFailureAfterOneThatPassedEndsTheRetries() throws Exception {
        servers.failImednet();
        servers.failSnowflake(COPY_FAILS + "1", "sql-error:on=COPY INTO,code=001003,state=42000,times=always");

        ExportBatchException failure = failureOf(6);

        assertThat(failure.attempts()).isEqualTo(2);
        assertThat(servers.snowflake().statements(StatementType.PUT)).isEqualTo(2);
    }

    @Test
    void aPermanentFailureIsOneRequest() throws Exception {
        servers.failImednet();
        servers.failSnowflake("sql-error:on=COPY INTO,code=001003,state=42000,times=always");

        ExportBatchException failure = failureOf(6);

        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(failure).hasMessageContaining("failed after 1 attempt: ");
        assertThat(servers.snowflake().statements(StatementType.PUT)).isEqualTo(1);
    }

    @Test
    void aFileThatCannotBeWrittenIsTriedAsOftenAsItSays() throws Exception {
        servers.failImednet();
        servers.failSnowflake();
        FullDisk.FAILURES.set(10);

        ExportBatchException failure = catchThrowableOfType(
                ExportBatchException.class, () -> servers.export("SAMPLE", with(2), FULL_DISK));

        assertThat(failure)
                .hasMessage("Batch SAMPLE/records/0 failed after 3 attempts: No space left on device");
    }

    @Test
    void theReasonOfRetriesIsLoggedOnce() throws Exception {
        servers.failImednet();
        servers.failSnowflake();
        FullDisk.FAILURES.set(10);

        try (LogLines log = new LogLines(Level.WARN)) {
            assertThatThrownBy(() -> servers.export("SAMPLE", with(2), FULL_DISK))
                    .isInstanceOf(ExportBatchException.class);

            assertThat(log.lines().stream().filter(line -> line.contains("No space left")))
                    .containsExactly("Retry 1 of 2 after: No space left on device null");
            assertThat(log.lines()).noneMatch(line -> line.contains("Failed delivery"));
        }
        FullDisk.FAILURES.set(0);
    }

    @Test
    void theRetriesOfAFileAreNotTakenOffThoseOfItsLoad() throws Exception {
        servers.failImednet();
        servers.failSnowflake(COPY_FAILS + "2");
        FullDisk.FAILURES.set(2);

        ExportSummary summary = servers.export("SAMPLE", with(2), FULL_DISK);

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.snowflakeRetries()).isEqualTo(4);
        servers.execute("DROP TABLE RECORDS");
    }

    private static ExportBatchException failureOf(int retries) {
        return catchThrowableOfType(ExportBatchException.class, () -> servers.export("SAMPLE", with(retries)));
    }

    private static Map<String, String> with(int retries) {
        return Map.of("export.max-retries", Integer.toString(retries), "export.retry-backoff", "0");
    }

    private static String attempts(int retries) {
        return retries == 0 ? "1 attempt" : (retries + 1) + " attempts";
    }
}
