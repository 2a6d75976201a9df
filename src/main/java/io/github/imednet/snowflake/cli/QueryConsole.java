package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;

/** Runs what needs a session in Snowflake. */
final class QueryConsole {

    private QueryConsole() {}

    /** What is to be done with the program that runs queries. */
    interface Work {
        void run(QueryProgram program) throws Exception;
    }

    /** @return the exit code */
    static int run(ConnectionArguments arguments, Work work) throws Exception {
        CommandSettings settings = arguments.settings();
        TerminalCheck.console().ifPresent(console -> settings.askForPassword(console::readPassword));
        settings.readQuery();
        try (QueryProgram program = QueryProgram.start(settings, arguments.routes())) {
            work.run(program);
            return ExitCode.DONE;
        }
    }
}
