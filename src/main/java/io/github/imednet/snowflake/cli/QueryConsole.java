package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.query.QueryException;
import io.github.imednet.snowflake.warehouse.SnowflakeErrors;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import org.apache.camel.CamelExecutionException;
import picocli.CommandLine;

/** Runs what needs a session in Snowflake, and tells on standard error what went wrong. */
final class QueryConsole {

    /** What is to be done with the program that runs queries. */
    interface Work {
        void run(QueryProgram program) throws Exception;
    }

    private final PrintWriter errors;

    QueryConsole(CommandLine command) {
        this.errors = command.getErr();
    }

    /** @return the exit code */
    int run(ConnectionArguments arguments, Work work) throws Exception {
        try {
            CommandSettings settings = arguments.settings();
            Console console = System.console();
            if (console != null) {
                settings.askForPassword(console::readPassword);
            }
            settings.readQuery();
            return run(settings, arguments.routes(), work);
        } catch (ExportConfigurationException e) {
            return fail(e);
        }
    }

    /** Reports before the program is closed: a process that was told to stop is gone then. */
    private int run(CommandSettings settings, Path routes, Work work) throws Exception {
        try (QueryProgram program = QueryProgram.start(settings, routes)) {
            try {
                work.run(program);
                return ExitCode.DONE;
            } catch (CamelExecutionException e) {
                return fail(e.getCause() == null ? e : e.getCause());
            }
        }
    }

    int fail(Throwable failure) {
        errors.println("imednet: " + ExportConsole.printable(failure.getMessage()));
        errors.flush();
        if (failure instanceof QueryException query) {
            return query.isMistaken() ? ExitCode.CONFIGURATION : ExitCode.BATCH_FAILED;
        }
        if (failure instanceof SQLException sql) {
            return SnowflakeErrors.isMistake(sql) ? ExitCode.CONFIGURATION : ExitCode.BATCH_FAILED;
        }
        return failure instanceof IllegalArgumentException ? ExitCode.CONFIGURATION : ExitCode.of(failure);
    }
}
