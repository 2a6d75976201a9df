package io.github.imednet.snowflake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** Where commands are given, in this process; it shows what the last one printed. */
public final class Terminal {

    private final CommandLine command;
    private StringWriter output = new StringWriter();
    private StringWriter errors = new StringWriter();

    public Terminal() {
        this(ImednetCommand.commandLine());
    }

    Terminal(CommandLine command) {
        this.command = command;
    }

    /** @return the exit code */
    int run(String... arguments) {
        output = new StringWriter();
        errors = new StringWriter();
        command.setOut(new PrintWriter(output, true)).setErr(new PrintWriter(errors, true));
        return command.execute(arguments);
    }

    public int run(List<String> arguments) {
        return run(arguments.toArray(String[]::new));
    }

    public String output() {
        return output.toString();
    }

    public String errors() {
        return errors.toString();
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(output());
    }
}
