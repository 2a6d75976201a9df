package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.run.ExportSummary;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exports the studies that wait in the queue. */
@Command(
        name = "worker",
        description = {
            "Stays, takes studies that wait on Kafka (imednet enqueue), and exports one after the other. Any number of workers"
                    + " share the work, on as many machines.",
            "",
            "A study is acknowledged only when it is exported and reconciled, or has failed for good: then it is in the"
                    + " topic of dead letters with its error. A worker that was killed or stopped leaves its study to another"
                    + " one. Each export that ends prints its summary."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 1 unexpected, 2 wrong usage or configuration, 3 the brokers did not answer, 130 interrupted,"
                + " 143 terminated."})
final class WorkerCommand implements Callable<Integer>, CommandOutput.FailureResult {

    @Spec
    private CommandSpec spec;

    @Option(names = "--studies-at-once", paramLabel = "N", descriptionKey = "queue.studies-at-once")
    private String studiesAtOnce;

    @Option(names = "--brokers", paramLabel = "HOST:PORT", descriptionKey = "queue.brokers")
    private String brokers;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws Exception {
        return new ExportConsole(new CommandOutput(spec))
                .work(common.askForSecrets(common.settings()), common.routes());
    }

    @Override
    public Object of(String error) {
        return ExportSummary.notBegun(error);
    }
}
