package io.github.imednet.snowflake.cli;

import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.JavaProcess;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.List;

/**
 * A process that runs one command after another, each as {@code imednet} runs its only one: a process takes longer to
 * start than most commands take.
 */
public final class CommandsInTurn implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader exitCodes;

    private CommandsInTurn(Process process) {
        this.process = process;
        this.commands = process.outputWriter(UTF_8);
        this.exitCodes = process.inputReader(UTF_8);
    }

    /** @param output the file that has what the last command printed on standard output */
    public static List<String> command(String output, String... options) {
        List<String> command = JavaProcess.command(List.of(options), CommandsInTurn.class.getName());
        command.add(output);
        return command;
    }

    /** @param process of {@link #command}, whose standard input and output are not redirected */
    public static CommandsInTurn start(ProcessBuilder process) throws IOException {
        return new CommandsInTurn(process.start());
    }

    /** @return the command's exit code */
    public int run(List<String> arguments) throws IOException {
        commands.write(JSON.writeValueAsString(arguments));
        commands.newLine();
        commands.flush();
        String exitCode = exitCodes.readLine();
        if (exitCode == null) {
            throw new IOException("The process ended while it ran " + arguments);
        }
        return Integer.parseInt(exitCode);
    }

    /** @return the exit code of the process, which has no further command */
    public int end() throws Exception {
        commands.close();
        return awaitEnd(process);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Reads each command as a line of JSON, and writes a line with its exit code. */
    public static void main(String[] arguments) throws IOException {
        PrintStream exitCodes = System.out;
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String words = commands.readLine(); words != null; words = commands.readLine()) {
            try (PrintStream output = new PrintStream(new FileOutputStream(arguments[0]), true, UTF_8)) {
                System.setOut(output);
                exitCodes.println(ImednetCommand.run(JSON.readValue(words, String[].class)));
            }
        }
    }
}
