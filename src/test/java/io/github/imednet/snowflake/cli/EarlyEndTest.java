package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that end before they have begun: what they print, for people and for programs. */
class EarlyEndTest {

    @TempDir
    private Path directory;

    private final Terminal terminal = new Terminal();
    private String properties;

    @BeforeEach
    void withoutSettings() throws Exception {
        properties = Files.createFile(directory.resolve("empty.properties")).toString();
    }

    @ParameterizedTest
    @MethodSource
    void everyCommandWithJsonPrintsItsObject(List<String> command) throws Exception {
        List<String> arguments =
                Stream.concat(command.stream(), Stream.of("--json", "--properties", properties)).toList();
        assertThat(terminal.run(arguments)).isEqualTo(2);
        assertIsOneFailure();
    }

    static Stream<List<String>> everyCommandWithJsonPrintsItsObject() {
        return Stream.of(
                List.of("export", "snowflake"),
                List.of("resume", "no-such-run"),
                List.of("verify"),
                List.of("views"),
                List.of("replay", "no-such-manifest"),
                List.of("replay", "no-such-manifest", "--check"),
                List.of("export", "snowflake", "--check"),
                List.of("doctor"),
                List.of("plan"),
                List.of("report", "no-such-run"),
                List.of("stage", "list"),
                List.of("stage", "clean"),
                List.of("ingest", "no-such.csv"),
                List.of("describe", "t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "export snowflake", "resume", "verify", "views", "replay", "stage list", "ingest", "runs", "describe"
    })
    void argumentsThatAreRefusedPrintItToo(String command) throws Exception {
        assertThat(terminal.run((command + " --json --no-such-option").split(" "))).isEqualTo(2);
        assertIsOneFailure();
    }

    @Test
    void aPropertiesFileThatIsMissingPrintsItToo() throws Exception {
        assertThat(terminal.run("runs", "--json", "--properties", directory.resolve("none").toString())).isEqualTo(2);
        assertIsOneFailure();
    }

    @ParameterizedTest
    @ValueSource(strings = {"export snowflake", "resume run"})
    void anExportThatDidNotBeginHasTheFieldsOfItsSummary(String command) throws Exception {
        assertThat(terminal.run((command + " --json --properties " + properties).split(" "))).isEqualTo(2);
        JsonNode summary = terminal.json();
        for (String name : List.of(
                "run_id", "study_key", "records_read", "batches", "files", "bytes", "puts", "copies", "rows_loaded",
                "rows_already_loaded", "api_requests", "retries", "seconds", "manifest", "reconciled")) {
            assertThat(summary.has(name)).as(name).isTrue();
        }
        assertThat(summary.get("reconciled").asBoolean(true)).isFalse();
    }

    @Test
    void badNumbersOfOptionsAndSettingsAreNamedTogether() {
        assertThat(terminal.run("export", "snowflake", "--properties", properties, "--batch-size", "lots",
                "--max-retries", "-1", "--retry-backoff", "soon", "--schedule", "0 0 2 * * *"))
                .isEqualTo(2);
        assertThat(terminal.errors())
                .contains("export.batch-size is 'lots'", "export.max-retries is '-1'", "export.retry-backoff is 'soon'")
                .contains("snowflake.account is missing", "SNOWFLAKE_ACCOUNT")
                .contains("one must be '?' for any day: '0 0 2 * * ?'")
                .doesNotContain("in Java", "builder");
    }

    @Test
    void aCronExpressionOfCrontabIsToldWhichFieldsThereAre() {
        assertThat(terminal.run("export", "snowflake", "--properties", properties, "--schedule", "0 2 * * *"))
                .isEqualTo(2);
        assertThat(terminal.errors())
                .contains("it has 5 of the fields seconds, minutes, hours, day of month, month, day of week");
    }

    @Test
    void textOfOthersReachesTheTerminalWithoutControls() throws Exception {
        String evil = "no\u001b[2Jsuch\u0007\u009bfile\u202e";
        String[] resume = {"resume", evil, "--state-dir", directory.toString(), "--properties", properties, "--json"};
        assertThat(terminal.run(Arrays.copyOf(resume, resume.length - 1))).isEqualTo(2);
        assertThat(terminal.errors()).contains("no [2Jsuch").doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");

        assertThat(terminal.run("routes", "init", evil)).isEqualTo(2);
        assertThat(terminal.errors()).contains("no [2Jsuch").doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");

        assertThat(terminal.run(resume)).isEqualTo(2);
        assertThat(terminal.output()).doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");
        assertThat(terminal.json().get("error").asText()).contains(evil);
    }

    @Test
    void helpNamesTheCodeOfAProcessThatWasTerminated() {
        for (String command : List.of("export snowflake", "verify", "views", "replay", "query", "ingest")) {
            terminal.run((command + " --help").split(" "));
            assertThat(terminal.output().replaceAll("\\s+", " ")).as(command)
                    .contains("130 interrupted, 143 terminated");
        }
    }

    private void assertIsOneFailure() throws Exception {
        assertThat(terminal.output().strip().lines()).hasSize(1);
        assertThat(terminal.json().get("error").asText()).isNotEmpty();
        assertThat(terminal.errors()).startsWith("imednet: ");
    }
}
