package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of a batch: of the API alone, for which no setting of Snowflake is needed. */
class JobCommandTest {

    @TempDir
    private Path directory;

    private final Terminal terminal = new Terminal();

    @Test
    void theJobOfABatchIsShownAsTheApiTellsIt() throws Exception {
        assertThat(run(List.of(), "sample-batch")).isZero();
        assertThat(terminal.output())
                .containsPattern("batchId +sample-batch\\R")
                .containsPattern("state +completed\\R")
                .containsPattern("dateFinished +2023-02-01 10:00:09\\R");

        assertThat(run(List.of("status:code=503,times=1"), "sample-batch", "--json")).isZero();
        assertThat(terminal.json().path("study_key").asText()).isEqualTo("SAMPLE");
        assertThat(terminal.json().path("job").path("state").asText()).isEqualTo("completed");
    }

    @Test
    void aBatchThatIsNotThereExitsWith2AndAnApiThatFailsWith3() throws Exception {
        assertThat(run(List.of(), "no-such-batch")).as(terminal.errors()).isEqualTo(2);
        assertThat(terminal.errors()).contains("404");

        assertThat(run(List.of("status:code=503,times=always"), "sample-batch")).isEqualTo(3);
        assertThat(terminal.errors()).contains("503");
    }

    private int run(List<String> faults, String... arguments) throws Exception {
        try (StudyData study = StudyData.sample(5);
                ImednetServer imednet =
                        ImednetServer.start(ImednetServer.Settings.defaults(study).withFaults(faults))) {
            Path settings = LocalServers.file(directory.resolve("job.properties"), Map.of(
                    "imednet.base-url", imednet.uri().toString(),
                    "imednet.api-key", ImednetServer.DEFAULT_API_KEY,
                    "imednet.security-key", ImednetServer.DEFAULT_SECURITY_KEY,
                    "export.retry-backoff", "0.01"));
            List<String> all = new ArrayList<>(
                    List.of("job", "--study", "SAMPLE", "--properties", settings.toString()));
            all.addAll(List.of(arguments));
            return terminal.run(all.toArray(String[]::new));
        }
    }
}
