package io.github.imednet.snowflake.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import picocli.CommandLine;

/**
 * Says what is wrong with the arguments, without those that nobody asked for: one of them may be a password. The list
 * of all options would push that line off the screen, so it is only named.
 */
final class WrongUsage implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        boolean json = command.getCommandSpec().optionsMap().containsKey(CommandOutput.JSON_OPTION)
                && List.of(arguments).contains(CommandOutput.JSON_OPTION);
        CommandOutput output = new CommandOutput(command, json);
        if (json) {
            output.failed(describe(problem));
        }
        output.problem(describe(problem));
        if (command.getSubcommands().isEmpty()) {
            output.error("See " + command.getCommandSpec().qualifiedName() + " --help");
        } else {
            output.usage();
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String describe(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            return describe(problem.getCommandLine(), unmatched.getUnmatched());
        }
        if (problem.getArgSpec() instanceof OptionSpec option && option.typeInfo().isMap()) {
            return option.longestName() + " takes " + option.paramLabel()
                    + " (what was given is not shown, as it may be a secret)";
        }
        return String.valueOf(problem.getMessage());
    }

    private static String describe(CommandLine command, List<String> unmatched) {
        List<String> problems = new ArrayList<>();
        unmatched.stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(option -> problems.add("Unknown option " + option.replaceAll("=.*", "")));
        long others = unmatched.stream().filter(argument -> !argument.startsWith("--")).count();
        if (others == 1 && problems.isEmpty() && StudyArguments.allAreGiven(command)) {
            String name = command.getCommandSpec().qualifiedName();
            return StudyArguments.WITHOUT_PASSWORD.formatted(name) + RefusedSecrets.REASON;
        }
        if (others > 0) {
            problems.add("Unexpected arguments: " + others + " (not shown, as they may be secrets)");
        }
        return String.join("; ", problems);
    }
}
