package io.github.imednet.snowflake.cli;

import static io.github.imednet.snowflake.Waiting.await;
import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.ListSummary;
import io.github.imednet.snowflake.run.LocalServers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export that stays, as Prometheus and Kubernetes see it: {@code observe.port}. */
class ObservedScheduleTest {

    private static final String LABELS = "route=\"export-records\",study=\"SAMPLE\"}";

    @TempDir
    private Path directory;

    private StudyData study;
    private ImednetServer imednet;
    private SnowflakeServer snowflake;
    private ObservedPort port;

    @BeforeEach
    void startServers() throws Exception {
        study = StudyData.sample(1250);
        imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
        snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")));
        port = ObservedPort.free();
    }

    @AfterEach
    void stopServers() throws Exception {
        imednet.close();
        snowflake.close();
        study.close();
    }

    @Test
    void aReportThatCannotBeMadeIsAnsweredWithTheReason() throws Exception {
        EndedExports ended = new EndedExports();
        try (ServiceProgram service = start("1h", ended)) {
            String run = ended.next().runId();
            Path runs = directory.resolve("state/runs");
            Path journal = runs.resolve(run).resolve("journal.jsonl");
            Path other = Files.createDirectories(runs.resolve(run + "-other")).resolve("journal.jsonl");
            Files.copy(journal, other);

            HttpResponse<String> several = port.get("/observe/report/" + run);
            assertThat(several.statusCode()).isEqualTo(409);
            assertThat(several.body()).contains("More than one run");

            Files.delete(other);
            List<String> lines = new ArrayList<>(Files.readAllLines(journal));
            lines.set(2, "{\"event\":");
            Files.write(journal, lines);
            HttpResponse<String> damaged = port.get("/observe/report/" + run);
            assertThat(damaged.statusCode()).isEqualTo(500);
            assertThat(damaged.body()).contains("line 3 of the journal is damaged");

            Files.move(runs, directory.resolve("state/moved"));
            Files.writeString(runs, "a file");
            HttpResponse<String> unreadable = port.get("/observe/report/" + run);
            assertThat(unreadable.statusCode()).isEqualTo(500);
            assertThat(unreadable.body()).contains("export.state-dir");
            assertThat(port.get("/observe/report").statusCode()).isEqualTo(500);
            assertThat(port.get("/observe/health/ready").statusCode()).isEqualTo(200);
            service.program().export("SAMPLE", null);
            assertThat(ended.next().error()).contains("export.state-dir");
            assertThat(check(port.get("/observe/health/ready"), "last-run").path("message").asText())
                    .contains("SAMPLE={not begun");
            assertThat(port.get("/observe/metrics").body()).contains("outcome=\"failure\"," + LABELS + " 1.0");
            Files.delete(runs);
            assertThat(port.get("/observe/report/" + run).statusCode()).isEqualTo(404);
            assertThat(service.program().routeIds()).isNotEmpty();
        }
    }

