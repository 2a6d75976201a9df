package io.github.imednet.snowflake.cli;

import static io.github.imednet.snowflake.Waiting.await;
import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.local.http.LocalHttpServer;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exporter as a process of its own, told to stop. */
class InterruptTest {

    private static final int RECORDS = 20_000;

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("imednet.api-key", "x"), Map.entry("imednet.security-key", "x"),
            Map.entry("imednet.base-url", "http://127.0.0.1:1"), Map.entry("snowflake.url", "http://127.0.0.1:1"),
            Map.entry("snowflake.account", "local"), Map.entry("snowflake.user", "u"),
            Map.entry("snowflake.password", "x"), Map.entry("snowflake.database", "d"),
            Map.entry("snowflake.warehouse", "w"), Map.entry("snowflake.stage", "s"),
            Map.entry("snowflake.table", "t"), Map.entry("export.study-key", "S"));

    @TempDir
    private Path directory;

    /** The API holds a page back: a run that is told to stop waits for no answer, and reads no page any more. */
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void anExportToldToStopLeavesNothingHalfDoneAndTheNextOneGoesOn(String signal, int exitCode) throws Exception {
        ImednetProcess process = new ImednetProcess(directory);
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        try (StudyData study = StudyData.sample(RECORDS);
                ImednetServer held = ImednetProcess.serveHalf(study);
                ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
                SnowflakeServer snowflake =
                        SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")))) {
            Process export = process.start(held, snowflake, temporary);
            await().until(() -> snowflake.statements(StatementType.COPY) >= 5 && held.requests() > 12);
            new ProcessBuilder("kill", "-" + signal, Long.toString(export.pid())).start().waitFor();

            assertThat(awaitEnd(export)).isEqualTo(exitCode);
            String output = Files.readString(process.output());
            assertThat(output)
                    .contains("\"reconciled\":false")
                    .contains("was interrupted; run the export again to go on");
            assertThat(held.requests()).isLessThan(RECORDS / 500);
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left.filter(path -> path.getFileName().toString().startsWith("imednet-"))).isEmpty();
            }

            Terminal terminal = new Terminal();
            assertThat(process.runHere(terminal, imednet, snowflake)).as(terminal::errors).isZero();
            assertThat(terminal.output())
                    .contains("\"reconciled\":true")
                    .doesNotContain("\"rows_already_loaded\":0,");
        }
    }

    /** The API asks to wait for hours before a page is asked for again. */
    @Test
    void aWaitThatTheApiAskedForKeepsNoProcessFromItsEnd() throws Exception {
        ImednetProcess process = new ImednetProcess(directory);
        try (StudyData study = StudyData.sample(RECORDS);
                ImednetServer busy = ImednetServer.start(ImednetServer.Settings.defaults(study)
                        .withFaults(List.of("status:code=429,retry-after=36000,on=page=1,times=always")));
                SnowflakeServer snowflake =
                        SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")))) {
            Process export = process.start(busy, snowflake, directory);
            await().until(() ->
                    Files.readString(process.output()).contains("Retry 1 of 10 after: iMednet answered 429"));
            new ProcessBuilder("kill", "-INT", Long.toString(export.pid())).start().waitFor();

            assertThat(awaitEnd(export)).isEqualTo(130);
            assertThat(Files.readString(process.output())).contains("was interrupted; run the export again to go on");
        }
    }

    /** A bean of a user's own holds the start: it asks this server, which answers when the process was told. */
    @Test
    void aProcessToldToStopDuringItsStartEndsCleanly() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        try (LocalHttpServer server = LocalHttpServer.start("held", 0, exchange -> {
            reached.countDown();
            await().until(() -> told.getCount() == 0);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, -1);
        })) {
            Path routes = Files.createDirectories(directory.resolve("routes"));
            Files.writeString(routes.resolve("held.camel.yaml"), """
                    - beans:
                        - name: held
                          type: java.net.URL
                          constructors:
                            0: %s/
                          initMethod: getContent
                    """.formatted(server.uri()));
            Map<String, String> settings = new HashMap<>(SETTINGS);
            settings.put("export.state-dir", directory.resolve("state").toString());
            List<String> command = JavaProcess.imednet();
            command.addAll(List.of(
                    "export", "snowflake", "--routes", routes.toString(), "--properties",
                    LocalServers.file(directory.resolve("held.properties"), settings).toString()));
            Path output = directory.resolve("output");
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).start();
            await().until(() -> reached.getCount() == 0);
            new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
            told.countDown();

            assertThat(awaitEnd(process)).isEqualTo(143);
            assertThat(Files.readString(output)).doesNotContain("NullPointerException", "\tat ");
        }
    }

    @Test
    void anExportThatEndsByItselfEndsItsProcess() throws Exception {
        try (StudyData study = StudyData.sample(500);
                ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
                SnowflakeServer snowflake =
                        SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")))) {
            assertThat(awaitEnd(new ImednetProcess(directory).start(imednet, snowflake, directory))).isZero();
        }
    }
}
