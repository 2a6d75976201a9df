package io.github.imednet.snowflake.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/** The command line, {@code imednet}. */
@Command(
        name = "imednet",
        description = {
            "Exports clinical studies from the iMednet EDC REST API to Snowflake.",
            "",
            "Without a command it runs a demo: it starts two servers on this machine that stand in for iMednet and"
                    + " Snowflake, and exports a sample study from one to the other."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
public final class ImednetCommand implements Callable<Integer> {

    private static final String LOG_CONFIGURATION = "log4j2.configurationFile";

    @Spec
    private CommandSpec spec;

    private ImednetCommand() {}

    /** The command line as it is run, for programs and tests that give it other outputs. */
    static CommandLine commandLine() {
        return commandLine(Subcommands.all());
    }

    /** The same with what is needed for these arguments: of its commands the one that they name. */
    static CommandLine commandLine(String... arguments) {
        return commandLine(Subcommands.neededFor(arguments));
    }

    private static CommandLine commandLine(List<CommandLine> subcommands) {
        CommandLine command = new CommandLine(new ImednetCommand());
        subcommands.forEach(command::addSubcommand);
        return reporting(command.setResourceBundle(new SettingTexts()));
    }

    /** Has a command tell wrong usage and failures, and end, as the program does. */
    static CommandLine reporting(CommandLine command) {
        return command.setParameterExceptionHandler(new WrongUsage())
                .setExecutionExceptionHandler((failure, failed, arguments) ->
                        new CommandOutput(failed.getCommandSpec()).fail(failure));
    }

    public static void main(String[] arguments) {
        int code = run(arguments);
        // Runtime.exit that comes when all hooks have run halts at once, with its own code in place of the signal's.
        if (!ProcessStop.isTold()) {
            System.exit(code);
        }
    }

    /** @return the exit code of the process that runs this */
    static int run(String... arguments) {
        // What is printed is in English, and Snowflake's driver fails where the lower case of I is another letter.
        Locale.setDefault(Locale.ENGLISH);
        configureLog();
        // Before the driver's first class is loaded: its log lines go where all others go.
        System.setProperty("net.snowflake.jdbc.loggerImpl", "net.snowflake.client.log.SLF4JLogger");
        CommandLine command = commandLine(arguments);
        command.setOut(command.getOut());
        // The driver tells of a browser's window on standard output, where nothing but results may be.
        System.setOut(System.err);
        boolean json = List.of(arguments).contains(CommandOutput.JSON_OPTION);
        return ProcessStop.around(() -> command.execute(arguments), json);
    }

    /**
     * Takes the log configuration that lies beside this class, unless one is named. It has no place and no name where
     * Log4j would find it by itself, and so take it in an application that has the jar as a library.
     */
    private static void configureLog() {
        if (System.getProperty(LOG_CONFIGURATION) == null && System.getenv("LOG4J_CONFIGURATION_FILE") == null) {
            System.setProperty(LOG_CONFIGURATION, "classpath:io/github/imednet/snowflake/cli/log4j2.properties");
        }
    }

    @Override
    public Integer call() throws Exception {
        LocalServers servers = LocalServers.find()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), LocalServers.MISSING));
        return new Demo(new CommandOutput(spec), servers).run();
    }
}
