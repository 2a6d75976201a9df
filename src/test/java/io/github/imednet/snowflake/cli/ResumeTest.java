package io.github.imednet.snowflake.cli;

import static io.github.imednet.snowflake.Waiting.await;
import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end without a word, and what can be done about them. */
class ResumeTest {

    private static final int RECORDS = 7_000;

    @TempDir
    private Path directory;

    private final Terminal terminal = new Terminal();
    private ImednetProcess process;
    private StudyData study;
    private ImednetServer imednet;
    private SnowflakeServer snowflake;

    @BeforeEach
    void startServers() throws IOException {
        process = new ImednetProcess(directory);
        study = StudyData.sample(RECORDS);
        imednet = ImednetProcess.serveHalf(study);
        snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake"))
                .withLongestIdle(Duration.ofSeconds(2)));
    }

    @AfterEach
    void stopServers() throws IOException {
        imednet.close();
        snowflake.close();
        study.close();
    }

    @Test
    void aKilledRunIsGoneOnWithAndAsksOnlyForPagesThatAreInNoFile() throws Exception {
        Process export = process.start(imednet, snowflake, directory, "--set", "export.parallel-loads=2");
        // Two loads go on at the same time, so that with the fourth COPY the first two are committed.
        await().until(() -> snowflake.statements(StatementType.COPY) >= 4);
        export.destroyForcibly().waitFor();
        long staged = stagedFiles(process.state());
        assertThat(staged).isPositive();
        JsonNode killed = onlyRun();
        assertThat(killed.path("state").asText()).isEqualTo("crashed");
        assertThat(killed.path("study_key").asText()).isEqualTo("SAMPLE");
        serveAll();

        String id = killed.path("run_id").asText();
        moveToAnotherHost(process.state().resolve("runs").resolve(id).resolve("journal.jsonl"));
        assertThat(imednet("resume", id.substring(0, 8))).as(terminal::errors).isZero();

        JsonNode summary = terminal.json();
        assertThat(summary.path("run_id").asText()).isEqualTo(id);
        assertThat(summary.path("reconciled").asBoolean()).isTrue();
        assertThat(summary.path("records_read").asInt()).isEqualTo(RECORDS);
        assertThat(summary.path("rows_loaded").asInt() + summary.path("rows_already_loaded").asInt())
                .isEqualTo(RECORDS);
        assertThat(summary.path("rows_already_loaded").asInt()).isPositive();
        // A page a batch, the last one read before, and one question for what changed meanwhile. A file or two may not
        // have been entered yet.
        assertThat(summary.path("api_requests").asLong())
                .isBetween(RECORDS / 500 - staged + 1, RECORDS / 500 - staged + 4);
        assertThat(onlyRun().path("state").asText()).isEqualTo("complete");
        assertThat(stagedFiles(process.state())).isZero();

        assertThat(imednet("resume", id)).isEqualTo(2);
        assertThat(terminal.errors()).contains("is complete: there is nothing to resume");
    }

    @Test
    void anExportAfterAKilledOneTakesItsPlaceAndLeavesNoFileOfIt() throws Exception {
        Process killed = process.start(imednet, snowflake, directory);
        await().until(() -> snowflake.statements(StatementType.COPY) >= 1);
        killed.destroyForcibly().waitFor();
        assertThat(stagedFiles(process.state())).isPositive();
        serveAll();

        assertThat(process.runHere(terminal, imednet, snowflake)).as(terminal::errors).isZero();

        assertThat(stagedFiles(process.state())).isZero();
        assertThat(runs()).extracting(run -> run.path("state").asText()).containsExactly("abandoned", "complete");
        String id = runs().get(0).path("run_id").asText();
        assertThat(imednet("resume", id)).isEqualTo(2);
        assertThat(terminal.errors()).contains("was abandoned when a later one of the same study began");
    }

    @Test
    void aRunThatIsUnderWayIsNotGoneOnWith() throws Exception {
        Process export = process.start(imednet, snowflake, directory);
        await().until(() -> imednet.requests() > 2);

        assertThat(onlyRun().path("state").asText()).isEqualTo("running");
        assertThat(imednet("resume", onlyRun().path("run_id").asText())).isEqualTo(2);
        assertThat(terminal.errors()).contains("is under way, as process " + export.pid() + " on ");
        serveAll();
        assertThat(awaitEnd(export)).isZero();
    }

    @Test
    void aRunThatNobodyKnowsIsAnErrorThatSaysWhereToLook() throws Exception {
        assertThat(imednet("resume", "nosuchrun")).isEqualTo(2);

        assertThat(terminal.errors()).contains("No run in ").contains("has the id nosuchrun: see imednet runs");
    }

    @Test
    void aRunIsResumedWithThePrivacyPolicyThatItBeganWithAndWithNoOther() throws Exception {
        study.close();
        study = StudyData.sample(1_000);
        String one = policy("{variable: aeterm, action: drop}");
        String other = policy("{variable: aesev, action: drop}");

        String without = failedRun();
        assertThat(imednet("resume", without, one)).isEqualTo(2);
        assertThat(terminal.errors()).contains("export.privacy-policy was '' when run " + without + " began");
        String with = failedRun(one);
        assertThat(imednet("resume", with)).isEqualTo(2);
        assertThat(terminal.errors()).contains("export.privacy-policy was '").contains("and is '' now");
        assertThat(imednet("resume", with, other)).isEqualTo(2);
        assertThat(terminal.errors()).contains("export.privacy-policy was '");
        assertThat(imednet("resume", with, one, "--check")).as(terminal::errors).isZero();
        assertThat(imednet("resume", with, one)).as(terminal::errors).isZero();
        assertThat(terminal.json().path("reconciled").asBoolean()).isTrue();
    }

    /** @return the argument that sets a policy of this rule, besides which all is kept */
    private String policy(String rule) throws IOException {
        Path file = directory.resolve(Integer.toHexString(rule.hashCode()) + ".yaml");
        Files.writeString(file, "default: keep\nrules:\n  - " + rule + '\n');
        return "--set=export.privacy-policy=" + file;
    }

    /** A run that failed at its second page, after which the API works. @return its id */
    private String failedRun(String... options) throws Exception {
        imednet.close();
        imednet = ImednetServer.start(ImednetServer.Settings.defaults(study)
                .withFaults(List.of("status:code=400,on=page=1&,times=always")));
        assertThat(process.runHere(terminal, imednet, snowflake, options)).isEqualTo(2);
        serveAll();
        return runs().get(runs().size() - 1).path("run_id").asText();
    }

    /** As if the killed one had been a pod, and this were the next: names of hosts say nothing. */
    private static void moveToAnotherHost(Path journal) throws IOException {
        String text = Files.readString(journal);
        String moved = text.replaceFirst("\"host\":\"[^\"]*\"", "\"host\":\"export-28391820-x7k2p\"");
        assertThat(moved).isNotEqualTo(text);
        Files.writeString(journal, moved);
    }

    /** At the address that a run began with and goes on with. */
    private void serveAll() throws IOException {
        int port = imednet.uri().getPort();
        imednet.close();
        imednet = ImednetServer.start(ImednetServer.Settings.defaults(study).withPort(port));
    }

    private JsonNode onlyRun() throws Exception {
        assertThat(runs()).hasSize(1);
        return runs().get(0);
    }

    private List<JsonNode> runs() throws Exception {
        assertThat(imednet("runs")).isZero();
        List<JsonNode> runs = new ArrayList<>();
        for (String line : terminal.output().lines().toList()) {
            runs.add(new ObjectMapper().readTree(line));
        }
        return runs;
    }

    private int imednet(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--json",
                "--state-dir",
                directory.resolve("state").toString(),
                "--properties",
                process.secrets().toString()));
        return terminal.run(all);
    }

    private static long stagedFiles(Path state) throws Exception {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> !file.toString().contains("/."))
                    .count();
        }
    }
}
