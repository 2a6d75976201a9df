package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressDisplayTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "records, 30 of 30 records read",
        "sites, 6 of 6 sites read",
        "recordRevisions, 37 of 37 recordRevisions read"
    })
    void theLogCountsWhatTheListIsOf(String list, String shown) throws Exception {
        try (LocalServers servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(30))) {
            Map<String, String> settings = servers.settings();
            settings.put("export.resources", list);
            Path routes = Files.createDirectories(directory.resolve("routes"));
            try (ExportProgram program =
                    ExportProgram.startExport(new CommandSettings(servers.file(settings)), routes)) {
                assertThat(program.export("SAMPLE", null).failure()).isNull();

                assertThat(ProgressDisplay.line(program.latestRun().orElseThrow()))
                        .startsWith("SAMPLE: " + shown)
                        .endsWith(" in the table");
            }
        }
    }
}
