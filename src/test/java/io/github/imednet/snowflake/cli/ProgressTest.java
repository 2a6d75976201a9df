package io.github.imednet.snowflake.cli;

import static io.github.imednet.snowflake.Waiting.await;
import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.local.http.LocalHttpServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.LocalServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody at a terminal of 80 columns sees of an export, and what a log has without one. */
class ProgressTest {

    private static final Pattern LOADED = Pattern.compile(" load +(\\d+)%");

    @TempDir
    private Path directory;

    @Test
    void twoBarsMoveAndTheLogStaysAboveThem() throws Exception {
        try (LocalServers servers = new LocalServers(
                        directory.resolve("snowflake"),
                        StudyData.sample(1250),
                        List.of("status:code=503,on=page=1"),
                        List.of());
                LocalHttpServer held = LocalHttpServer.start("held", 0, exchange -> answer(servers, exchange))) {
            String printed = inTerminal(servers, Map.of("imednet.base-url", held.uri().toString()));

            ScreenOfTerminal screen = new ScreenOfTerminal(printed.substring(0, printed.indexOf("Study SAMPLE")));
            List<String> shown = screen.lines().stream().filter(line -> !line.isBlank()).toList();
            List<String> bars = shown.subList(shown.size() - 2, shown.size());
            assertThat(bars.get(0)).startsWith("SAMPLE read 100% [").contains("1250/1250", "/s").hasSizeLessThan(80);
            assertThat(bars.get(1)).startsWith("       load 100% [").contains("1,250 in the table").hasSizeLessThan(80);
            assertThat(shown.subList(0, shown.size() - 2))
                    .as("the log is whole, and nothing is left of earlier bars")
                    .hasSize(1)
                    .allMatch(line -> line.contains("Retry 1 of 3 after: iMednet answered 503"));
            assertThat(isBetweenNothingAndAll(printed)).as("no jump from nothing to all").isTrue();
        }
    }

    /** Answers as iMednet does, with the last page not before somebody sees that part of the study is loaded. */
    private void answer(LocalServers servers, HttpExchange exchange) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(servers.imednet().uri().resolve(exchange.getRequestURI().toString()));
        for (String key : List.of("x-api-key", "x-imn-security-key")) {
            request.header(key, exchange.getRequestHeaders().getFirst(key));
        }
        try {
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (exchange.getRequestURI().getQuery().contains("page=2")) {
                await().until(() -> isBetweenNothingAndAll(Files.readString(output())));
            }
            answer.headers().firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static boolean isBetweenNothingAndAll(String printed) {
        return LOADED.matcher(printed).results()
                .mapToInt(percent -> Integer.parseInt(percent.group(1)))
                .anyMatch(percent -> percent > 0 && percent < 100);
    }

    @Test
    void eachListHasBarsOfItsOwn() throws Exception {
        try (LocalServers servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(60),
                List.of("delay:millis=400"), List.of())) {
            String printed = inTerminal(servers, Map.of("export.resources", "sites,records"));

            assertThat(new ScreenOfTerminal(printed.substring(0, printed.indexOf("Study SAMPLE"))).lines())
                    .anyMatch(line -> line.startsWith("sites read 100%"))
                    .anyMatch(line -> line.startsWith("SAMPLE read 100%"));
        }
    }

    @Test
    void linesAreDrawnInTheirPlaceInEveryLanguage() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ProgressScreen screen = new ProgressScreen(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            screen.show(0, "first");
            screen.show(0, "second");
        } finally {
            Locale.setDefault(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("\u001b[1A").endsWith("second\n");
    }

    @Test
    void withoutATerminalThereAreNoBars() throws Exception {
        try (LocalServers servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(60))) {
            String printed = run(command(servers, Map.of()));

            assertThat(printed).contains("Study SAMPLE").doesNotContain("\u001b", "\r", "100%");
        }
    }

    private String inTerminal(LocalServers servers, Map<String, String> settings) throws Exception {
        assumeTrue(isScriptOfUtilLinux(), "script, of util-linux, is not installed");
        List<String> quoted = command(servers, settings).stream().map(part -> "'" + part + "'").toList();
        return run(List.of("script", "-qec", "stty cols 80; " + String.join(" ", quoted), "/dev/null"));
    }

    /** Other systems have a script with other options. */
    private static boolean isScriptOfUtilLinux() throws InterruptedException {
        try {
            Process script = new ProcessBuilder("script", "-qec", "true", "/dev/null")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            script.getOutputStream().close();
            return script.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> command(LocalServers servers, Map<String, String> settings) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(servers.settings());
        all.putAll(settings);
        List<String> command = new ArrayList<>(JavaProcess.imednet());
        command.addAll(List.of("export", "snowflake", "SAMPLE", "--properties", servers.file(all).toString()));
        return command;
    }

    private String run(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectErrorStream(true).redirectOutput(output().toFile());
        builder.environment().put("TERM", "xterm");
        Process process = builder.start();
        process.getOutputStream().close();
        int exitCode = awaitEnd(process);
        assertThat(exitCode).as(Files.readString(output())).isZero();
        return Files.readString(output());
    }

    private Path output() {
        return directory.resolve("output.txt");
    }
}
