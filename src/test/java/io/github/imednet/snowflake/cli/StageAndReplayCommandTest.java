package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the commands on kept and staged files print, and how they end. */
class StageAndReplayCommandTest {

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir
    private Path directory;

    private StudyData study;
    private ImednetServer imednet;
    private SnowflakeServer snowflake;
    private Path manifest;

    @BeforeEach
    void export() throws Exception {
        study = StudyData.sample(700);
        imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
        snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")));
        manifest = directory.resolve("manifest.jsonl");
        assertThat(run("export", "snowflake", "SAMPLE", "--manifest-path", manifest.toString())).isZero();
    }

    @AfterEach
    void stopServers() throws Exception {
        imednet.close();
        snowflake.close();
        study.close();
    }

    @Test
    void aStageIsCleanedOnlyWhereThatIsConfirmed() throws Exception {
        assertThat(run("stage", "list", "SAMPLE")).isZero();
        assertThat(output.toString())
                .contains("loaded      ", "imednet/SAMPLE_records_0-")
                .contains("2 files of study SAMPLE in @MY_STAGE/imednet, ");

        assertThat(run("stage", "clean", "SAMPLE")).isZero();
        assertThat(output.toString())
                .contains("2 files of study SAMPLE")
                .contains("would be removed: --yes really does it");

        assertThat(run("stage", "clean", "SAMPLE", "--yes")).isZero();
        assertThat(output.toString()).contains("were removed");

        assertThat(run("stage", "list", "SAMPLE", "--json")).isZero();
        assertThat(json().path("files")).isEmpty();
    }

    @Test
    void jsonSaysWhatWasRemoved() throws Exception {
        assertThat(run("stage", "clean", "SAMPLE", "--yes", "--json")).isZero();

        JsonNode report = json();
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

        assertThat(json().path("error").asText()).contains("Snowflake does not have what the settings name");
    }

    @Test
    void aStageThatCannotBeReachedExitsWith3() throws Exception {
        snowflake.close();
        snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake"))
                .withFaults(List.of("sql-error:on=LIST,times=always,code=100183,state=XX000")));

        assertThat(run("stage", "list", "SAMPLE")).isEqualTo(3);
        assertThat(errors.toString()).contains("The stage could not be looked at or cleaned: ");
    }

    @Test
    void aReplayThatIsWholeExitsWith0() throws Exception {
        assertThat(run("replay", manifest.toString(), "--table", "COPY_OF_IT")).isZero();

        assertThat(output.toString())
                .contains("replay of " + manifest)
                .contains("loaded           700 rows with 1 PUT and 1 COPY")
                .contains("reconciled       yes, every row of these files is in the table exactly once");
    }

    @Test
    void aReplayThatLacksAFileExitsWith3AndNamesIt() throws Exception {
        Files.writeString(manifest, "not a line\n", StandardOpenOption.APPEND);

        assertThat(run("replay", manifest.toString(), "--table", "COPY_OF_IT", "--json")).isEqualTo(3);

        assertThat(json().path("rows_loaded").asInt()).isEqualTo(700);
        assertThat(json().path("problems")).hasSize(1);
        assertThat(json().path("problems").get(0).path("kind").asText()).isEqualTo("DAMAGED");
        assertThat(json().path("problems").get(0).path("line").asInt()).isEqualTo(3);
        assertThat(errors.toString()).contains("1 lines of " + manifest + " were not replayed");
    }

    @Test
    void aManifestThatIsNotThereExitsWith2() throws Exception {
        assertThat(run("replay", directory.resolve("none").toString())).isEqualTo(2);

        assertThat(errors.toString()).contains("cannot be read");
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(output.toString());
    }

    private int run(String... arguments) throws Exception {
        Path properties = Files.writeString(
                directory.resolve("export.properties"),
                """
                imednet.base-url=%s
                imednet.api-key=%s
                imednet.security-key=%s
                snowflake.url=%s
                snowflake.account=local
                snowflake.user=LOADER
                snowflake.password=local-password
                snowflake.database=IMEDNET
                snowflake.warehouse=COMPUTE_WH
                snowflake.stage=MY_STAGE
                snowflake.table=RECORDS
                export.retry-backoff=0.01
                export.local-staging-dir=%s
                export.state-dir=%s
                """
                        .formatted(
                                imednet.uri(),
                                ImednetServer.DEFAULT_API_KEY,
                                ImednetServer.DEFAULT_SECURITY_KEY,
                                snowflake.uri(),
                                directory.resolve("kept"),
                                directory.resolve("state")));
        output.getBuffer().setLength(0);
        errors.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--properties", properties.toString()));
        CommandLine command = ImednetCommand.commandLine();
        command.setOut(new PrintWriter(output, true)).setErr(new PrintWriter(errors, true));
        return command.execute(all.toArray(String[]::new));
    }
}
