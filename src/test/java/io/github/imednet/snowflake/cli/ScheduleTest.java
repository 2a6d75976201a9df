package io.github.imednet.snowflake.cli;

import static io.github.imednet.snowflake.Waiting.await;
import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.ListSummary;
import io.github.imednet.snowflake.run.LocalServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports again and again: {@code export.schedule}. */
class ScheduleTest {

    @TempDir
    private Path directory;

    private StudyData study;
    private ImednetServer imednet;
    private SnowflakeServer snowflake;

    @BeforeEach
    void startServers() throws Exception {
        study = StudyData.sample(1250);
        serve(ImednetServer.Settings.defaults(study));
        snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")));
    }

    @AfterEach
    void stopServers() throws Exception {
        imednet.close();
        snowflake.close();
        study.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1s", "* * * * * ?"})
    void exportsFollowEachOtherOneAtATime(String schedule) throws Exception {
        EndedExports ended = new EndedExports();
        try (ServiceProgram service =
                ServiceProgram.onSchedule(settings(schedule), emptyFolder(), false)) {
            service.onEnd(ended);

            assertThat(ended.next().rowsLoaded()).isEqualTo(1250);
            ExportSummary second = ended.next();
            assertThat(second.rowsAlreadyLoaded()).isEqualTo(1250);
            assertThat(second.error()).isNull();
            assertThat(ended.next().reconciled()).isTrue();
        }
    }

    /** A properties file may be that of an application of one's own that is a worker too. */
    @Test
    void aScheduleIsNoWorker() throws Exception {
        EndedExports ended = new EndedExports();
        CommandSettings settings = settings("1s").with("queue.work", true).with("queue.brokers", "127.0.0.1:9");
        try (ServiceProgram service = ServiceProgram.onSchedule(settings, emptyFolder(), false)) {
            service.onEnd(ended);

            assertThat(ended.next().rowsLoaded()).isEqualTo(1250);
        }
    }

    @Test
    void listsThatAreExportedAgainAndAgainAreSentOnce() throws Exception {
        EndedExports ended = new EndedExports();
        try (ServiceProgram service = ServiceProgram.onSchedule(
                settings("1s").with("export.resources", "sites,visits"), emptyFolder(), false)) {
            service.onEnd(ended);

            List<ListSummary> first = ended.next().lists();
            List<ListSummary> second = ended.next().lists();
            assertThat(first).hasSize(2);
            for (int list = 0; list < first.size(); list++) {
                assertThat(first.get(list).rowsLoaded()).isPositive();
                assertThat(second.get(list).reconciled()).isTrue();
                assertThat(second.get(list).copies()).isZero();
                assertThat(second.get(list).rowsAlreadyLoaded()).isEqualTo(first.get(list).rowsLoaded());
            }
        }
    }

    @Test
    void anExportThatFailsDoesNotEndThoseAfterIt() throws Exception {
        imednet.close();
        serve(ImednetServer.Settings.defaults(study).withFaults(List.of("status:code=500,on=page=0")));
        EndedExports ended = new EndedExports();
        try (ServiceProgram service = ServiceProgram.onSchedule(
                settings("1s").with("export.max-retries", 0), emptyFolder(), false)) {
            service.onEnd(ended);

            ExportSummary first = ended.next();
            assertThat(first.error()).contains("500");
            assertThat(first.reconciled()).isFalse();
            assertThat(ended.next().reconciled()).isTrue();
        }
    }

    @Test
    void aProgramThatIsClosedEndsTheExportUnderWayInGoodOrder() throws Exception {
        imednet.close();
        serve(ImednetServer.Settings.defaults(study).withLatency(Duration.ofMillis(300)));
        EndedExports ended = new EndedExports();
        try (ServiceProgram service = ServiceProgram.onSchedule(settings("1s"), emptyFolder(), false)) {
            service.onEnd(ended);
            await().until(() -> imednet.requests() >= 2);
        }

        assertThat(ended.peek()).isNotNull();
        assertThat(ended.peek().error()).contains("was interrupted");
        EndedExports next = new EndedExports();
        try (ServiceProgram service = ServiceProgram.onSchedule(settings("1s"), emptyFolder(), false)) {
            service.onEnd(next);
            assertThat(next.next().reconciled()).isTrue();
        }
    }

    @Test
    void aRouteThatChangesIsLoadedAgainWithoutARestart() throws Exception {
        Path routes = Files.createDirectories(directory.resolve("routes"));
        Path route = routes.resolve("customize-page.camel.yaml");
        Files.copy(Path.of("routes/extend/customize-page.camel.yaml"), route);
        EndedExports ended = new EndedExports();
        try (ServiceProgram service = ServiceProgram.onSchedule(settings("1s"), routes, true)) {
            service.onEnd(ended);
            assertThat(ended.next().reconciliation().rowsInTable()).isEqualTo(1250);

            Files.writeString(
                    route,
                    Files.readString(Path.of("examples/routes/keep-forms-and-sites/customize-page.camel.yaml"))
                            .replaceFirst("(?s)        - bean:\\R[^-]*'site_id'.*", ""));

            await().until(() -> ended.next().reconciliation().rowsInTable() < 1250);
        }
    }

    @Test
    void aProcessThatStaysEndsWhenItIsToldTo() throws Exception {
        Path output = directory.resolve("output");
        List<String> command = JavaProcess.imednet();
        command.addAll(
                List.of("export", "snowflake", "--json", "--properties", properties("1h").toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("IMEDNET_LOG_FORMAT", "json");
        builder.environment().put("IMEDNET_LOG_LEVEL", "debug");
        Process process = builder.start();
        try {
            await().until(() -> Files.readString(output).contains("\"reconciled\":true"));
        } finally {
            process.destroy();
        }

        assertThat(awaitEnd(process)).isEqualTo(143);
        List<String> lines = Files.readAllLines(output);
        for (String line : lines) {
            assertThat(new ObjectMapper().readTree(line).isObject()).as(line).isTrue();
        }
        assertThat(lines).anyMatch(line -> line.contains("\"log.level\":\"DEBUG\""));
        assertThat(lines)
                .noneMatch(line -> line.contains("local-password") || line.contains("\"log.level\":\"ERROR\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0m", "0", "2w", "PT5S", "-1h", "often", "1h ", " 15m", "61 * * * * ?", "0 0 2 * *"})
    void whatIsNoScheduleIsRefusedBeforeAnythingBegins(String schedule) throws Exception {
        Terminal terminal = new Terminal();

        int exitCode = terminal.run(
                "export", "snowflake", "--properties", properties("").toString(), "--schedule", schedule);

        assertThat(exitCode).isEqualTo(2);
        assertThat(terminal.errors())
                .contains("export.schedule is '" + schedule + "'")
                .containsAnyOf("0 0 2 * * ?", "a blank before or after it");
        assertThat(imednet.requests()).isZero();
    }

    @Test
    void developingNeedsAScheduleAndAFolderOfRoutes() throws Exception {
        Terminal terminal = new Terminal();

        assertThat(terminal.run(
                        "export", "snowflake", "--properties", properties("").toString(), "--dev"))
                .isEqualTo(2);

        assertThat(terminal.errors()).contains("--dev needs a schedule", "imednet routes init");
    }

    @Test
    void otherCommandsDoNotFollowTheSchedule() throws Exception {
        try (ExportProgram program = ExportProgram.start(settings("1s"), emptyFolder(), List.of("schedule"))) {
            assertThat(program.routeIds()).contains("export-records").noneMatch(id -> id.startsWith("schedule-"));
        }
    }

    private void serve(ImednetServer.Settings settings) throws IOException {
        imednet = ImednetServer.start(settings);
    }

    private CommandSettings settings(String schedule) throws IOException {
        return new CommandSettings(properties("")).with("export.schedule", schedule);
    }

    private Path properties(String schedule) throws IOException {
        Map<String, String> settings = LocalServers.settings(imednet, snowflake, directory.resolve("state"));
        settings.put("export.study-key", "SAMPLE");
        settings.put("export.schedule", schedule);
        return LocalServers.file(directory.resolve("export.properties"), settings);
    }

    /** Of routes: all built-in ones run as they are. */
    private Path emptyFolder() throws IOException {
        return Files.createDirectories(directory.resolve("routes"));
    }
}
