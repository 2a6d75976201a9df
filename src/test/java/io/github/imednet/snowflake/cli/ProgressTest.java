package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.LocalServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
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
                List.of("slow:on=COPY INTO,millis=1500"))) {
            String printed = inTerminal(servers, Map.of());

            ScreenOfTerminal screen = new ScreenOfTerminal(printed.substring(0, printed.indexOf("Study SAMPLE")));
            List<String> shown = screen.lines().stream().filter(line -> !line.isBlank()).toList();
            List<String> bars = shown.subList(shown.size() - 2, shown.size());
            assertThat(bars.get(0)).startsWith("SAMPLE read 100% [").contains("1250/1250", "/s").hasSizeLessThan(80);
            assertThat(bars.get(1)).startsWith("       load 100% [").contains("1,250 in the table").hasSizeLessThan(80);
            assertThat(shown.subList(0, shown.size() - 2))
                    .as("the log is whole, and nothing is left of earlier bars")
                    .hasSize(1)
                    .allMatch(line -> line.contains("Retry 1 of 3 after: iMednet answered 503"));
            List<Integer> percents = new ArrayList<>();
            Matcher percent = LOADED.matcher(printed);
            while (percent.find()) {
                percents.add(Integer.parseInt(percent.group(1)));
            }
            assertThat(percents).as("no jump from nothing to all").anyMatch(value -> value > 0 && value < 100);
        }
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
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).directory(directory.toFile());
        builder.environment().put("TERM", "xterm");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
