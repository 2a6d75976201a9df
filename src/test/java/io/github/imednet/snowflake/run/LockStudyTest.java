package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes before the first page: login and lock. {@link RunLockTest} has the run that finds another one. */
class LockStudyTest {

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(100));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void aLoginThatIsRefusedEndsTheRunAtOnceAndBeforeAPageIsAskedFor() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of("snowflake.password", "wrong")))
                .withMessageContaining("Snowflake refused the login");
        assertThat(servers.imednet().requests()).isZero();
    }

    /** At the lock, before a page is asked for; and where the quota is used up while the run loads. */
    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM", "COPY INTO"})
    void aQuotaThatIsUsedUpIsToldAsSnowflakeTellsItAndWithWhatToDo(String statement) throws Exception {
        servers.failSnowflake("sql-error:on=" + statement + ",times=always,code=090073,state=22000,message=Warehouse"
                + " 'W' cannot be resumed because resource monitor 'M' has exceeded its quota.");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of()))
                .matches(failure -> failure.exitCode() == 2)
                .withMessageStartingWith("Warehouse 'W' cannot be resumed because resource monitor 'M' has exceeded its"
                        + " quota. Raise the resource monitor's quota");
    }

    @Test
    void aSnowflakeThatCannotBeReachedIsTriedAgainAndFailsTheFirstBatchBeforeAPageIsAskedFor() {
        Map<String, String> nobodyListens = Map.of(
                "snowflake.url", "http://127.0.0.1:9", "snowflake.login-timeout", "1", "export.max-retries", "1");

        assertThatExceptionOfType(ExportBatchException.class)
                .isThrownBy(() -> servers.export("SAMPLE", nobodyListens))
                .matches(failure -> failure.batchId().equals("SAMPLE/records/0"))
                .matches(failure -> failure.attempts() == 2)
                .withMessageContaining("Check snowflake.account or snowflake.url, and the network");
        assertThat(servers.imednet().requests()).isZero();
    }

    @Test
    void aLockThatCannotBeTakenAtFirstIsTakenInTheEnd() throws Exception {
        servers.failSnowflake("sql-error:on=INSERT INTO,code=000604,state=57014,message=busy,times=2");

        ExportSummary summary = servers.export("SAMPLE", Map.of());

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.retries()).isEqualTo(2);
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK")).isZero();
    }
}
