package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.doctor.CheckResult;
import io.github.imednet.snowflake.doctor.DoctorReport;
import io.github.imednet.snowflake.doctor.PortCheck;
import io.github.imednet.snowflake.doctor.QueueExamination;
import io.github.imednet.snowflake.run.ExportSummary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
            "Keeps running, takes studies that wait on Kafka (imednet enqueue), and exports them one after the"
                    + " other. Any number of workers, on as many machines, share the work.",
            "",
            "A study is acknowledged only when it is exported and reconciled, or has failed for good: then it is in"
                + " the topic of dead letters with its error. A worker that was killed or stopped leaves its study to"
                + " another one. Each export that ends prints its summary."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 with --check a worker can begin, 1 unexpected, 2 wrong usage or configuration, 3 the"
                    + " brokers did not answer (with --check also: the API or Snowflake did not), 130 interrupted, 143 terminated."
        })
final class WorkerCommand implements Callable<Integer>, CommandOutput.FailureResult {

    @Spec
    private CommandSpec spec;

    @Option(names = "--studies-at-once", paramLabel = "N", descriptionKey = "queue.studies-at-once")
    private String studiesAtOnce;

    @Option(names = "--brokers", paramLabel = "HOST:PORT", descriptionKey = "queue.brokers")
    private String brokers;

    @Mixin
    private CheckOption check;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws Exception {
        CommandSettings settings = common.askForSecrets(common.settings());
        return check.isWanted()
                ? examine(settings)
                : new ExportConsole(new CommandOutput(spec)).work(settings, common.routes());
    }

    /** Takes no order, and is not a member of the group. */
    private int examine(CommandSettings settings) throws Exception {
        QueueExamination examination = new QueueExamination(settings.queue().require());
        ExportSettings read = settings.read();
        Optional<CheckResult> port = PortCheck.of(settings.observe());
        examination.directories(read);
        try (ExportProgram program = ExportProgram.start(settings.unobserved(), common.routes(), List.of("lookup"))) {
            examination.run("api", () -> String.format(Locale.ROOT, "%s answers: the keys see %,d studies",
                    read.imednet().baseUrl(), program.studies(List.of(), List.of()).size()));
            examination.session(read.snowflake(), settings.context());
        }
        examination.topics();
        examination.group();
        DoctorReport report = examination.report().with(port);
        new CommandOutput(spec).result(report, found -> DoctorCommand.people(found, "A worker"));
        return report.exitCode();
    }

    @Override
    public Object of(String error) {
        return ExportSummary.notBegun(error);
    }
}
