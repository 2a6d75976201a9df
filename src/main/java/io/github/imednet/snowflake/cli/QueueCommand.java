package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.Printable;
import io.github.imednet.snowflake.queue.QueueReport;
import io.github.imednet.snowflake.queue.StudyQueue;
import io.github.imednet.snowflake.queue.StudyResult;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the studies of the queue. */
@Command(
        name = "queue",
        description = {
            "Shows which studies wait on Kafka (imednet enqueue), which ones workers export (imednet worker), and which"
                    + " failed. It takes nothing, and changes nothing.",
            "",
            "What ran and failed is read from the topic of results, as long as that keeps it. Neither iMednet nor"
                    + " Snowflake is asked."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 done, 1 unexpected, 2 wrong usage or configuration, 3 the brokers did not answer."
        })
final class QueueCommand implements Callable<Integer> {

    /** How many of the studies are named that wait behind another one. */
    private static final int NAMED = 5;

    @Spec
    private CommandSpec spec;

    @Option(names = "--brokers", paramLabel = "HOST:PORT", descriptionKey = "queue.brokers")
    private String brokers;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        new CommandOutput(spec).result(StudyQueue.report(common.settings().queue()), QueueCommand::text);
        return ExitCode.DONE;
    }

    private static String text(QueueReport report) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%,d waiting, %,d running, %,d to try again, %,d reconciled, %,d failed, %,d dead letters; %,d"
                        + " workers%n",
                report.waiting(),
                report.running().size(),
                report.again().size(),
                report.reconciled(),
                report.failed().size(),
                report.deadLetters(),
                report.workers()));
        if (!(report.running().isEmpty() && report.again().isEmpty() && report.failed().isEmpty())) {
            text.append(line("STUDY", "STATE", "ATTEMPT", "SINCE", "WORKER", "ERROR OR WHAT WAITS FOR IT"));
            List.of(report.failed(), report.again(), report.running())
                    .forEach(results -> results.forEach(result -> text.append(line(result, report))));
        }
        return text.toString();
    }

    private static String line(StudyResult result, QueueReport report) {
        return line(
                Printable.line(result.study()),
                result.state().name().toLowerCase(Locale.ROOT),
                result.attempt(),
                result.endedAt() == null ? result.startedAt() : result.endedAt(),
                Printable.line(result.worker()),
                result.error() == null
                        ? waiting(report.behind().getOrDefault(result.correlationId(), List.of()))
                        : Printable.line(result.error().reason() + ": " + result.error().message()));
    }

    private static String waiting(List<String> studies) {
        return studies.isEmpty() ? "" : String.format(Locale.ROOT, "%,d behind it: %s%s", studies.size(),
                Printable.line(String.join(", ", studies.subList(0, Math.min(NAMED, studies.size())))),
                studies.size() > NAMED ? ", ..." : "");
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-20s  %-8s  %7s  %-27s  %-24s  %s", cells).stripTrailing()
                + System.lineSeparator();
    }
}
