package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a query and shows its rows or writes them to a file. */
@Command(
        name = "query",
        description = {
            "Runs one statement in Snowflake and writes its rows, however many, as they come. It needs a connection and"
                    + " nothing of an export.",
            "",
            "Ctrl-C cancels the statement and leaves no file that is not whole."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done, 1 unexpected, 2 wrong usage or configuration, a mistake in the statement, or something"
                    + " in it that is not there, 3 the query failed otherwise, 130 interrupted, 143 terminated."
        })
final class QueryCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SQL", description = "The statement; - reads it from standard input")
    private String sql;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, csv, ndjson or parquet (default: ${DEFAULT-VALUE})")
    private String format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes to this file, for its owner alone, in place of standard output")
    private Path output;

    @Option(
            names = "--param",
            paramLabel = "TEXT",
            description = "A value for the next ? in the statement; may be repeated")
    private List<String> parameters = List.of();

    @Mixin
    private ConnectionArguments arguments;

    private final BooleanSupplier terminal;

    QueryCommand() {
        this(() -> TerminalCheck.console().isPresent());
    }

    /** @param terminal whether somebody sits at one and would get the rows */
    QueryCommand(BooleanSupplier terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (output == null && format.equalsIgnoreCase("parquet") && terminal.getAsBoolean()) {
            throw new ExportConfigurationException(List.of(
                    "Parquet is not for a terminal: name a file with --output, or pass it on with a pipe"));
        }
        String statement = statement();
        return QueryConsole.run(arguments, program -> run(program, statement));
    }

    /** Standard output stays open: it is the process's and not the query's. */
    private void run(QueryProgram program, String statement) {
        program.query(statement, parameters, format, output, output == null ? standardOutput() : null);
    }

    private OutputStream standardOutput() {
        OutputStream standard = new FileOutputStream(FileDescriptor.out);
        return terminal.getAsBoolean() ? new TerminalStream(standard) : standard;
    }

    private String statement() throws IOException {
        return sql.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : sql;
    }
}
