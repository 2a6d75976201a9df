package io.github.imednet.snowflake.run;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.ImednetSnowflake;
import io.github.imednet.snowflake.SnowflakeExportConfig;
import io.github.imednet.snowflake.SnowflakeExportSink;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole export by one call. */
class ImednetSnowflakeTest {

    @TempDir
    private static Path directory;

    private static LocalServers servers;

    @BeforeAll
    static void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(1200));
    }

    @AfterAll
    static void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void oneCallExportsAStudyAndTellsWhatItDid() throws Exception {
        Path manifest = directory.resolve("manifest.jsonl");
        SnowflakeExportConfig config = config("ONE_CALL").manifestPath(manifest).build();

        ExportSummary first = ImednetSnowflake.export("SAMPLE", config);
        ExportSummary second = ImednetSnowflake.export("SAMPLE", config);

        assertThat(first.rowsLoaded()).isEqualTo(1200);
        assertThat(first.batches()).isEqualTo(3);
        assertThat(first.rowsAlreadyLoaded()).isZero();
        assertThat(first.manifest()).isEqualTo(manifest.toString());
        assertThat(first.reconciled()).isTrue();
        assertThat(first.reconciliation().rowsInTable()).isEqualTo(1200);
        assertThat(second.rowsLoaded()).isZero();
        assertThat(second.rowsAlreadyLoaded()).isEqualTo(1200);
        assertThat(Files.readAllLines(manifest)).hasSize(6);
        assertThat(servers.number("SELECT COUNT(*) FROM ONE_CALL")).isEqualTo(1200);
    }

    @Test
    void whatEndsAnExportIsThrownAsItIs() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> ImednetSnowflake.export("NO_SUCH_STUDY", config("FAILED").build()))
                .withMessageContaining("Check the study key");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> ImednetSnowflake.export("SAMPLE", config("FAILED").password("hunter2-wrong").build()))
                .withMessageContaining("Snowflake refused the login")
                .satisfies(failure -> assertThat(StackTraces.of(failure)).doesNotContain("hunter2-wrong"));
    }

    @Test
    void aCallLeavesNoThreadBehind() {
        ImednetSnowflake.export("SAMPLE", config("THREADS").build());

        await().untilAsserted(() -> assertThat(threads())
                .noneMatch(name ->
                        name.matches("(page-reader|batch-writer|batch-loader|manifest-writer|imednet-snowflake).*")));
    }

    @Test
    void aCamelContextThatIsThereGetsTheRoutesOnceAndGoesOnRunning() throws Exception {
        Properties settings = new Properties();
        settings.putAll(servers.settings());
        settings.put("snowflake.table", "GIVEN");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().setOverrideProperties(settings);
            context.start();

            assertThat(ImednetSnowflake.export("SAMPLE", context).rowsLoaded()).isEqualTo(1200);
            assertThat(ImednetSnowflake.export("SAMPLE", context).rowsAlreadyLoaded()).isEqualTo(1200);
            try (SnowflakeExportSink sink = new SnowflakeExportSink(context)) {
                assertThat(sink.writeBatch(List.of(Map.of("recordId", 1)), "b")).isEqualTo(1);
            }
            assertThat(context.isStarted()).isTrue();
        }
        assertThat(servers.number("SELECT COUNT(*) FROM GIVEN")).isEqualTo(1201);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private static SnowflakeExportConfig.Builder config(String table) {
        return SnowflakeExportConfig.builder().extra(servers.settings()).table(table);
    }
}
