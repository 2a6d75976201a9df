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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportSnowflakeCommandTest {

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir
    private Path directory;

    private StudyData study;
    private ImednetServer imednet;
    private SnowflakeServer snowflake;

    @BeforeEach
    void startServers() throws Exception {
        study = StudyData.sample(1250);
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
    void anExportThatReconcilesExitsWith0AndPrintsItsSummary() throws Exception {
        assertThat(export()).isZero();

        assertThat(output.toString())
                .contains("records read     1,250 of 1,250 announced, on 3 pages with 4 requests")
                .contains("loaded           1,250 rows with 1 PUT and 1 COPY")
                .contains("reconciled       yes");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void aSecondExportSaysThatNothingWasSent() throws Exception {
        export();

        assertThat(export()).isZero();
        assertThat(output.toString()).contains("already loaded   1,250 rows: nothing changed, nothing sent");
    }

    @Test
    void jsonPrintsOneObjectAndNothingElse() throws Exception {
        assertThat(export("--json")).isZero();

        JsonNode summary = new ObjectMapper().readTree(output.toString());
        assertThat(output.toString().strip().lines()).hasSize(1);
        for (String name : List.of(
                "run_id", "study_key", "records_read", "batches", "files", "bytes", "puts", "copies", "rows_loaded",
                "rows_already_loaded", "api_requests", "retries", "seconds", "manifest", "reconciled")) {
            assertThat(summary.has(name)).as(name).isTrue();
        }
        assertThat(summary.has("error")).isFalse();
        assertThat(summary.get("rows_loaded").asLong()).isEqualTo(1250);
        assertThat(summary.get("reconciled").asBoolean()).isTrue();
    }

    @Test
    void missingSettingsExitWith2AndNameThemAll() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty.properties"));

        assertThat(run("export", "snowflake", "--properties", empty.toString(), "--json")).isEqualTo(2);
        assertThat(new ObjectMapper().readTree(output.toString()).get("error").asText())
                .contains("imednet.api-key is missing", "snowflake.account is missing", "snowflake.table is missing");
        assertThat(imednet.requests()).isZero();
    }

    @Test
    void anUnknownOptionExitsWith2() {
        assertThat(run("export", "snowflake", "--no-such-option")).isEqualTo(2);
        assertThat(errors.toString()).contains("--no-such-option");
    }

    @Test
    void aSecretIsNotTakenAsAnArgumentAndNotShown() throws Exception {
        assertThat(export("--set", "snowflake.password=hunter2")).isEqualTo(2);

        assertThat(errors.toString()).contains("snowflake.password is not taken as an argument");
        assertThat(output + errors.toString()).doesNotContain("hunter2");
    }

    @Test
    void aBatchThatFailsExitsWith3AndNamesItself() throws Exception {
        snowflake.close();
        snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake"))
                .withFaults(List.of("sql-error:on=COPY INTO,times=always")));

        assertThat(export("--json")).isEqualTo(3);
        JsonNode summary = new ObjectMapper().readTree(output.toString());
        assertThat(summary.get("batch_id").asText()).isEqualTo("SAMPLE/records/0");
        assertThat(summary.get("error").asText()).isNotEmpty();
        assertThat(summary.get("reconciled").asBoolean()).isFalse();
        assertThat(errors.toString()).contains("Batch SAMPLE/records/0 failed");
    }

    @Test
    void aTableThatDoesNotReconcileExitsWith4() throws Exception {
        Path routes = Files.createDirectories(directory.resolve("routes"));
        Files.copy(
                Path.of("src/test/resources/routes/lose-a-row/enter-load.camel.yaml"),
                routes.resolve("enter-load.camel.yaml"));

        assertThat(export("--routes", routes.toString())).isEqualTo(4);
        assertThat(errors.toString()).contains("The table does not reconcile with the study");
        assertThat(output.toString()).contains("reconciled       NO");
    }

    @Test
    void argumentsComeBeforeTheFile() throws Exception {
        assertThat(export("--json", "--batch-size", "100", "--stage-prefix", "other/prefix")).isZero();

        assertThat(new ObjectMapper().readTree(output.toString()).get("files").asInt()).isEqualTo(13);
    }

    @Test
    void helpNamesEveryArgumentWithItsProperty() {
        assertThat(run("export", "snowflake", "--help")).isZero();
        assertThat(output.toString())
                .contains("STUDY", "snowflake.account", "--force-reload", "Exit codes", "130 interrupted");
    }

    private int export(String... others) throws Exception {
        Path properties = directory.resolve("export.properties");
        Files.writeString(
                properties,
                """
                imednet.base-url=%s
                imednet.api-key=%s
                imednet.security-key=%s
                snowflake.url=%s
                snowflake.password=local-password
                export.retry-backoff=0.01
                export.state-dir=%s
                """
                        .formatted(
                                imednet.uri(),
                                ImednetServer.DEFAULT_API_KEY,
                                ImednetServer.DEFAULT_SECURITY_KEY,
                                snowflake.uri(),
                                directory.resolve("state")));
        List<String> arguments = new ArrayList<>(List.of("export", "snowflake", "--properties", properties.toString()));
        arguments.addAll(
                List.of("SAMPLE", "local", "LOADER", "IMEDNET", "PUBLIC", "COMPUTE_WH", "MY_STAGE", "RECORDS"));
        arguments.addAll(List.of(others));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        CommandLine command = ImednetCommand.commandLine();
        command.setOut(new PrintWriter(output));
        command.setErr(new PrintWriter(errors));
        return command.execute(arguments);
    }
}
