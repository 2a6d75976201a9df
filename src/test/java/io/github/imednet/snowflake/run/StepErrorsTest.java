package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imednet.snowflake.Waiting;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An Error, such as a class that is missing, ends a run with it, wherever it is thrown, and no run waits for ever. */
class StepErrorsTest {

    private static final Path FAILING_STEPS =
            Path.of("src/test/resources/routes/failing-steps/failing-steps.camel.yaml");

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(600));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "prepare", "read-other-pages", "check-answer", "collect-records", "marshal-batch", "collect-files",
        "load-these-files", "append-lines"
    })
    void anErrorOfAnExportsStepEndsItAndTheNextOneIsWhole(String step) throws Exception {
        Map<String, String> settings = Map.of(
                "test.failing-steps", step + "=error", "export.batch-size", "100", "export.load-batches", "2",
                "export.manifest-path", directory.resolve("manifest.jsonl").toString());

        assertThat(failureOf("direct:export-records", Map.of("studyKey", "SAMPLE"), settings))
                .as("step %s", step)
                .hasStackTraceContaining("The step " + step + " ended with NoClassDefFoundError: net/example/Missing");
        assertThat(servers.export("SAMPLE", Map.of("export.batch-size", "100")).reconciled()).isTrue();
    }

    @Test
    void anErrorOfAReplaysStepEndsIt() throws Exception {
        Path manifest = directory.resolve("manifest.jsonl");
        Map<String, String> kept = Map.of(
                "export.manifest-path", manifest.toString(),
                "export.local-staging-dir", directory.resolve("kept").toString());
        servers.export("SAMPLE", kept);

        for (String step : List.of("load-kept-files", "collect-files", "load-these-files")) {
            Map<String, String> settings = new HashMap<>(kept);
            settings.put("test.failing-steps", step + "=error");
            settings.put("snowflake.table", "REPLAYED");
            assertThat(failureOf("direct:replay-manifest", Map.of("manifest", manifest.toString()), settings))
                    .hasStackTraceContaining("The step " + step + " ended with NoClassDefFoundError");
        }
    }

    /** In a thread of its own, for a run that hangs is to fail the test. */
    private Throwable failureOf(String endpoint, Map<String, Object> headers, Map<String, String> settings)
            throws Exception {
        return CompletableFuture.supplyAsync(() -> catchThrowable(
                        () -> servers.request(endpoint, headers, settings, FAILING_STEPS, Object.class)))
                .get(Waiting.LIMIT.toMinutes(), TimeUnit.MINUTES);
    }
}
