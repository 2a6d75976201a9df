package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.RecordSelection;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.StateDirectory;
import io.github.imednet.snowflake.run.ExportSummary;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Resumes a run that did not complete. */
@Command(
        name = "resume",
        description = {
            "Resumes a run that crashed, failed or was interrupted, with the settings that it began with. Of those of"
                    + " views, of --incremental, export.purge and export.fail-if-deletes --set may give another value.",
            "",
            "Of records, only pages that are in no file yet, the last page that was read, and what changed meanwhile are"
                    + " requested from the API. Keys and passwords are read from the environment or the properties"
                    + " file, as for an export: the journal has none. Of the privacy policy it has"
                    + " the id: set the one that the run began with."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ResumeCommand implements Callable<Integer>, CommandOutput.FailureResult {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "Id of the run, or its beginning: see imednet runs")
    private String run;

    @Option(names = "--state-dir", paramLabel = "DIR", descriptionKey = "export.state-dir")
    private Path stateDirectory;

    @Mixin
    private CheckOption check;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws Exception {
        CommandSettings settings = common.settings();
        JournaledRun found = new StateDirectory(settings.stateDirectory()).find(run);
        Map<String, String> recorded = new TreeMap<>(found.settings());
        recorded.remove(ExportKeys.PRIVACY_POLICY.key()); // it is the id, which the policy of the settings must have
        // What the run began without is refused where it is set now
        recorded.entrySet().removeIf(
                setting -> setting.getValue().isEmpty() && RecordSelection.isMadeBy(setting.getKey()));
        recorded.forEach(settings::withUnlessGiven);
        settings.with(ExportKeys.STUDY_KEY.key(), found.studyKey());
        if (check.isWanted()) {
            return DoctorCommand.examine(
                    new CommandOutput(spec), common.askForSecrets(settings), common.routes(), "A resumed run");
        }
        return new ExportConsole(new CommandOutput(spec))
                .resume(common.askForSecrets(settings), common.routes(), found.id());
    }

    @Override
    public Object of(String error) {
        return ExportSummary.notBegun(error);
    }
}
