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
        SummaryDraft draft = new SummaryDraft();
        records.ifPresent(one -> {
            draft.mode = one.mode();
            draft.since = one.since();
            draft.changed = one.changed();
            draft.whyFull = one.whyFull();
            draft.recordsAnnounced = one.recordsAnnounced();
            draft.recordsRead = one.recordsRead();
            draft.reconciliation = one.reconciliation();
            draft.formViews = one.formViews();
        });
        draft.runId = records.or(() -> all.stream().findFirst()).map(ExportSummary::runId).orElse(null);
        draft.studyKey = studyKey;
        runs.forEach(draft::add);
        draft.seconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
        draft.manifest = first(all, ExportSummary::manifest);
        draft.undecidedFields = all.stream().flatMap(one -> one.undecidedFields().stream()).distinct().toList();
        draft.reconciled = all.size() == steps.size() && all.stream().allMatch(ExportSummary::reconciled);
        draft.error = error();
        draft.batchId = first(all, ExportSummary::batchId);
        draft.lists = runs.stream().map(ListSummary::of).toList();
        return draft.summary();
    }

    private static @Nullable String first(List<ExportSummary> all, Function<ExportSummary, String> text) {
        return all.stream().map(text).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private @Nullable String error() {
        String errors = runs.stream()
                .filter(run -> run.summary().error() != null)
                .map(run -> run.resource().path() + ": " + run.summary().error())
                .collect(Collectors.joining("; "));
        return errors.isEmpty() ? failure == null ? null : failure.getMessage() : errors;
    }
}
