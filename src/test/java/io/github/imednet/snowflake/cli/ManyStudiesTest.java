package io.github.imednet.snowflake.cli;

import static io.github.imednet.snowflake.Waiting.await;
import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.imednet.StudyFiles;
import io.github.imednet.snowflake.run.LocalServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several studies by one command: of three that the API has, each with records of its own on several pages. */
class ManyStudiesTest {

    private static final int RECORDS = 1100;

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path directory;

    private LocalServers servers;
    private Path properties;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.folder(studies("ONE", "TWO", "DEMO-3")));
        Map<String, String> settings = servers.settings();
        settings.put("export.manifest-path", directory.resolve("manifest.jsonl").toString());
        settings.put("export.batch-size", "100");
        settings.put("export.load-batches", "2");
        properties = servers.file(settings);
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void eachIsLoadedAndReconciledAndHasALineInTheTable() throws Exception {
        assertThat(export("--study", "ONE", "--study", "TWO", "--study", "ONE")).as(terminal.errors()).isZero();

        assertThat(rows()).isEqualTo("[[ONE, 1100, 1100], [TWO, 1100, 1100]]");
        assertThat(terminal.output().lines())
                .hasSize(3)
                .satisfiesExactly(
                        head -> assertThat(head).matches("STUDY +OUTCOME +RECORDS +ROWS LOADED +SECONDS +ERROR"),
                        one -> assertThat(one).matches("ONE +reconciled +1,100 +1,100 +[0-9.]+"),
                        two -> assertThat(two).matches("TWO +reconciled +1,100 +1,100 +[0-9.]+"));
        for (String study : List.of("ONE", "TWO")) {
            assertThat(terminal.run("verify", study, "--properties=" + properties)).as(terminal.errors()).isZero();
        }
    }

    @Test
    void listsOfSeveralStudiesAreExportedToo() throws Exception {
        assertThat(export("--study", "ONE", "--study", "TWO", "--resources", "studies,records", "--json"))
                .as(terminal.errors())
                .isZero();

        assertThat(rows()).isEqualTo("[[ONE, 1100, 1100], [TWO, 1100, 1100]]");
        for (JsonNode study : terminal.json().get("studies")) {
            assertThat(study.get("lists")).hasSize(2).allMatch(list -> list.get("reconciled").asBoolean());
        }
    }

    @Test
    void aStudyThatFailsDoesNotTouchTheOthersAndTheWorstExitCodeCounts() throws Exception {
        servers.failImednet("status:code=400,on=/TWO/records,times=always");
        properties = servers.file(withAddress());

        assertThat(export("--study", "TWO", "--study", "NONE", "--study", "ONE", "--json")).isEqualTo(2);

        assertThat(rows()).isEqualTo("[[ONE, 1100, 1100]]");
        JsonNode result = terminal.json();
        assertThat(result.get("reconciled").asBoolean()).isFalse();
        assertThat(result.get("error").asText()).contains("TWO: ", "NONE: ").doesNotContain("ONE: Run");
        assertThat(result.get("studies").findValuesAsText("study_key")).containsExactly("TWO", "NONE", "ONE");
        assertThat(result.get("studies").get(0).get("error").asText()).contains("400");
        assertThat(result.get("studies").get(1).get("error").asText()).contains("403");
        assertThat(result.get("studies").get(2).get("reconciled").asBoolean()).isTrue();
        assertThat(result.get("studies").get(2).has("error")).isFalse();

        servers.failImednet("status:code=500,on=/TWO/records,times=always");
        properties = servers.file(withAddress());

        assertThat(export("--study", "TWO", "--study", "NONE", "--study", "ONE")).isEqualTo(3);

        assertThat(terminal.output()).containsPattern("(?m)^TWO +FAILED +0 +0 .*500")
                .containsPattern("(?m)^NONE +FAILED +0 +0 .*403")
                .containsPattern("(?m)^ONE +reconciled +1,100 +0 ");
        assertThat(terminal.errors()).contains("imednet: study TWO: ", "imednet: study NONE: ");
    }

    @Test
    void allStudiesThatTheKeysCanSeeAreExportedButThoseThatAreExcluded() throws Exception {
        assertThat(export("--all-studies", "--exclude", "demo*", "--json", "--set", "imednet.page-size=2",
                "--set", "export.parallel-studies=1", "--resources", "studies")).as(terminal.errors()).isZero();

        assertThat(terminal.json().get("studies").findValuesAsText("study_key")).containsExactly("ONE", "TWO");
        assertThat(terminal.json().get("reconciled").asBoolean()).isTrue();
        assertThat(terminal.json().has("error")).isFalse();
    }

    @Test
    void withoutAStudyToExportTheVisibleOnesAreNamed() throws Exception {
        assertThat(export("--all-studies", "--include", "THREE", "--include", "O?", "--json")).isEqualTo(2);

        assertThat(terminal.json().get("studies")).isEmpty();
        assertThat(terminal.json().get("error").asText())
                .contains("No study was found by --include and --exclude", "DEMO-3, ONE, TWO");
    }

    @Test
    void aListOfStudiesThatCannotBeReadEndsTheCommand() throws Exception {
        servers.failImednet("status:code=500,times=always");
        properties = servers.file(withAddress());
        assertThat(export("--all-studies", "--max-retries", "1")).isEqualTo(3);
        assertThat(terminal.errors()).contains("The list of studies could not be read");

        servers.failImednet("status:code=401,times=always");
        properties = servers.file(withAddress());
        assertThat(export("--all-studies")).isEqualTo(2);
        assertThat(servers.imednet().requests()).isEqualTo(1);
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedBeforeAnyRequest() {
        assertThat(export("ONE", "--study", "TWO")).isEqualTo(2);
        assertThat(terminal.errors()).contains("The argument STUDY does not go with --study and --all-studies");

        assertThat(export("--study", "ONE", "--all-studies")).isEqualTo(2);
        assertThat(terminal.errors()).contains("--study does not go with --all-studies");

        assertThat(export("--exclude", "ONE")).isEqualTo(2);
        assertThat(terminal.errors()).contains("--include and --exclude choose among all studies: add --all-studies");

        assertThat(export("--study", "ONE", "--schedule", "1h")).isEqualTo(2);
        assertThat(terminal.errors()).contains("A schedule exports the study of export.study-key");

        assertThat(export("--study", "ONE", "--set", "export.parallel-studies=0")).isEqualTo(2);
        assertThat(terminal.errors()).contains("export.parallel-studies is '0'");

        assertThat(servers.imednet().requests()).isZero();
    }

    /** The API holds the second of three pages back, of each study. */
    @Test
    void aProcessToldToStopEndsAllOfThemAndBeginsNoOther() throws Exception {
        servers.failImednet("delay:millis=3600000,on=page=1&,times=always");
        Map<String, String> settings = withAddress();
        settings.put("imednet.timeout", "3600");
        List<String> command = JavaProcess.imednet();
        command.addAll(List.of("export", "snowflake", "--properties=" + servers.file(settings), "--json",
                "--study=ONE", "--study=TWO", "--study=DEMO-3"));
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(directory.resolve("errors").toFile())
                .start();
        await().until(() -> servers.imednet().requests() >= 4);
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

        assertThat(awaitEnd(process)).isEqualTo(130);
        JsonNode studies = new ObjectMapper().readTree(output.toFile()).get("studies");
        assertThat(studies.findValuesAsText("study_key")).containsExactly("ONE", "TWO", "DEMO-3");
        assertThat(studies.get(0).get("error").asText()).contains("was interrupted");
        assertThat(studies.get(1).get("error").asText()).contains("was interrupted");
        assertThat(studies.get(2).get("error").asText()).contains("Interrupted before anything began");
    }

    private int export(String... options) {
        List<String> arguments = new ArrayList<>(List.of("export", "snowflake", "--properties=" + properties));
        arguments.addAll(List.of(options));
        return terminal.run(arguments);
    }

    private Map<String, String> withAddress() {
        Map<String, String> settings = servers.settings();
        settings.put("export.manifest-path", directory.resolve("manifest.jsonl").toString());
        return settings;
    }

    private String rows() throws Exception {
        return servers.query("SELECT STUDY_KEY, COUNT(*), COUNT(DISTINCT RECORD_ID) FROM RECORDS GROUP BY 1 ORDER BY 1")
                .toString();
    }

    private Path studies(String... keys) throws IOException {
        Path folder = Files.createDirectory(directory.resolve("studies"));
        StringBuilder studies = new StringBuilder();
        StringBuilder records = new StringBuilder();
        for (String key : keys) {
            studies.append("{\"studyKey\":\"%s\"}%n".formatted(key));
            for (int number = 0; number < RECORDS; number++) {
                records.append(
                        "{\"studyKey\":\"%s\",\"recordId\":%d,\"formKey\":\"AE\",\"recordData\":{\"TERM\":\"%s\"}}%n"
                                .formatted(key, number + 1, key + number));
            }
        }
        StudyFiles.write(folder.resolve("studies.ndjson.gz"), studies);
        StudyFiles.write(folder.resolve("records.ndjson.gz"), records);
        return folder;
    }
}
