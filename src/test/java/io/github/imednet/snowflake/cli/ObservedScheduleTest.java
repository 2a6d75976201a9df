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
import io.github.imednet.snowflake.run.LocalServers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export that stays, as Prometheus and Kubernetes see it: {@code observe.port}. */
class ObservedScheduleTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private StudyData study;
    private ImednetServer imednet;
    private SnowflakeServer snowflake;
    private int port;

    @BeforeEach
    void startServers() throws Exception {
        study = StudyData.sample(1250);
        imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
        snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")));
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void stopServers() throws Exception {
        imednet.close();
        snowflake.close();
        study.close();
    }

    @Test
    void prometheusReadsWhatTheRunSaidOfItself() throws Exception {
        EndedExports ended = new EndedExports();
        try (ExportService service = start("1h", ended)) {
            ExportSummary run = ended.next();

            String metrics = get("/observe/metrics").body();

            assertThat(metrics).contains("# TYPE imednet_export_pages_total counter");
            assertThat(value(metrics, "pages_total")).isEqualTo(run.pages()).isEqualTo(3);
            assertThat(value(metrics, "records_total")).isEqualTo(1250);
            assertThat(value(metrics, "requests_total")).isEqualTo(run.apiRequests());
            assertThat(value(metrics, "batches_total")).isEqualTo(run.batches());
            assertThat(value(metrics, "files_total")).isEqualTo(run.files());
            assertThat(value(metrics, "file_bytes_total")).isEqualTo(run.bytes());
            assertThat(value(metrics, "loaded_rows_total")).isEqualTo(1250);
            assertThat(value(metrics, "already_loaded_rows_total")).isZero();
            assertThat(value(metrics, "api_retries_total")).isZero();
            assertThat(value(metrics, "snowflake_retries_total")).isZero();
            assertThat(value(metrics, "put_seconds_count")).isEqualTo(run.puts());
            assertThat(value(metrics, "put_seconds_sum")).isPositive();
            assertThat(value(metrics, "copy_seconds_count")).isEqualTo(run.copies());
            assertThat(value(metrics, "copy_seconds_sum")).isPositive();
            assertThat(value(metrics, "reconciliation_differences")).isZero();
            assertThat(value(metrics, "reconciliation_missing_rows")).isZero();
            assertThat(value(metrics, "last_success_timestamp_seconds")).isPositive();
            assertThat(value(metrics, "last_run_duration_seconds")).isPositive();
            assertThat(value(metrics, "runs_active")).isZero();
            assertThat(metrics)
                    .contains("imednet_export_runs_total{outcome=\"success\",route=\"export-records\",study=\"SAMPLE\"} 1.0")
                    .contains("routeId=\"load-files\"", "jvm_memory_used_bytes");
        }
    }

    @Test
    void theReportsOfRunsAreShown() throws Exception {
        EndedExports ended = new EndedExports();
        try (ExportService service = start("1h", ended)) {
            ExportSummary run = ended.next();

            assertThat(get("/observe/report").body())
                    .contains("<title>Exports</title>", "href=\"/observe/report/" + run.runId() + '"');
            assertThat(get("/observe/report/" + run.runId()).body())
                    .contains("every one of the 1,250 records is in");
            assertThat(get("/observe/report/none").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aReportThatCannotBeMadeIsAnsweredWithTheReason() throws Exception {
        EndedExports ended = new EndedExports();
        try (ExportService service = start("1h", ended)) {
            String run = ended.next().runId();
            Path runs = directory.resolve("state/runs");
            Path journal = runs.resolve(run).resolve("journal.jsonl");
            Path other = Files.createDirectories(runs.resolve(run + "-other")).resolve("journal.jsonl");
            Files.copy(journal, other);

            HttpResponse<String> several = get("/observe/report/" + run);
            assertThat(several.statusCode()).isEqualTo(409);
            assertThat(several.body()).contains("More than one run");

            Files.delete(other);
            List<String> lines = new ArrayList<>(Files.readAllLines(journal));
            lines.set(2, "{\"event\":");
            Files.write(journal, lines);
            HttpResponse<String> damaged = get("/observe/report/" + run);
            assertThat(damaged.statusCode()).isEqualTo(500);
            assertThat(damaged.body()).contains("line 3 of the journal is damaged");

            Files.move(runs, directory.resolve("state/moved"));
            Files.writeString(runs, "a file");
            HttpResponse<String> unreadable = get("/observe/report/" + run);
            assertThat(unreadable.statusCode()).isEqualTo(500);
            assertThat(unreadable.body()).contains("export.state-dir");
            assertThat(get("/observe/report").statusCode()).isEqualTo(500);
            Files.delete(runs);
            assertThat(get("/observe/report/" + run).statusCode()).isEqualTo(404);
            assertThat(service.program().routeIds()).isNotEmpty();
        }
    }

    @Test
    void theConsoleShowsTheRunAsTextAndAsJson() throws Exception {
        EndedExports ended = new EndedExports();
        try (ExportService service = start("1h", ended)) {
            ExportSummary run = ended.next();

            assertThat(get("/q/dev").body()).contains("export: ", run.runId(), "1250 records of 1250");
            HttpResponse<String> json = HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/dev/imednet"))
                            .header("Accept", "application/json").build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(new ObjectMapper().readTree(json.body()).at("/exports/0/runs/0/runId").asText())
                    .isEqualTo(run.runId());
        }
    }

    @Test
    void theHealthCheckOfTheImageAsksIt() throws Exception {
        assertThat(healthCheck(Map.of())).as("a command that does not listen").isZero();
        EndedExports ended = new EndedExports();
        try (ExportService service = start("1h", ended)) {
            ended.next();

            assertThat(healthCheck(Map.of("OBSERVE_PORT", "" + port))).isZero();
            assertThat(healthCheck(Map.of("OBSERVE_PORT", "" + port, "OBSERVE_ADDRESS", "0.0.0.0"))).isZero();
        }
        assertThat(healthCheck(Map.of("OBSERVE_PORT", "" + port))).isNotZero();
    }

    private static int healthCheck(Map<String, String> environment) throws Exception {
        ProcessBuilder check = new ProcessBuilder("bash", "src/main/distribution/bin/healthcheck").inheritIO();
        check.environment().keySet().removeIf(name -> name.startsWith("OBSERVE_"));
        check.environment().putAll(environment);
        return awaitEnd(check.start());
    }

    @Test
    void readinessFallsWithAFailedRunAndRisesWithTheNextOne() throws Exception {
        imednet.close();
        imednet = ImednetServer.start(
                ImednetServer.Settings.defaults(study).withFaults(List.of("status:code=500,on=page=0")));
        EndedExports ended = new EndedExports();
        try (ExportService service = start("1h", ended)) {
            ExportSummary failed = ended.next();

            HttpResponse<String> ready = get("/observe/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(check(ready, "last-run").path("status").asText()).isEqualTo("DOWN");
            assertThat(check(ready, "last-run").path("message").asText()).contains("SAMPLE", failed.runId());
            assertThat(check(ready, "imednet").path("status").asText()).isEqualTo("UP");
            assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);

            service.program().export("SAMPLE", null);
            assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
            assertThat(get("/observe/metrics").body())
                    .contains("imednet_export_runs_total{outcome=\"failure\",route=\"export-records\",study=\"SAMPLE\"} 1.0");
        }
    }

    @Test
    void readinessFallsWithAnEndThatIsGoneAndRisesWhenItIsBack() throws Exception {
        EndedExports ended = new EndedExports();
        try (ExportService service = start("1h", ended)) {
            ended.next();
            assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
            long requests = imednet.requests();
            int place = snowflake.uri().getPort();

            snowflake.close();
            await().until(() -> get("/observe/health/ready").statusCode() == 503);
            HttpResponse<String> health = get("/observe/health");
            assertThat(check(health, "snowflake").path("message").asText()).contains("127.0.0.1:" + place);
            assertThat(check(health, "imednet").path("status").asText()).isEqualTo("UP");
            assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);

            snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake"))
                    .withPort(place));
            await().until(() -> get("/observe/health/ready").statusCode() == 200);
            assertThat(imednet.requests()).as("probing sends no request").isEqualTo(requests);
        }
    }

    @Test
    void aPortThatIsTakenIsToldBeforeAnythingBegins() throws Exception {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ExportService.onSchedule(settings("1h"), emptyFolder(), false))
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
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
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
            assertThatThrownBy(() -> get("/observe/metrics")).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void whatIsNotThereOrNotReadIsRefused() throws Exception {
        try (ExportService service = start("1h", new EndedExports())) {
            assertThat(get("/").statusCode()).isEqualTo(404);
            HttpRequest post = HttpRequest.newBuilder(uri("/observe/metrics"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(HTTP.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(405);
            HttpRequest open = HttpRequest.newBuilder(uri("/observe/metrics"))
                    .header("Accept", "application/openmetrics-text")
                    .build();
            assertThat(HTTP.send(open, HttpResponse.BodyHandlers.ofString()).body())
                    .endsWith("# EOF\n");
            assertThat(service.program().routeIds()).contains("schedule-by-interval");
        }
    }

    private ExportService start(String schedule, EndedExports ended) throws Exception {
        ExportService service = ExportService.onSchedule(settings(schedule), emptyFolder(), false);
        service.onEnd(ended);
        return service;
    }

    private CommandSettings settings(String schedule) throws Exception {
        Map<String, String> settings = LocalServers.settings(imednet, snowflake, directory.resolve("state"));
        settings.put("export.study-key", "SAMPLE");
        settings.put("export.max-retries", "0");
        settings.put("export.schedule", schedule);
        settings.put("observe.port", Integer.toString(port));
        return new CommandSettings(LocalServers.file(directory.resolve("export.properties"), settings));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static JsonNode check(HttpResponse<String> health, String name) throws Exception {
        for (JsonNode check : new ObjectMapper().readTree(health.body()).path("checks")) {
            if (check.path("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError(name + " is not in " + health.body());
    }

    private static double value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.matches("imednet_export_" + Pattern.quote(name) + "[{,].*SAMPLE.*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + metrics));
    }

    /** Of routes: all built-in ones run as they are. */
    private Path emptyFolder() throws IOException {
        return Files.createDirectories(directory.resolve("routes"));
    }
}
