package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.FormViewSettings;
import io.github.imednet.snowflake.config.IncrementalSettings;
import io.github.imednet.snowflake.run.ExportSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exports a study's records to Snowflake. */
@Command(
        name = "snowflake",
        description = {
            "Exports a study's records to a Snowflake table, each exactly once.",
            "",
            "Several studies, with --study or --all-studies, are exported at the same time (export.parallel-studies),"
                    + " each by a run of its own; the exit code is the highest of theirs.",
            "",
            "Every argument is a property too: of application.properties, or of the environment in upper case with _"
                + " for . and -. Keys and passwords are never arguments: set IMEDNET_API_KEY, IMEDNET_SECURITY_KEY and"
                + " SNOWFLAKE_PASSWORD, or let them be asked for at a terminal."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done and reconciled, 1 unexpected, 2 wrong usage or configuration, 3 a batch failed, the"
                    + " table could not be checked or the views not made, 4 loaded but not reconciled, 130"
                    + " interrupted, 143 terminated."
        })
final class ExportSnowflakeCommand implements Callable<Integer>, CommandOutput.FailureResult {

    @Spec
    private CommandSpec spec;

    @Mixin
    private StudyArguments arguments;

    @Mixin
    private StudiesOptions studies;

    @Option(names = "--local-staging-dir", paramLabel = "DIR", descriptionKey = "export.local-staging-dir")
    private Path localStagingDirectory;

    @Option(names = "--batch-size", paramLabel = "N", descriptionKey = "export.batch-size")
    private String batchSize;

    @Option(
            names = "--force-reload",
            description = "Loads everything again, in place of what is there (export.idempotent=false)")
    private boolean forceReload;

    @Option(
            names = "--purge",
            description = "Removes a load's files from the stage after its commit (export.purge=true)")
    private boolean purge;

    @Option(names = "--fail-if-deletes", paramLabel = "N", descriptionKey = "export.fail-if-deletes")
    private String failIfDeletes;

    @Option(
            names = "--incremental",
            description = "Reads only what changed since the last complete run, if that is proved to be complete"
                    + " (export.incremental=true)")
    private boolean incremental;

    @Option(names = "--full-every", paramLabel = "TIME", descriptionKey = "export.full-every")
    private String fullEvery;

    @Mixin
    private SelectionOptions selection;

    @Option(
            names = "--replace-selection",
            description = "Replaces rows of another selection of the study (export.replace-selection=true)")
    private boolean replaceSelection;

    @Option(
            names = "--form-views",
            description = "Makes a view of the records of each form, with typed columns (export.form-views=true)")
    private boolean formViews;

    @Option(names = "--on-drift", paramLabel = "report|fail", descriptionKey = "export.on-drift")
    private String onDrift;

    @Option(names = "--schedule", paramLabel = "WHEN", descriptionKey = "export.schedule")
    private String schedule;

    @Mixin
    private CheckOption check;

    @Option(names = "--dev", description = "With a schedule: loads routes again as soon as their file in DIR changes")
    private boolean dev;

    @Override
    public Integer call() throws Exception {
        ExportConsole console = new ExportConsole(new CommandOutput(spec));
        CommandSettings settings = arguments.askForSecrets(settings());
        settings.read();
        if (check.isWanted()) {
            requireOneStudy();
            return DoctorCommand.examine(new CommandOutput(spec), settings, arguments.routes(), "An export");
        }
        boolean stays = settings.schedule().isSet();
        studies.check(stays);
        if (dev && !(stays && Files.isDirectory(arguments.routes()))) {
            throw new ExportConfigurationException(
                    List.of("--dev needs a schedule (--schedule or export.schedule), and the folder "
                            + arguments.routes() + " with the routes that are worked on: imednet routes init"));
        }
        if (studies.areGiven()) {
            return console.exportEach(settings, arguments.routes(), studies);
        }
        return stays
                ? console.serve(settings, arguments.routes(), dev)
                : console.export(settings, arguments.routes());
    }

    private void requireOneStudy() {
        if (studies.areGiven()) {
            throw new ExportConfigurationException(List.of("--check looks at one study: name it as the argument STUDY,"
                    + " or in export.study-key"));
        }
    }

    @Override
    public Object of(String error) {
        return studies.areGiven() ? StudiesSummary.notBegun(error) : ExportSummary.notBegun(error);
    }

    private CommandSettings settings() {
        return arguments.settings()
                .with(FormViewSettings.WANTED.key(), formViews ? true : null)
                .with(ExportKeys.PURGE.key(), purge ? true : null)
                .with(IncrementalSettings.INCREMENTAL.key(), incremental ? true : null)
                .with(ExportKeys.REPLACE_SELECTION.key(), replaceSelection ? true : null)
                .with(ExportKeys.IDEMPOTENT.key(), forceReload ? false : null);
    }
}
