package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportSnowflakeCommandTest {

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(1250));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void anExportThatReconcilesExitsWith0AndPrintsItsSummary() throws Exception {
        assertThat(export()).isZero();

        assertThat(terminal.output())
                .contains("records read     1,250 of 1,250 announced, on 3 pages with 4 requests")
                .contains("loaded           1,250 rows with 1 PUT and 1 COPY")
                .contains("reconciled       yes");
        assertThat(terminal.errors()).isEmpty();
    }

    @Test
    void aSecondExportSaysThatNothingWasSent() throws Exception {
        export();

        assertThat(export()).isZero();
        assertThat(terminal.output()).contains("already loaded   1,250 rows: nothing changed, nothing sent");
    }

    @Test
    void jsonPrintsOneObjectAndNothingElse() throws Exception {
        assertThat(export("--json")).isZero();

        JsonNode summary = terminal.json();
        assertThat(terminal.output().strip().lines()).hasSize(1);
        for (String name : List.of(
                "run_id", "study_key", "records_read", "batches", "files", "bytes", "puts", "copies", "rows_loaded",
                "rows_already_loaded", "api_requests", "retries", "seconds", "manifest", "reconciled")) {
            assertThat(summary.has(name)).as(name).isTrue();
        }
        assertThat(summary.has("error")).isFalse();
        assertThat(summary.has("batch_id")).isFalse();
        assertThat(summary.get("rows_loaded").asLong()).isEqualTo(1250);
        assertThat(summary.get("reconciled").asBoolean()).isTrue();
    }

    @Test
    void missingSettingsExitWith2AndNameThemAll() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty.properties"));

        assertThat(terminal.run("export", "snowflake", "--properties", empty.toString(), "--json")).isEqualTo(2);
        assertThat(terminal.json().get("batch_id").isNull()).isTrue();
        assertThat(terminal.json().get("error").asText())
                .contains("imednet.api-key is missing", "snowflake.account is missing", "snowflake.table is missing");
        assertThat(servers.imednet().requests()).isZero();
    }

    @Test
    void aBadScheduleASettingThatIsNoneAndABadValueAreNamedTogether() throws Exception {
        assertThat(export("--schedule", "often", "--set", "export.compresion=ZSTD", "--batch-size", "0")).isEqualTo(2);

        assertThat(terminal.errors())
                .contains(
                        "export.schedule is 'often'", "export.compresion is not a setting", "export.batch-size is '0'");
    }

    @Test
    void withoutAStudyItSaysHowToNameOne() throws Exception {
        Path properties = servers.file(servers.settings());

        assertThat(terminal.run("export", "snowflake", "--properties", properties.toString())).isEqualTo(2);
        assertThat(terminal.errors()).contains("No study is named: give its key as an argument");
    }

    @Test
    void anUnknownOptionExitsWith2AndIsTheFirstOfTwoLines() {
        assertThat(terminal.run("export", "snowflake", "--no-such-option")).isEqualTo(2);
        assertThat(terminal.errors().lines())
                .containsExactly("imednet: Unknown option --no-such-option", "See imednet export snowflake --help");
    }

    @Test
    void aSecretIsNotTakenAsAnArgumentAndNotShown() throws Exception {
        assertThat(export("--set", "snowflake.password=hunter2")).isEqualTo(2);

        assertThat(terminal.errors()).contains("snowflake.password is not taken as an argument");
        assertThat(terminal.output() + terminal.errors()).doesNotContain("hunter2");
    }

    @Test
    void aBatchThatFailsExitsWith3AndNamesItself() throws Exception {
        servers.failSnowflake("sql-error:on=COPY INTO,times=always");

        assertThat(export("--json")).isEqualTo(3);
        JsonNode summary = terminal.json();
        assertThat(summary.get("batch_id").asText()).isEqualTo("SAMPLE/records/0");
        assertThat(summary.get("error").asText()).isNotEmpty();
        assertThat(summary.get("reconciled").asBoolean()).isFalse();
        assertThat(terminal.errors()).contains("A load of 3 files, the first one of batch SAMPLE/records/0, failed");
    }

    @Test
    void aTableThatDoesNotReconcileExitsWith4() throws Exception {
        Path routes = Files.createDirectories(directory.resolve("routes"));
        Files.copy(
                Path.of("src/test/resources/routes/lose-a-row/record-load.camel.yaml"),
                routes.resolve("record-load.camel.yaml"));

        assertThat(export("--routes", routes.toString())).isEqualTo(4);
        assertThat(terminal.errors()).contains("The table does not reconcile with the study");
        assertThat(terminal.output()).contains("reconciled       NO");
    }

    @Test
    void argumentsComeBeforeTheFile() throws Exception {
        assertThat(export("--json", "--batch-size", "100", "--stage-prefix", "other/prefix")).isZero();

        assertThat(terminal.json().get("files").asInt()).isEqualTo(13);
    }

    @Test
    void helpNamesEveryArgumentWithItsProperty() {
        assertThat(terminal.run("export", "snowflake", "--help")).isZero();
        assertThat(terminal.output())
                .contains("STUDY", "snowflake.account", "--force-reload", "Exit codes", "130 interrupted");
    }

    private int export(String... others) throws Exception {
        Path properties = servers.file(servers.settingsBesideArguments());
        List<String> arguments = new ArrayList<>(List.of("export", "snowflake", "--properties", properties.toString()));
        arguments.addAll(LocalServers.ARGUMENTS);
        arguments.addAll(List.of(others));
        return terminal.run(arguments);
    }
}
