package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import io.github.imednet.snowflake.replay.ReplayInputs;
import io.github.imednet.snowflake.replay.ReplayReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads the kept files of a manifest again. */
@Command(
        name = "replay",
        description = {
            "Loads the Parquet files that a manifest names, and that exports kept in the local staging directory, into"
                    + " the table again, or into another one. The API is not asked.",
            "",
            "Each file is checked against its SHA-256 first. One that is missing or has changed is named and not"
                    + " loaded, a damaged line of the manifest is named by its number, and the rest is loaded anyway.",
            "",
            "Where the table has the files already, nothing is done. Where it has other rows of the same records, the"
                    + " replay is refused, unless it is forced."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 all of it is in the table, 1 unexpected, 2 wrong usage or configuration, 3 a load failed"
                + " after all retries, or a line was not replayed, 4 loaded but not reconciled, 130 interrupted, 143"
                + " terminated."
        })
final class ReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MANIFEST", description = "The manifest")
    private Path manifest;

    @Option(
            names = "--local-staging-dir",
            paramLabel = "DIR",
            description = "Where the files were kept (export.local-staging-dir)")
    private Path localStagingDirectory;

    @Option(
            names = "--study",
            paramLabel = "STUDY",
            description = "The study to load, where the manifest has several (export.study-key)")
    private String study;

    @Option(names = "--table", paramLabel = "TABLE", description = "Target table (snowflake.table)")
    private String table;

    @Option(
            names = "--run",
            paramLabel = "RUN",
            description = "Only the lines of this run; by default the newest run of the study")
    private String run;

    @Option(
            names = "--force-reload",
            description = "Loads everything, in place of what is there (export.idempotent=false)")
    private boolean forceReload;

    @Option(
            names = "--manifest-path",
            paramLabel = "FILE",
            description = "The manifest that gets the lines of this run (export.manifest-path)")
    private Path manifestPath;

    @Mixin
    private CheckOption check;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws Exception {
        CommandSettings settings = common.askForPassword(settings());
        if (check.isWanted()) {
            ReplayInputs inputs = ReplayInputs.read(settings.read(), manifest.toString(), null, run);
            settings.with(ExportKeys.STUDY_KEY.key(), inputs.studyKey());
            return DoctorCommand.examine(new CommandOutput(spec), settings, common.routes(), "A replay");
        }
        return new ReportConsole(new CommandOutput(spec)).run(
                settings,
                common.routes(),
                List.of("replay"),
                (requests, studyKey) -> requests.replay(manifest.toString(), studyKey, run),
                ReplayText::people,
                this::exitCode);
    }

    /** The API is not asked, so that its keys need not be there. */
    private CommandSettings settings() {
        return common.settings()
                .with(ExportKeys.SINK_ONLY.key(), true)
                .with(ExportKeys.STUDY_KEY.key(), study)
                .with(SnowflakeKeys.TABLE.key(), table)
                .with(ExportKeys.LOCAL_STAGING_DIR.key(), localStagingDirectory)
                .with(ExportKeys.MANIFEST_PATH.key(), manifestPath)
                .with(ExportKeys.IDEMPOTENT.key(), forceReload ? false : null);
    }

    private int exitCode(ReplayReport report) {
        if (report.problems().isEmpty()) {
            return ExitCode.DONE;
        }
        String problem = report.problems().size() + " lines of " + report.manifest() + " were not replayed";
        new CommandOutput(spec).problem(problem);
        return ExitCode.FAILED;
    }
}
