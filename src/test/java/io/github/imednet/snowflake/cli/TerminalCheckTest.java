package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is a terminal, with one of {@code script} and with pipes. */
class TerminalCheckTest {

    @TempDir
    private Path directory;

    @Test
    void aConsoleOfLaterJavaIsAskedWhetherItIsATerminal() {
        assertThat(TerminalCheck.isTerminal(LaterConsole.class, new LaterConsole(false))).isFalse();
        assertThat(TerminalCheck.isTerminal(LaterConsole.class, new LaterConsole(true))).isTrue();
        assertThat(TerminalCheck.isTerminal(Object.class, new Object())).as("one of Java 17").isTrue();
    }

    @Test
    void pipesAreNoTerminal() throws Exception {
        assertThat(run(command())).contains("console=false progress=false");
    }

    @Test
    void aTerminalIsOne() throws Exception {
        assertThat(run(inTerminal(""))).contains("console=true progress=true");
    }

    @Test
    void progressDoesNotGoToALog() throws Exception {
        assertThat(run(inTerminal(" 2> " + directory.resolve("log")))).contains("console=true progress=false");
    }

    @Test
    void rowsOnATerminalHaveNoControls() throws Exception {
        String evil = "a\u001b[2Jb\u009bc\u2028d\r\n";
        assertThat(run(inTerminal(" " + Files.writeString(directory.resolve("rows"), evil))).lines().toList())
                .contains("a [2Jb c d");
    }

    /** Says what it finds, and shows a file as a terminal gets it. */
    static final class Look {

        private Look() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println("console=" + TerminalCheck.console().isPresent()
                    + " progress=" + TerminalCheck.showsProgress());
            if (arguments.length > 0) {
                try (TerminalStream terminal = new TerminalStream(System.out)) {
                    terminal.write(Files.readAllBytes(Path.of(arguments[0])));
                }
            }
        }
    }

    /** As {@code java.io.Console} is since Java 22. */
    public record LaterConsole(boolean isTerminal) {}

    private static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Look.class.getName());
    }

    private static List<String> inTerminal(String rest) {
        List<String> quoted = new ArrayList<>();
        command().forEach(argument -> quoted.add("'" + argument + "'"));
        return List.of("script", "-qec", String.join(" ", quoted) + rest, "/dev/null");
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
