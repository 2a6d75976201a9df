package io.github.imednet.snowflake.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands below {@code imednet}. The model of all their options takes longer to make than many a command runs, so
 * it is made of those alone that the arguments ask for.
 */
final class Subcommands {

    private static final List<Class<?>> CLASSES = List.of(
            ExportCommand.class, RunsCommand.class, ReportCommand.class, ResumeCommand.class, VerifyCommand.class,
            ViewsCommand.class, ReplayCommand.class, DoctorCommand.class, PlanCommand.class, StageCommand.class,
            PrivacyCommand.class, IngestCommand.class, QueryCommand.class, EnqueueCommand.class,
            WorkerCommand.class, QueueCommand.class, JobCommand.class, DescribeCommand.class,
            RoutesCommand.class, CompletionCommand.class);

    private Subcommands() {}

    /** All of them, in the order of the help. */
    static List<CommandLine> all() {
        return each(CommandLine::new);
    }

    /** Those that a command line needs which is run with these arguments; its own options are help and version. */
    static List<CommandLine> neededFor(String... arguments) {
        if (arguments.length == 0) {
            return List.of();
        }
        String first = arguments[0];
        for (Class<?> command : CLASSES) {
            if (nameOf(command).equals(first) && command != CompletionCommand.class) {
                return List.of(new CommandLine(command));
            }
        }
        if (arguments.length == 1) {
            switch (first) {
                case "--version", "-V" -> {
                    return List.of();
                }
                case "--help", "-h" -> {
                    return each(Subcommands::described);
                }
                default -> { }
            }
        }
        return first.equals(nameOf(LocalCommand.class)) ? List.of(LocalCommand.commandLine()) : all();
    }

    private static List<CommandLine> each(Function<Class<?>, CommandLine> made) {
        List<CommandLine> commands = new ArrayList<>(CLASSES.stream().map(made).toList());
        commands.add(LocalCommand.commandLine());
        return commands;
    }

    /** Name and description alone: the list of commands shows no more. */
    private static CommandLine described(Class<?> command) {
        CommandSpec described = CommandSpec.create().name(nameOf(command));
        described.usageMessage().description(command.getAnnotation(Command.class).description());
        return new CommandLine(described);
    }

    private static String nameOf(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }
}