    @Test
    void readinessFallsWithAFailedRunAndRisesWithTheNextOne() throws Exception {
        imednet.close();
        imednet = ImednetServer.start(
                ImednetServer.Settings.defaults(study).withFaults(List.of("status:code=500,on=page=0")));
        EndedExports ended = new EndedExports();
        try (ServiceProgram service = start("1h", ended)) {
            ExportSummary failed = ended.next();

            HttpResponse<String> ready = port.get("/observe/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(check(ready, "last-run").path("status").asText()).isEqualTo("DOWN");
            assertThat(check(ready, "last-run").path("message").asText()).contains("SAMPLE", failed.runId());
            assertThat(check(ready, "imednet").path("status").asText()).isEqualTo("UP");
            assertThat(port.get("/observe/health/live").statusCode()).isEqualTo(200);

            service.program().export("SAMPLE", null);
            assertThat(port.get("/observe/health/ready").statusCode()).isEqualTo(200);
            assertThat(port.get("/observe/metrics").body())
                    .contains("imednet_export_runs_total{outcome=\"failure\"," + LABELS + " 1.0");
        }
    }

    /** The lists come one after the other: what the last one is says nothing of those before it. */
    @Test
    void aListThatDiffersIsNotHiddenByOneThatIsReconciledAfterIt() throws Exception {
        Path loseASite = emptyFolder().resolve("record-load.camel.yaml");
        Files.writeString(loseASite, Files.readString(
                        Path.of("src/test/resources/routes/lose-a-row/record-load.camel.yaml"))
                .replace("RECORDS", "SITES").replace("RECORD_ID", "SITE_ID"));
        EndedExports ended = new EndedExports();
        try (ServiceProgram service = ServiceProgram.onSchedule(
                settings("1h").with("export.resources", "sites,records"), emptyFolder(), false)) {
            service.onEnd(ended);
            ExportSummary export = ended.next();
            assertThat(export.reconciled()).isFalse();
            assertThat(export.lists()).extracting(ListSummary::reconciled).containsExactly(false, true);

            HttpResponse<String> ready = port.get("/observe/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(check(ready, "last-run").path("message").asText())
                    .contains("SAMPLE={sites=" + export.lists().get(0).runId() + "}");
            assertThat(port.get("/observe/metrics").body())
                    .contains("imednet_export_last_success_timestamp_seconds{" + LABELS + " NaN")
                    .doesNotContain("imednet_export_reconciliation_differences{" + LABELS + " 0.0");

            assertThat(ended.peek()).as("an export is told of once").isNull();
        }
    }

    @Test
    void readinessFallsWithAnEndThatIsGoneAndRisesWhenItIsBack() throws Exception {
        EndedExports ended = new EndedExports();
        try (ServiceProgram service = start("1h", ended)) {
            ended.next();
            assertThat(port.get("/observe/health/ready").statusCode()).isEqualTo(200);
            long requests = imednet.requests();
            int place = snowflake.uri().getPort();

            snowflake.close();
            await().until(() -> port.get("/observe/health/ready").statusCode() == 503);
            HttpResponse<String> health = port.get("/observe/health");
            assertThat(check(health, "snowflake").path("message").asText()).contains("127.0.0.1:" + place);
            assertThat(check(health, "imednet").path("status").asText()).isEqualTo("UP");
            assertThat(port.get("/observe/health/live").statusCode()).isEqualTo(200);

            snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake"))
                    .withPort(place));
            await().until(() -> port.get("/observe/health/ready").statusCode() == 200);
            assertThat(imednet.requests()).as("probing sends no request").isEqualTo(requests);
        }
        assertThatThrownBy(() -> port.get("/observe/health/live")).isInstanceOf(ConnectException.class);
    }

    @Test
    void aPortThatIsTakenIsToldBeforeAnythingBegins() throws Exception {
        try (ServerSocket taken = new ServerSocket(port.number(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ServiceProgram.onSchedule(settings("1h"), emptyFolder(), false))
                    .isInstanceOf(ExportConfigurationException.class)
                    .hasMessageContaining("observe.port " + taken.getLocalPort());
        }
        assertThat(imednet.requests()).isZero();
    }

    @Test
    void theCommandTellsOfATakenPortInALineAndEndsWithTwo() throws Exception {
        Path output = directory.resolve("output");
        settings("1h");
        List<String> command = JavaProcess.imednet();
        command.addAll(List.of(
                "export", "snowflake", "--properties", directory.resolve("export.properties").toString()));
        try (ServerSocket taken = new ServerSocket(port.number(), 1, InetAddress.getLoopbackAddress())) {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();

            assertThat(awaitEnd(process)).isEqualTo(2);
            assertThat(Files.readString(output))
                    .contains("imednet: Cannot listen at observe.port " + taken.getLocalPort(), "set another port")
                    .doesNotContain("\tat ", "Exception", "ERROR");
        }
    }

    @Test
    void thereIsNoPortForACommandThatIsNoExport() throws Exception {
        try (ExportProgram program =
                ExportProgram.start(settings("1h").unobserved(), emptyFolder(), List.of())) {
            assertThat(program.routeIds()).isNotEmpty();
            assertThatThrownBy(() -> port.get("/observe/metrics")).isInstanceOf(ConnectException.class);
        }
    }

    private ServiceProgram start(String schedule, EndedExports ended) throws Exception {
        ServiceProgram service = ServiceProgram.onSchedule(settings(schedule), emptyFolder(), false);
        service.onEnd(ended);
        return service;
    }

    private CommandSettings settings(String schedule) throws Exception {
        Map<String, String> settings = LocalServers.settings(imednet, snowflake, directory.resolve("state"));
        settings.put("export.study-key", "SAMPLE");
        settings.put("export.max-retries", "0");
        settings.put("export.schedule", schedule);
        settings.put("observe.port", Integer.toString(port.number()));
        return new CommandSettings(LocalServers.file(directory.resolve("export.properties"), settings));
    }

    private static JsonNode check(HttpResponse<String> health, String name) throws Exception {
        for (JsonNode check : new ObjectMapper().readTree(health.body()).path("checks")) {
            if (check.path("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError(name + " is not in " + health.body());
    }

    /** Of routes: all built-in ones run as they are. */
    private Path emptyFolder() throws IOException {
        return Files.createDirectories(directory.resolve("routes"));
    }
}
