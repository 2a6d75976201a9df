package io.github.imednet.snowflake.observe;

import io.github.imednet.snowflake.run.ExportRun;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.ReconciliationReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The meters of one study's exports. They read what the runs know when somebody wants it. */
final class StudyMeters implements AutoCloseable {

    static final String PREFIX = "imednet.export.";

    private final MeterRegistry registry;
    private final Tags tags;
    private final RunTotals totals = new RunTotals();
    private final FailedLists failed = new FailedLists();
    private final Map<String, Reconciled> reconciled = new ConcurrentHashMap<>();
    private final List<Meter> meters = new ArrayList<>();
    private final Timer put;
    private final Timer copy;
    private final Counter successes;
    private final Counter failures;
    private volatile double lastSuccess = Double.NaN;
    private volatile double lastDuration = Double.NaN;

    private record Reconciled(long differences, long missing) {}

    StudyMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
        for (Count count : Count.values()) {
            kept(FunctionCounter.builder(count.meter(), totals, all -> all.total(count))
                    .tags(tags).baseUnit(count.unit()).description(count.description()).register(registry));
        }
        put = kept(Timer.builder(PREFIX + "put").tags(tags).description("Sending a load's files").register(registry));
        copy = kept(Timer.builder(PREFIX + "copy").tags(tags).description("COPY of a load's files").register(registry));
        successes = outcome("success");
        failures = outcome("failure");
        gauge("runs.active", null, "Exports under way", totals::running);
        gauge("last.success.timestamp", "seconds", "When an export last was done and reconciled", () -> lastSuccess);
        gauge("last.run.duration", "seconds", "How long the export that ended last took", () -> lastDuration);
        gauge("reconciliation.differences", null, "What did not agree when last reconciled",
                () -> ofAllLists(Reconciled::differences));
        gauge("reconciliation.missing", "rows", "Rows that the table lacked when last reconciled",
                () -> ofAllLists(Reconciled::missing));
    }

    Timer put() {
        return put;
    }

    Timer copy() {
        return copy;
    }

    void begun(ExportRun run) {
        totals.begun(run);
    }

    void ended(ExportSummary run) {
        totals.ended(run);
        lastDuration = run.seconds();
        ReconciliationReport report = run.reconciliation();
        if (report != null) {
            reconciled(String.valueOf(run.list()), run.mode(), report);
        }
        (FailedLists.isDone(run) ? successes : failures).increment();
    }

    /**
     * What should be in the table is in the files; of an incremental run it is what the API announces, as its files
     * have only what changed. What one list lacks is not made up for by what another has too much.
     */
    void reconciled(String list, String mode, ReconciliationReport report) {
        long expected = mode.equals("incremental") ? report.announcedLast() : report.rowsInFiles();
        long missing = Math.max(0, expected - report.rowsInTable());
        reconciled.put(list, new Reconciled(report.differences().size(), missing));
    }

    /** A success is one of all lists: others may come first each time, and hide one that always fails. */
    void exported(ExportSummary export) {
        failed.ended(export);
        if (failed.isEmpty()) {
            lastSuccess = Instant.now().toEpochMilli() / 1000.0;
        }
        if (FailedLists.isNotBegun(export)) {
            failures.increment();
        }
    }

    private double ofAllLists(ToLongFunction<Reconciled> number) {
        return reconciled.isEmpty() ? Double.NaN : reconciled.values().stream().mapToLong(number).sum();
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }

    private Counter outcome(String outcome) {
        return kept(Counter.builder(PREFIX + "runs")
                .tags(tags).tag("outcome", outcome).description("Exports that ended").register(registry));
    }

    private void gauge(String name, @Nullable String unit, String description, Supplier<Number> value) {
        kept(Gauge.builder(PREFIX + name, value).tags(tags).baseUnit(unit).description(description).register(registry));
    }

    private <T extends Meter> T kept(T meter) {
        meters.add(meter);
        return meter;
    }
}
