package io.github.imednet.snowflake.verify;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.load.IdRange;
import io.github.imednet.snowflake.load.TableCounts;
import io.github.imednet.snowflake.load.TableFindings;
import io.github.imednet.snowflake.load.TableState;
import io.github.imednet.snowflake.load.VerifiedRun;
import io.github.imednet.snowflake.model.EntityList;
import io.github.imednet.snowflake.run.Traffic;
import io.github.imednet.snowflake.source.Page;
import io.github.imednet.snowflake.source.PageSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One verification of a study, and what it has found so far. It travels with the exchanges. */
public final class Verification implements Traffic, VerifiedRun {

    private final Instant started = Instant.now();
    private final String studyKey;
    private final TableState table = new TableState();
    private final TableFindings findings = new TableFindings();
    private final boolean deep;
    private final ImednetResource resource;
    private final RecordValues values;
    private final LongAdder requests = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final PageSequence pages = new PageSequence();
    private final Differences differences = new Differences();
    private final RecordTally records = new RecordTally();
    private final List<VerificationReport.Chain> chains = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private VerificationReport.@Nullable Ledger ledger;
    private VerificationReport.@Nullable Table tableReport;
    private VerificationReport.@Nullable Stage stage;
    private long lastId = Long.MIN_VALUE;
    private @Nullable Throwable failure;
    private boolean stopping;

    Verification(String studyKey, ImednetResource resource, boolean deep) {
        this.studyKey = studyKey;
        this.resource = resource;
        this.values = new RecordValues(EntityList.of(resource));
        this.deep = deep;
    }

    @Override
    public String studyKey() {
        return studyKey;
    }

    @Override
    public ImednetResource resource() {
        return resource;
    }

    RecordValues values() {
        return values;
    }

    @Override
    public TableState table() {
        return table;
    }

    @Override
    public TableFindings findings() {
        return findings;
    }

    /** Asks the verification to end early: no further page is read. */
    public synchronized void stop() {
        stopping = true;
    }

    @Override
    public void requestSent() {
        requests.increment();
    }

    @Override
    public void requestRetried(Duration waited) {
        retries.increment();
    }

    @Override
    public void loadRetried(Duration waited) {
        retries.increment();
    }

    boolean isDeep() {
        return deep;
    }

    PageSequence pages() {
        return pages;
    }

    /** The ids that a page answers for: above those of the page before, and all others if it is the last one. */
    synchronized IdRange rangeOf(Page page) {
        long after = lastId;
        long read = (long) (page.request().page() + 1) * page.request().size();
        if (read >= page.totalElements()) {
            lastId = Long.MAX_VALUE;
        } else {
            int kept = page.records().size();
            long lastKept = kept == 0 || !EntityList.of(resource).isInOrderOfNumbers()
                    ? Long.MIN_VALUE
                    : Long.parseLong(values.recordId(values.ofRecord(page.records().get(kept - 1))));
            lastId = Math.max(page.lastId(), lastKept);
        }
        return new IdRange(after, lastId);
    }

    synchronized void compared(RecordTally page) {
        records.add(page);
    }

    synchronized void differs(Difference difference) {
        differences.add(difference);
    }

    synchronized void note(String note) {
        notes.add(note);
    }

    synchronized void found(VerificationReport.Chain chain) {
        chains.add(chain);
    }

    synchronized void found(VerificationReport.Ledger found) {
        ledger = found;
    }

    synchronized void found(VerificationReport.Table found) {
        tableReport = found;
    }

    synchronized void found(VerificationReport.Stage found) {
        stage = found;
    }

    /** Keeps the first failure: later ones are mostly its consequences. */
    synchronized void failed(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    synchronized @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public synchronized boolean isStopping() {
        return stopping;
    }

    synchronized boolean continues() {
        return failure == null && !stopping;
    }

    synchronized VerificationReport report() {
        Differences all = new Differences();
        all.addAll(differences);
        all.addAll(records.differences);
        surplusWithoutOrder().ifPresent(all::add);
        return new VerificationReport(
                studyKey,
                resource == ImednetResource.RECORDS ? null : resource.path(),
                all.count() == 0,
                List.copyOf(chains),
                ledger,
                tableReport,
                stage,
                deep ? recordsFound() : null,
                requests.sum(),
                retries.sum(),
                Duration.between(started, Instant.now()).toMillis() / 1000.0,
                List.copyOf(notes),
                all.count(),
                all.kept(),
                null);
    }

    /** Rows that are no page's are found by their number where keys have no order. */
    private Optional<Difference> surplusWithoutOrder() {
        long compared = records.equal + records.different + records.doubled;
        TableCounts counts = findings.counts();
        boolean counted = deep && !EntityList.of(resource).isInOrderOfNumbers();
        return counted && counts != null && counts.rows() > compared
                ? Optional.of(Difference.ofTable((counts.rows() - compared) + " rows of the table are of"
                        + " entities that the API does not have"))
                : Optional.empty();
    }

    private VerificationReport.Records recordsFound() {
        return new VerificationReport.Records(
                Math.max(0, pages.totalElements()),
                records.expected,
                records.equal,
                records.different,
                records.missing,
                records.surplus,
                records.doubled,
                records.api.hex(),
                records.table.hex());
    }
}
