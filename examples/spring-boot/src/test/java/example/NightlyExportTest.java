package example;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class NightlyExportTest {

    @TempDir
    private Path directory;

    private StudyData study;
    private ImednetServer imednet;
    private SnowflakeServer snowflake;

    @BeforeEach
    void startServers() throws Exception {
        study = StudyData.sample(1200);
        imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
        snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")));
    }

    @AfterEach
    void stopServers() throws Exception {
        imednet.close();
        snowflake.close();
        study.close();
    }

    @Test
    void theTimerExportsTheStudy() {
        try (ConfigurableApplicationContext application = start("SAMPLE")) {
            NightlyExport export = application.getBean(NightlyExport.class);

            await().atMost(10, MINUTES).until(() -> export.lastSummary() != null || export.lastFailure() != null);

            assertThat(export.lastFailure()).isNull();
            assertThat(export.lastSummary().rowsLoaded()).isEqualTo(1200);
            assertThat(export.lastSummary().reconciled()).isTrue();
        }
    }

    @Test
    void aStudyThatThereIsNotIsAFailureThatTheRouteHandles() {
        try (ConfigurableApplicationContext application = start("NO_SUCH_STUDY")) {
            NightlyExport export = application.getBean(NightlyExport.class);

            await().atMost(10, MINUTES).until(() -> export.lastFailure() != null);

            assertThat(export.lastFailure()).hasMessageContaining("NO_SUCH_STUDY");
            assertThat(export.lastSummary()).isNull();
        }
    }

    @Test
    void aMisspelledSettingIsRefused() {
        assertThatThrownBy(() -> start("SAMPLE", "--nightly.export.privacy-polcy=policy.yaml"))
                .hasStackTraceContaining("nightly.export.privacy-polcy is not a setting: is"
                        + " nightly.export.privacy-policy meant?");
    }

    private ConfigurableApplicationContext start(String studyKey, String... others) {
        return SpringApplication.run(NightlyExportApplication.class, Stream.concat(Stream.of(others), Stream.of(
                "--example.study=" + studyKey,
                "--example.repeat-count=1",
                "--nightly.imednet.base-url=" + imednet.uri(),
                "--nightly.imednet.api-key=" + ImednetServer.DEFAULT_API_KEY,
                "--nightly.imednet.security-key=" + ImednetServer.DEFAULT_SECURITY_KEY,
                "--nightly.snowflake.account=local",
                "--nightly.snowflake.url=" + snowflake.uri(),
                "--nightly.snowflake.password=local-password",
                "--nightly.snowflake.database=IMEDNET",
                "--nightly.snowflake.schema=PUBLIC",
                "--nightly.export.state-dir=" + directory.resolve("state")))
                .toArray(String[]::new));
    }
}
