package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands on kept and staged files print, and how they end. */
class StageAndReplayCommandTest {

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path directory;

    private LocalServers servers;
    private Path manifest;

    @BeforeEach
    void export() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(700));
        manifest = directory.resolve("manifest.jsonl");
        assertThat(run("export", "snowflake", "SAMPLE", "--manifest-path", manifest.toString())).isZero();
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void aStageIsCleanedOnlyWhereThatIsConfirmed() throws Exception {
        assertThat(run("stage", "list", "SAMPLE")).isZero();
        assertThat(terminal.output())
                .contains("loaded      ", "imednet/SAMPLE_records_0-")
                .contains("2 files of study SAMPLE in @MY_STAGE/imednet, ");

        assertThat(run("stage", "clean", "SAMPLE")).isZero();
        assertThat(terminal.output())
                .contains("2 files of study SAMPLE")
                .contains("would be removed: confirm with --yes");

        assertThat(run("stage", "clean", "SAMPLE", "--yes")).isZero();
        assertThat(terminal.output()).contains("were removed");

        assertThat(run("stage", "list", "SAMPLE", "--json")).isZero();
        assertThat(terminal.json().path("files")).isEmpty();
    }

    @Test
    void jsonSaysWhatWasRemoved() throws Exception {
        assertThat(run("stage", "clean", "SAMPLE", "--yes", "--json")).isZero();

        JsonNode report = terminal.json();
        assertThat(report.path("study_key").asText()).isEqualTo("SAMPLE");
        assertThat(report.path("removed_files").asInt()).isEqualTo(2);
        assertThat(report.path("removed_bytes").asLong())
                .isEqualTo(report.path("removable_bytes").asLong())
                .isPositive();
        assertThat(report.path("files").get(0).path("state").asText()).isEqualTo("loaded");
    }

    @Test
    void aStageThatIsNotThereExitsWith2() throws Exception {
        assertThat(run("stage", "list", "SAMPLE", "--json", "--set", "snowflake.stage=NO_SUCH_STAGE")).isEqualTo(2);

        assertThat(terminal.json().path("error").asText()).contains("An object that the settings name does not exist");
    }

    @Test
    void aStageThatCannotBeReachedExitsWith3() throws Exception {
        servers.failSnowflake("sql-error:on=LIST,times=always,code=100183,state=XX000");

        assertThat(run("stage", "list", "SAMPLE")).isEqualTo(3);
        assertThat(terminal.errors()).contains("The stage could not be listed or cleaned: ");
    }

    @Test
    void aReplayThatIsWholeExitsWith0() throws Exception {
        assertThat(run("replay", manifest.toString(), "--table", "COPY_OF_IT")).isZero();

        assertThat(terminal.output())
                .contains("replay of " + manifest)
                .contains("loaded           700 rows with 1 PUT and 1 COPY")
                .contains("reconciled       yes, every row of these files is in the table exactly once");
    }

    @Test
    void aReplayThatLacksAFileExitsWith3AndNamesIt() throws Exception {
        Files.writeString(manifest, "not a line\n", StandardOpenOption.APPEND);

        assertThat(run("replay", manifest.toString(), "--table", "COPY_OF_IT", "--json")).isEqualTo(3);

        assertThat(terminal.json().path("rows_loaded").asInt()).isEqualTo(700);
        assertThat(terminal.json().path("problems")).hasSize(1);
        assertThat(terminal.json().path("problems").get(0).path("kind").asText()).isEqualTo("DAMAGED");
        assertThat(terminal.json().path("problems").get(0).path("line").asInt()).isEqualTo(3);
        assertThat(terminal.errors()).contains("1 lines of " + manifest + " were not replayed");
    }

    @Test
    void aManifestThatIsNotThereExitsWith2() throws Exception {
        assertThat(run("replay", directory.resolve("none").toString())).isEqualTo(2);
        assertThat(terminal.errors()).contains("cannot be read: name the file that exports wrote");

        assertThat(run("replay", directory.toString())).isEqualTo(2);
        assertThat(terminal.errors()).contains("The manifest " + directory + " cannot be read, it is a folder");
    }

    private int run(String... arguments) throws Exception {
        Map<String, String> settings = servers.settings();
        settings.put("export.local-staging-dir", directory.resolve("kept").toString());
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--properties", servers.file(settings).toString()));
        return terminal.run(all);
    }
}
