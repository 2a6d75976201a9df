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

class VerifyCommandTest {

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    private Path directory;

    private StringWriter output;
    private StringWriter errors;
    private StudyData study;
    private ImednetServer imednet;
    private SnowflakeServer snowflake;
    private Path manifest;

    @BeforeEach
    void export() throws Exception {
        study = StudyData.sample(1250);
        imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
        snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")));
        manifest = directory.resolve("manifest.jsonl");
        assertThat(run("export", "snowflake")).isZero();
    }

    @AfterEach
    void stopServers() throws Exception {
        imednet.close();
        snowflake.close();
        study.close();
    }

    @Test
    void whatAgreesExitsWith0AndIsReported() throws Exception {
        assertThat(run("verify")).isZero();

        assertThat(output.toString())
                .contains("Study SAMPLE")
                .contains("hash chain       " + manifest + ": 3 lines, whole")
                .contains("ledger           3 files, 1,250 rows")
                .contains("table            1,250 rows, 1,250 distinct record ids, 3 files")
                .contains("stage            3 files, 0 missing, 0 unknown")
                .contains("records          not compared (--deep does)")
                .contains("verified         yes, nothing differs");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void deepSaysHowManyRecordsAreEqualAndPrintsBothDigests() throws Exception {
        assertThat(run("verify", "--deep")).isZero();

        assertThat(output.toString())
                .contains("records          1,250 of 1,250 records equal")
                .containsPattern("digest, API +([0-9a-f]{64})\\R  digest, table +\\1\\R");
    }

    @Test
    void differencesExitWith4AndAreNamed() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(manifest));
        lines.remove(1);
        Files.writeString(manifest, String.join("\n", lines) + "\n");

        assertThat(run("verify")).isEqualTo(4);
        assertThat(output.toString())
                .contains(manifest + ": 2 lines, BROKEN")
                .contains("difference       " + manifest + ": line 2 does not follow line 1")
                .contains("verified         NO, 2 differences");
        assertThat(errors.toString()).contains("imednet: 2 differences were found in study SAMPLE");
    }

    @Test
    void jsonPrintsOneObjectAndNothingElse() throws Exception {
        imednet.close();
        imednet = ImednetServer.start(ImednetServer.Settings.defaults(study)
                .withFaults(List.of("change-row:row=700,attribute=recordStatus,value=Changed")));

        assertThat(run("verify", "--deep", "--json")).isEqualTo(4);

        assertThat(output.toString().strip().lines()).hasSize(1);
        JsonNode report = json.readTree(output.toString());
        List<String> names = new ArrayList<>();
        report.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "study_key", "agrees", "chains", "ledger", "table", "stage", "records", "api_requests",
                        "retries", "seconds", "notes", "differences_found", "differences");
        assertThat(report.get("agrees").asBoolean()).isFalse();
        assertThat(report.at("/records/equal").asLong()).isEqualTo(1249);
        assertThat(report.at("/records/table_digest").asText()).isNotEqualTo(report.at("/records/api_digest").asText());
        assertThat(report.at("/chains")).hasSize(2);
        assertThat(report.at("/chains/1/chained_lines").asLong()).isEqualTo(3);
        assertThat(report.at("/differences/0/kind").asText()).isEqualTo("RECORD");
        assertThat(report.at("/differences/0/record_id").isIntegralNumber()).isTrue();
        assertThat(report.at("/differences/0/columns").toString()).isEqualTo("[\"RECORD_STATUS\",\"DATE_MODIFIED\"]");
        assertThat(output.toString()).doesNotContain("Changed");
    }

    @Test
    void whatFailsAfterAllRetriesExitsWith3() throws Exception {
        imednet.close();
        imednet = ImednetServer.start(
                ImednetServer.Settings.defaults(study).withFaults(List.of("status:code=503,times=always")));

        assertThat(run("verify", "--deep", "--json")).isEqualTo(3);
        assertThat(json.readTree(output.toString()).get("error").asText()).contains("503");
    }

    @Test
    void whatIsNotThereExitsWith2() throws Exception {
        assertThat(run("verify", "--set", "export.ledger-table=NO_SUCH")).isEqualTo(2);
        assertThat(errors.toString()).contains("NO_SUCH");
        assertThat(run("verify", "--set", "snowflake.password=hunter2")).isEqualTo(2);
    }

    @Test
    void helpTellsArgumentsAndExitCodes() throws Exception {
        assertThat(execute("verify", "--help")).isZero();
        assertThat(output.toString())
                .contains("STUDY", "snowflake.account", "--deep", "--json", "--manifest-path")
                .contains("4 differences were found");
    }

    private int run(String... command) throws Exception {
        Path properties = directory.resolve("verify.properties");
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
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--properties", properties.toString(), "--manifest-path", manifest.toString()));
        arguments.addAll(List.of("SAMPLE", "local", "LOADER", "IMEDNET", "PUBLIC", "WH", "MY_STAGE", "RECORDS"));
        return execute(arguments.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        output = new StringWriter();
        errors = new StringWriter();
        CommandLine command = ImednetCommand.commandLine();
        command.setOut(new PrintWriter(output));
        command.setErr(new PrintWriter(errors));
        return command.execute(arguments);
    }
}
