package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.source.Job;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what became of records that were sent to iMednet. */
@Command(
        name = "job",
        description = {
            "Shows the job of a batch of records that was sent to iMednet: its state, and when it was created,"
                    + " started and finished.",
            "",
            "Snowflake is not asked, and its settings are not needed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done, 1 unexpected, 2 wrong usage or configuration, or no such batch, 3 failed after all"
                    + " retries, 130 interrupted, 143 terminated."
        })
final class JobCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BATCH", description = "The id that iMednet gave the batch")
    private String batch;

    @Option(names = "--study", paramLabel = "STUDY", descriptionKey = "export.study-key")
    private String study;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws Exception {
        return new ReportConsole(new CommandOutput(spec)).run(
                common.askForSecrets(common.settings().withoutSnowflake()),
                common.routes(),
                List.of("lookup"),
                (requests, studyKey) -> requests.job(studyKey, batch),
                JobCommand::text);
    }

    private static String text(Job job) {
        return job.job().entrySet().stream()
                .map(attribute -> "%-14s %s%n".formatted(attribute.getKey(), attribute.getValue()))
                .collect(Collectors.joining());
    }
}
