package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.RetentionSettings;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.StateDirectory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes the journals of old runs. */
@Command(
        name = "clean",
        description = {
            "Removes the journals of old runs: of each study and table all but the newest.",
            "",
            "A run that is under way, that crashed, or that has files which are not loaded stays, and so does one"
                    + " whose journal cannot be read. The table, the ledger and the manifest are not touched; imednet"
                    + " verify no longer looks at a journal that is removed."
        },
        mixinStandardHelpOptions = true)
final class RunsCleanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--keep", paramLabel = "N", descriptionKey = "export.keep-runs")
    private Integer keep;

    @Option(names = "--dry-run", description = "Only names the runs that would be removed")
    private boolean dryRun;

    @Mixin
    private JournalOptions journals;

    @Override
    public Integer call() throws Exception {
        RetentionSettings settings = journals.settings().retention();
        int kept = settings.keepRuns().orElseThrow(() -> new ExportConfigurationException(
                List.of("The number of runs to keep is missing: give --keep N, or set export.keep-runs")));
        CommandOutput output = new CommandOutput(spec);
        for (JournaledRun run : new StateDirectory(settings.stateDirectory()).outdated(kept)) {
            if (!dryRun) {
                StateDirectory.remove(run);
            }
            output.result(fields(run), RunsCleanCommand::shown);
        }
        return ExitCode.DONE;
    }

    private Map<String, Object> fields(JournaledRun run) {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("run_id", run.id());
        fields.put("began", RunsCommand.began(run));
        fields.put("study_key", run.studyKey());
        fields.put("removed", !dryRun);
        return fields;
    }

    private static String shown(Map<String, Object> fields) {
        return "%s, begun %s, of %s: %s%n".formatted(
                fields.get("run_id"), fields.get("began"), fields.get("study_key"),
                Boolean.TRUE.equals(fields.get("removed")) ? "removed" : "would be removed");
    }
}
