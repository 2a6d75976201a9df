package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.JournaledRuns;
import io.github.imednet.snowflake.journal.StateDirectory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the runs of a state directory. */
@Command(
        name = "runs",
        description = {
            "Lists the runs that have a journal in the state directory, and how they ended.",
            "",
            "States: running, complete, failed (or interrupted: it said so at its end), crashed (its process ended"
                    + " without recording its end), abandoned (a later run of the same study began), unreadable (its"
                    + " journal is damaged). Failed and crashed runs can be resumed: imednet resume RUN."
        },
        subcommands = RunsCleanCommand.class,
        mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {

    private static final String ROW = "%-36s  %-20s  %-10s  %-20s  %s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private JournalOptions journals;

    @Override
    public Integer call() throws Exception {
        Path directory = journals.settings().stateDirectory();
        JournaledRuns found = new StateDirectory(directory).runs();
        CommandOutput output = new CommandOutput(spec);
        print(found, directory, output);
        found.unreadable().forEach(unreadable -> output.problem(unreadable.toString()));
        return ExitCode.DONE;
    }

    private static void print(JournaledRuns found, Path directory, CommandOutput output) {
        List<Map<String, String>> runs = Stream.concat(
                        found.runs().stream().map(RunsCommand::fields),
                        found.unreadable().stream().map(RunsCommand::fields))
                .toList();
        if (!output.isJson()) {
            output.print(runs.isEmpty()
                    ? "No run has a journal in " + directory + System.lineSeparator()
                    : ROW.formatted("RUN", "BEGAN", "STATE", "STUDY", "TABLE"));
        }
        runs.forEach(run -> output.result(run, fields -> ROW.formatted(fields.values().stream()
                .map(RunsCommand::shown)
                .toArray())));
    }

    private static String shown(String value) {
        return value == null ? "-" : value;
    }

    private static Map<String, String> fields(JournaledRuns.Unreadable unreadable) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("run_id", unreadable.id());
        fields.put("began", null);
        fields.put("state", "unreadable");
        fields.put("study_key", null);
        fields.put("table", null);
        return fields;
    }

    static String began(JournaledRun run) {
        return run.began().toString().replaceAll("\\.\\d+Z", "Z");
    }

    private static Map<String, String> fields(JournaledRun run) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("run_id", run.id());
        fields.put("began", began(run));
        fields.put("state", run.state().name().toLowerCase(Locale.ROOT));
        fields.put("study_key", run.studyKey());
        fields.put("table", run.table());
        return fields;
    }
}
