package io.github.imednet.snowflake.cli;

import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.LocalServers;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a program that stays tells of the run that has ended: {@code observe.port}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObservedRunTest {

    private LocalServers servers;
    private ServiceProgram service;
    private ObservedPort port;
    private ExportSummary run;

    @BeforeAll
    void runOnce(@TempDir Path directory) throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(1250));
        port = ObservedPort.free();
        Map<String, String> settings = servers.settings();
        settings.put("export.study-key", "SAMPLE");
        settings.put("export.schedule", "1h");
        settings.put("observe.port", Integer.toString(port.number()));
        EndedExports ended = new EndedExports();
        service = ServiceProgram.onSchedule(
                new CommandSettings(servers.file(settings)),
                Files.createDirectories(directory.resolve("routes")),
                false);
        service.onEnd(ended);
        run = ended.next();
    }

    @AfterAll
    void stop() throws Exception {
        if (service != null) {
            service.close();
        }
        servers.close();
    }

    @Test
    void prometheusReadsWhatTheRunSaidOfItself() throws Exception {
        String metrics = port.get("/observe/metrics").body();

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
                .contains(
                        "imednet_export_runs_total{outcome=\"success\",route=\"export-records\",study=\"SAMPLE\"} 1.0")
                .contains("routeId=\"load-files\"", "jvm_memory_used_bytes");
    }

    @Test
    void theReportsOfRunsAreShown() throws Exception {
        assertThat(port.get("/observe/report").body())
                .contains("<title>Exports</title>", "href=\"/observe/report/" + run.runId() + '"');
        assertThat(port.get("/observe/report/" + run.runId()).body())
                .contains("every one of the 1,250 records is in");
        assertThat(port.get("/observe/report/none").statusCode()).isEqualTo(404);
    }

    @Test
    void theConsoleShowsTheRunAsTextAndAsJson() throws Exception {
        assertThat(port.get("/q/dev").body()).contains("export: ", run.runId(), "1250 records of 1250");
        String json = port.get("/q/dev/imednet", "application/json").body();
        assertThat(new ObjectMapper().readTree(json).at("/exports/0/runs/0/runId").asText()).isEqualTo(run.runId());
    }

    @Test
    void theHealthCheckOfTheImageAsksIt() throws Exception {
        assertThat(healthCheck(Map.of())).as("a command that does not listen").isZero();
        String number = Integer.toString(port.number());
        assertThat(healthCheck(Map.of("OBSERVE_PORT", number))).isZero();
        assertThat(healthCheck(Map.of("OBSERVE_PORT", number, "OBSERVE_ADDRESS", "0.0.0.0"))).isZero();
        assertThat(healthCheck(Map.of("OBSERVE_PORT", Integer.toString(ObservedPort.free().number())))).isNotZero();
    }

    @Test
    void whatIsNotThereOrNotReadIsRefused() throws Exception {
        assertThat(port.get("/").statusCode()).isEqualTo(404);
        HttpRequest.Builder post = HttpRequest.newBuilder(port.uri("/observe/metrics"))
                .POST(HttpRequest.BodyPublishers.noBody());
        assertThat(port.send(post).statusCode()).isEqualTo(405);
        assertThat(port.get("/observe/metrics", "application/openmetrics-text").body()).endsWith("# EOF\n");
        assertThat(service.program().routeIds()).contains("schedule-by-interval");
    }

    private static int healthCheck(Map<String, String> environment) throws Exception {
        ProcessBuilder check = new ProcessBuilder("bash", "src/main/distribution/bin/healthcheck").inheritIO();
        check.environment().keySet().removeIf(name -> name.startsWith("OBSERVE_"));
        check.environment().putAll(environment);
        return awaitEnd(check.start());
    }

    private static double value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.matches("imednet_export_" + Pattern.quote(name) + "[{,].*SAMPLE.*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + metrics));
    }
}
