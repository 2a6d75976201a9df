package io.github.imednet.snowflake.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.HasExitCode;
import io.github.imednet.snowflake.config.Printable;
import io.github.imednet.snowflake.run.Failures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.CamelExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine;

/**
 * All that commands print: results on standard output, all else on standard error. What they print is in part the text
 * of servers and files, so nothing reaches a terminal but as {@link Printable} lets it.
 */
final class CommandOutput {

    static final String JSON_OPTION = "--json";

    private static final Logger LOG = LoggerFactory.getLogger(CommandOutput.class);
    private static final ObjectMapper MAPPER =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private final CommandLine command;
    private final boolean json;

    /** The output of a command whose arguments were read. */
    CommandOutput(CommandSpec command) {
        this(
                command.commandLine(),
                command.optionsMap().containsKey(JSON_OPTION)
                        && Boolean.TRUE.equals(command.findOption(JSON_OPTION).getValue()));
    }

    /** @param json whether results are JSON, and alone on standard output */
    CommandOutput(CommandLine command, boolean json) {
        this.command = command;
        this.json = json;
    }

    /** A failed command that prints more than the failure in its JSON object. */
    interface FailureResult {

        /** The object, which has the failure's message too. */
        Object of(String error);
    }

    boolean isJson() {
        return json;
    }

    /**
     * Prints a result.
     *
     * @param text the result as people read it
     */
    <T> void result(T result, Function<T, String> text) {
        if (json) {
            json(result);
        } else {
            print(text.apply(result));
        }
    }

    /** Prints an object in a line, its names in snake case. */
    void json(Object object) {
        try {
            command.getOut().println(Printable.json(MAPPER.writeValueAsString(object)));
            command.getOut().flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // numbers and texts can always be written
        }
    }

    void line(Object text) {
        print(text + System.lineSeparator());
    }

    /** Prints text as it is, with its line breaks. */
    void print(String text) {
        print(command.getOut(), text);
    }

    /** Prints what is wrong, in a line that begins with the program's name. */
    void problem(String problem) {
        error("imednet: " + problem);
    }

    /** Prints a line on standard error. */
    void error(Object line) {
        print(command.getErr(), line + System.lineSeparator());
    }

    void usage() {
        command.usage(command.getErr());
        command.getErr().flush();
    }

    /**
     * Says what kept a command from its end.
     *
     * @return the exit code
     */
    int fail(Throwable failure) {
        if (json) {
            failed(reason(known(failure)));
        }
        return failAfterResult(failure);
    }

    /** The same for a command whose result, printed before, has the failure in it. */
    int failAfterResult(Throwable failure) {
        return tell("", known(failure));
    }

    /** The same for one of several studies. */
    int failAfterResult(String studyKey, Throwable failure) {
        return tell("study " + studyKey + ": ", known(failure));
    }

    private int tell(String before, Throwable known) {
        problem(before + reason(known));
        if (!(known instanceof HasExitCode || known instanceof IOException || known instanceof UncheckedIOException)) {
            LOG.error("Unexpected failure", known);
        }
        return ExitCode.of(known);
    }

    /** Prints the JSON object of a command that has no result. */
    void failed(String message) {
        Object user = command.getCommandSpec().userObject();
        json(user instanceof FailureResult result ? result.of(message) : Map.of("error", message));
    }

    /** The exit code of a failure. */
    static int exitCodeOf(Throwable failure) {
        return ExitCode.of(known(failure));
    }

    /** What a failure says of itself. */
    static String reasonOf(Throwable failure) {
        return reason(known(failure));
    }

    private static String reason(Throwable failure) {
        String message = Failures.reason(failure);
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** What knows its exit code says what to do; what is around it says where it came from. */
    private static Throwable known(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HasExitCode) {
                return cause;
            }
        }
        return failure instanceof CamelExecutionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static void print(PrintWriter writer, String text) {
        writer.print(Printable.lines(text).replace("\n", System.lineSeparator()));
        writer.flush();
    }
}
