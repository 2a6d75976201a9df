package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.DurationText;
import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.Printable;
import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.doctor.DoctorReport;
import io.github.imednet.snowflake.doctor.QueueExamination;
import io.github.imednet.snowflake.queue.QueueMessages;
import io.github.imednet.snowflake.queue.StudyOrder;
import io.github.imednet.snowflake.queue.StudyQueue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Orders exports, which workers make. */
@Command(
        name = "enqueue",
        description = {
            "Puts studies into a topic of Kafka, from which workers (imednet worker) take and export them: one message"
                    + " for each study, and for each --resources where there are several.",
            "",
            "What is not given here is taken from the worker's settings. Snowflake is not asked, and its settings are"
                    + " not needed; iMednet is asked for --all-studies only."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done, 1 unexpected, 2 wrong usage or configuration, 3 the brokers or iMednet did not"
                    + " answer: orders may have been sent, and do no harm twice, 130 interrupted, 143 terminated."
        })
final class EnqueueCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private StudiesOptions studies;

    @Option(
            names = "--resources",
            paramLabel = "LISTS",
            description =
                    "The lists that are exported, with commas between, or all; repeat it for several orders")
    private List<String> resources = List.of();

    @Option(names = "--filter", paramLabel = "FILTER", description = "The API's filter: which records are exported")
    private @Nullable String filter;

    @Option(
            names = "--record-data-filter",
            paramLabel = "FILTER",
            description = "The API's recordDataFilter, in the same way")
    private @Nullable String recordDataFilter;

    @Option(names = "--incremental", description = "Only what was changed since the last complete run is read")
    private boolean incremental;

    @Option(names = "--full", description = "Everything is read, even if the worker's settings say otherwise")
    private boolean full;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            description =
                    "Latest start of the export: a time such as 2026-03-01T06:00:00Z, or how long from now,"
                            + " such as 6h")
    private @Nullable String deadline;

    @Option(names = "--brokers", paramLabel = "HOST:PORT", descriptionKey = "queue.brokers")
    private @Nullable String brokers;

    @Mixin
    private CheckOption check;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws Exception {
        CommandSettings settings = common.settings().withoutSnowflake().unobserved();
        QueueSettings queue = settings.queue().require();
        requireOptions();
        if (studies.areNamed()) {
            settings.withoutRequired();
        } else {
            common.askForSecrets(settings);
        }
        settings.read();
        String until = deadline();
        CommandOutput output = new CommandOutput(spec);
        try (ExportProgram program = ExportProgram.start(settings, common.routes(), List.of("lookup", "queue"))) {
            if (check.isWanted()) {
                return examine(() -> orders(program, until), queue, output);
            }
            List<StudyOrder> orders = orders(program, until);
            send(program, orders, queue);
            output.result(Map.of("orders", orders), sent -> orders.stream()
                    .map(order -> order.study() + "  " + order.correlationId() + System.lineSeparator())
                    .collect(Collectors.joining()));
        }
        return ExitCode.DONE;
    }

    private static void send(ExportProgram program, List<StudyOrder> orders, QueueSettings queue) {
        try {
            program.requests().enqueue(orders);
        } catch (CamelExecutionException e) {
            throw StudyQueue.explain(queue, e.getCause() == null ? e : e.getCause());
        }
    }

    private List<StudyOrder> orders(ExportProgram program, @Nullable String until) {
        List<StudyOrder> orders = new ArrayList<>();
        for (String study : studies.find(program)) {
            if (resources.isEmpty()) {
                orders.add(order(study, null, until));
            }
            resources.forEach(lists -> orders.add(order(study, lists, until)));
        }
        return orders;
    }

    private static int examine(Supplier<List<StudyOrder>> orders, QueueSettings queue, CommandOutput output) {
        QueueExamination examination = new QueueExamination(queue);
        examination.run("orders", () -> told(orders.get()));
        examination.topics();
        examination.groupIfAllowed();
        DoctorReport report = examination.report();
        output.result(report, found -> DoctorCommand.people(found, "Enqueueing"));
        return report.exitCode();
    }

    private static String told(List<StudyOrder> orders) {
        return orders.stream()
                .map(QueueMessages::checked)
                .map(order ->
                        order.study() + (order.resources() == null ? "" : ": " + String.join(",", order.resources())))
                .collect(Collectors.joining("\n", orders.size() + " would be sent\n", ""))
                .stripTrailing();
    }

    private void requireOptions() {
        studies.check(false);
        studies.requireGiven();
        if (incremental && full) {
            throw new ExportConfigurationException(
                    List.of("--incremental does not go with --full: leave one of them out"));
        }
    }

    private StudyOrder order(String study, @Nullable String lists, @Nullable String until) {
        return new StudyOrder(
                StudyOrder.VERSION,
                study,
                lists == null ? null : Arrays.stream(lists.split(",")).map(String::strip).toList(),
                filter,
                recordDataFilter,
                incremental ? Boolean.TRUE : full ? Boolean.FALSE : null,
                until,
                1,
                UUID.randomUUID().toString(),
                Instant.now().toString());
    }

    private @Nullable String deadline() {
        if (deadline == null) {
            return null;
        }
        try {
            return DurationText.interval(deadline)
                    .map(fromNow -> Instant.now().plus(fromNow))
                    .orElseGet(() -> Instant.parse(deadline))
                    .toString();
        } catch (DateTimeParseException e) {
            throw new ExportConfigurationException("--deadline is '" + Printable.line(deadline)
                    + "', neither a time such as 2026-03-01T06:00:00Z nor an interval such as 6h", e);
        }
    }
}
