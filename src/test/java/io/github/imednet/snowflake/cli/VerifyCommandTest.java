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

class VerifyCommandTest {

    @TempDir
    private Path directory;

    private final Terminal terminal = new Terminal();
    private LocalServers servers;
    private Path manifest;

    @BeforeEach
    void export() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(1250));
        manifest = directory.resolve("manifest.jsonl");
        assertThat(run("export", "snowflake")).isZero();
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void whatAgreesExitsWith0AndIsReported() throws Exception {
        assertThat(run("verify")).isZero();

        assertThat(terminal.output())
                .contains("Study SAMPLE")
                .contains("hash chain       " + manifest + ": 3 lines, whole")
                .contains("ledger           3 files, 1,250 rows")
                .contains("table            1,250 rows, 1,250 distinct record ids, 3 files")
                .contains("stage            3 files, 0 missing, 0 unknown")
                .contains("records          not compared (--deep does)")
                .contains("verified         yes, nothing differs");
        assertThat(terminal.errors()).isEmpty();
    }

    @Test
    void deepSaysHowManyRecordsAreEqualAndPrintsBothDigests() throws Exception {
        assertThat(run("verify", "--deep")).isZero();

        assertThat(terminal.output())
                .contains("records          1,250 of 1,250 records equal")
                .containsPattern("digest, API +([0-9a-f]{64})\\R  digest, table +\\1\\R");
    }

    @Test
    void differencesExitWith4AndAreNamed() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(manifest));
        lines.remove(1);
        Files.writeString(manifest, String.join("\n", lines) + "\n");

        assertThat(run("verify")).isEqualTo(4);
        assertThat(terminal.output())
                .contains(manifest + ": 2 lines, BROKEN")
                .contains("difference       " + manifest + ": line 2 does not follow line 1")
                .contains("verified         NO, 2 differences");
        assertThat(terminal.errors()).contains("imednet: 2 differences were found in study SAMPLE");
    }

    /** Another export makes and removes folders in the files of its run, and a volume has some of its own. */
    @Test
    void journalsAreThoseOfRunsAndSinksWhateverElseTheStateDirectoryHas() throws Exception {
        Files.createDirectories(servers.state().resolve("lost+found/journal.jsonl"));
        Files.createDirectories(servers.state().resolve("runs/another/staged/upload-1/journal.jsonl"));
        assertThat(run("verify")).as(terminal.errors()).isZero();

        Path ofSink = Files.createDirectories(servers.state().resolve("sinks/open")).resolve("journal.jsonl");
        Files.writeString(ofSink, "no JSON\n");
        assertThat(run("verify")).isEqualTo(4);
        assertThat(terminal.output()).contains(ofSink + ": line 1 is not a JSON object");
    }

    @Test
    void jsonPrintsOneObjectAndNothingElse() throws Exception {
        servers.failImednet("change-row:row=700,attribute=recordStatus,value=Changed");

        assertThat(run("verify", "--deep", "--json")).isEqualTo(4);

        assertThat(terminal.output().strip().lines()).hasSize(1);
        JsonNode report = terminal.json();
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
        assertThat(terminal.output()).doesNotContain("Changed");
    }

    @Test
    void aStudyOfWhichNothingIsThereIsNotTakenForOneThatAgreesInSilence() throws Exception {
        Path properties = servers.file(servers.settings());

        assertThat(terminal.run("verify", "SAMPEL", "--properties", properties.toString())).isZero();
        assertThat(terminal.output()).contains("was it exported into this table?");
    }

    @Test
    void whatFailsAfterAllRetriesExitsWith3() throws Exception {
        servers.failImednet("status:code=503,times=always");

        assertThat(run("verify", "--deep", "--json")).isEqualTo(3);
        assertThat(terminal.json().get("error").asText()).contains("503");
    }

    @Test
    void aKeyThatNoStudyHasIsRefusedAsByAnExport() throws Exception {
        Path properties = servers.file(servers.settings());

        assertThat(terminal.run("verify", "..", "--properties", properties.toString())).isEqualTo(2);
        assertThat(terminal.errors()).contains("The study key is invalid");
    }

    @Test
    void whatIsNotThereExitsWith2() throws Exception {
        assertThat(run("verify", "--set", "export.ledger-table=NO_SUCH")).isEqualTo(2);
        assertThat(terminal.errors()).contains("NO_SUCH");
        assertThat(run("verify", "--set", "snowflake.password=hunter2")).isEqualTo(2);
    }

    @Test
    void helpTellsArgumentsAndExitCodes() throws Exception {
        assertThat(terminal.run("verify", "--help")).isZero();
        assertThat(terminal.output())
                .contains("STUDY", "snowflake.account", "--deep", "--json", "--manifest-path")
                .contains("4 differences were found");
    }

    private int run(String... command) throws Exception {
        Path properties = servers.file(servers.settingsBesideArguments());
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--properties", properties.toString(), "--manifest-path", manifest.toString()));
        arguments.addAll(LocalServers.ARGUMENTS);
        return terminal.run(arguments);
    }
}
