package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ImednetResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The export of several of a study's lists, one after the other, each by a run of its own. */
public final class StudyExport {

    private final Instant started = Instant.now();
    private final String id;
    private final @Nullable String studyKey;
    private final List<Step> steps;
    private final List<ExportRun> runs = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private @Nullable Throwable failure;

    /** @param id what the runs of one export share */
    StudyExport(String id, @Nullable String studyKey, List<Step> steps) {
        this.id = id;
        this.studyKey = studyKey;
        this.steps = List.copyOf(steps);
    }

    /**
     * The export of one list.
     *
     * @param resumeRun id of the run to resume, or null for a new one
     */
    public record Step(ImednetResource list, @Nullable String resumeRun) {}

    String id() {
        return id;
    }

    @Nullable String studyKey() {
        return studyKey;
    }

    /** The lists, until one fails in another way than that it does not reconcile. */
    Iterator<Step> steps() {
        Iterator<Step> all = steps.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext() && !hasFailed();
            }

            @Override
            public Step next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return all.next();
            }
        };
    }

    synchronized void begun(ExportRun run) {
        runs.add(run);
    }

    /** A list differs from its table; that of another one may not. */
    synchronized void differs(ImednetResource list, List<String> how) {
        how.forEach(difference -> differences.add(list.path() + ": " + difference));
    }

    synchronized void failed(Throwable cause) {
        failure = cause;
    }

    synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    synchronized List<String> differences() {
        return List.copyOf(differences);
    }

    private synchronized boolean hasFailed() {
        return failure != null;
    }

    /** Of all lists together; what is said of records is of the list of records alone. */
    synchronized ExportSummary summary() {
        Optional<ExportSummary> records = runs.stream()
                .filter(run -> run.resource() == ImednetResource.RECORDS)
                .findFirst()
                .map(ExportRun::summary);
        List<ExportSummary> all = runs.stream().map(ExportRun::summary).toList();
        boolean reconciled = all.size() == steps.size() && all.stream().allMatch(ExportSummary::reconciled);
        return new ExportSummary(
                records.or(() -> all.stream().findFirst()).map(ExportSummary::runId).orElse(null),
                studyKey,
                records.map(ExportSummary::mode).orElse(RunMode.FULL),
                records.map(ExportSummary::since).orElse(null),
                records.map(ExportSummary::changed).orElse(null),
                records.map(ExportSummary::whyFull).orElse(null),
                records.map(ExportSummary::recordsAnnounced).orElse(0L),
                sum(all, ExportSummary::pages),
                records.map(ExportSummary::recordsRead).orElse(0L),
                sum(all, ExportSummary::batches),
                sum(all, ExportSummary::files),
                sum(all, ExportSummary::bytes),
                sum(all, ExportSummary::puts),
                sum(all, ExportSummary::copies),
                sum(all, ExportSummary::rowsLoaded),
                sum(all, ExportSummary::rowsAlreadyLoaded),
                sum(all, ExportSummary::rowsReplaced),
                sum(all, ExportSummary::apiRequests),
                sum(all, ExportSummary::retries),
                sum(all, ExportSummary::apiRetries),
                sum(all, ExportSummary::snowflakeRetries),
                Duration.between(started, Instant.now()).toMillis() / 1000.0,
                all.stream().map(ExportSummary::manifest).filter(Objects::nonNull).findFirst().orElse(null),
                purged(all, ExportSummary::filesPurged),
                purged(all, ExportSummary::filesNotPurged),
                all.stream().flatMap(one -> one.undecidedFields().stream()).distinct().toList(),
                reconciled,
                records.map(ExportSummary::reconciliation).orElse(null),
                records.map(ExportSummary::formViews).orElse(null),
                error(),
                all.stream().map(ExportSummary::batchId).filter(Objects::nonNull).findFirst().orElse(null),
                null,
                runs.stream().map(ListSummary::of).toList());
    }

    private @Nullable String error() {
        String errors = runs.stream()
                .filter(run -> run.summary().error() != null)
                .map(run -> run.resource().path() + ": " + run.summary().error())
                .collect(Collectors.joining("; "));
        return errors.isEmpty() ? failure == null ? null : failure.getMessage() : errors;
    }

    private static long sum(List<ExportSummary> all, ToLongFunction<ExportSummary> number) {
        return all.stream().mapToLong(number).sum();
    }

    private static @Nullable Long purged(List<ExportSummary> all, Function<ExportSummary, Long> number) {
        List<Long> told = all.stream().map(number).filter(Objects::nonNull).toList();
        return told.isEmpty() ? null : (Long) told.stream().mapToLong(Long::longValue).sum();
    }
}
