package example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.run.ExportSummary;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportServiceTest {

    private static final long LONGEST_MILLISECONDS = 600_000;

    @TempDir
    private Path directory;

    private StudyData study;
    private ImednetServer imednet;
    private SnowflakeServer snowflake;
    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void startServers() throws Exception {
        study = StudyData.sample(1200);
        imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
        snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")));
        settings.putAll(Map.of(
                "imednet.base-url", imednet.uri().toString(),
                "imednet.api-key", ImednetServer.DEFAULT_API_KEY,
                "imednet.security-key", ImednetServer.DEFAULT_SECURITY_KEY,
                "snowflake.account", "local",
                "snowflake.url", snowflake.uri().toString(),
                "snowflake.user", "LOADER",
                "snowflake.database", "IMEDNET",
                "snowflake.warehouse", "COMPUTE_WH",
                "snowflake.stage", "STUDIES",
                "snowflake.table", "RECORDS"));
        settings.put("export.state-dir", directory.resolve("state").toString());
        settings.put("snowflake.password", "local-password");
    }

    @AfterEach
    void stopServers() throws Exception {
        imednet.close();
        snowflake.close();
        study.close();
    }

    @Test
    void aRequestEndsWithASummary() throws Exception {
        try (CamelContext context = ExportService.start(settings)) {
            context.createProducerTemplate().sendBody("seda:export-requests", "SAMPLE");

            ExportSummary summary = context.createConsumerTemplate()
                    .receiveBody("seda:export-summaries", LONGEST_MILLISECONDS, ExportSummary.class);

            assertThat(summary.rowsLoaded()).isEqualTo(1200);
            assertThat(summary.reconciled()).isTrue();
        }
    }

    @Test
    void aRequestForAStudyThatThereIsNotEndsWithTheReason() throws Exception {
        try (CamelContext context = ExportService.start(settings)) {
            context.createProducerTemplate().sendBody("seda:export-requests", "NO_SUCH_STUDY");

            String reason = context.createConsumerTemplate()
                    .receiveBody("seda:export-failures", LONGEST_MILLISECONDS, String.class);

            assertThat(reason).contains("NO_SUCH_STUDY");
        }
    }
}
