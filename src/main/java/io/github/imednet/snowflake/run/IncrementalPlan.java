package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.IncrementalSettings;
import io.github.imednet.snowflake.config.RecordSelection;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.Replacement;
import io.github.imednet.snowflake.load.SyncBasis;
import io.github.imednet.snowflake.load.SyncState;
import io.github.imednet.snowflake.source.ImednetApiException;
import io.github.imednet.snowflake.source.Page;
import io.github.imednet.snowflake.source.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what a run of what changed asks for, and when it is to read everything instead. All times are of the API's
 * clock: the one of this machine may be any.
 */
@RouteBean
public final class IncrementalPlan {

    private static final Logger LOG = LoggerFactory.getLogger(IncrementalPlan.class);
    private static final int BAD_REQUEST = 400;

    /** Whether the run is to read what changed, as far as is known by now. */
    public boolean isIncremental(@ExchangeProperty("run") ExportRun run) {
        return run.mode().isIncremental();
    }

    /** The same, of a run that may ask another time: it did not fail, and it is not proved yet that it need not. */
    public boolean mustAsk(@ExchangeProperty("run") ExportRun run) {
        return isIncremental(run) && !run.mode().isReconciled() && run.statistics().mayRead();
    }

    /** Whether everything is to be read, after it was seen that what changed is not enough, or without that. */
    public boolean mustReadAll(@ExchangeProperty("run") ExportRun run) {
        return !isIncremental(run) && run.statistics().mayRead();
    }

    /** Whether the run is to record how far the study is up to date. */
    public boolean keepsSync(@ExchangeProperty("run") ExportRun run) {
        if (run.mode().isWanted() && run.mode().isUndated()) {
            LOG.warn(
                    "The API's answers have no Date header: the next run of study {} reads everything", run.studyKey());
        }
        return run.mode().isWanted() && !run.mode().isUndated();
    }

    /** Reads everything if the settings, the table or the run before leave no other way. */
    public void compare(@ExchangeProperty("run") ExportRun run) {
        ExportSettings settings = run.settings();
        SyncState last = run.table().lastSync();
        if (run.mode().isResumedAmidAll()) {
            run.mode().full("the run that is resumed was reading everything");
        } else if (!settings.idempotent()) {
            run.mode().full("export.idempotent=false (--force-reload) loads everything again");
        } else if (isPart(settings.selection())) {
            run.mode().full("a part of the records is selected, and the API cannot be asked for the changes of a part");
        } else if (!run.table().found().lineage()) {
            run.mode().full("the table has no column _SOURCE_FILE, which tells the file of a row");
        } else if (last == null) {
            run.mode().full("no complete run with export.incremental=true is known for the table as it is");
        } else {
            List<String> changes = SyncBasis.of(settings).changesSince(last.basis());
            if (!changes.isEmpty()) {
                run.mode().full(String.join("; ", changes));
            }
        }
    }

    private static boolean isPart(RecordSelection selection) {
        return selection.filter() != null || selection.recordDataFilter() != null || !selection.forms().isEmpty();
    }

    /** Reads everything if the table is not as the last complete run left it. */
    public void compareTable(@ExchangeProperty("run") ExportRun run) {
        SyncState last = lastSync(run);
        String inTable = SyncState.digestOf(run.table().rowsByFile());
        String inLedger = SyncState.digestOf(run.table().ledgerRows());
        long rows = rows(run);
        if (!inTable.equals(inLedger) || !inLedger.equals(last.files())) {
            run.mode().full("the table is not as the last complete run (" + last.runId() + ") left it: rows were"
                    + " deleted, or others loaded or cut off since");
        } else if (rows != last.announced()) {
            run.mode().full("of " + last.announced() + " records " + rows + " are in the table, by a route of your own:"
                    + " the API's total proves nothing");
        } else if (run.resource().onlyGrows()) {
            Long greatest = run.table().greatestId();
            if (greatest == null) {
                run.mode().full("the table has no row yet, so there is no greatest id to ask from");
            } else {
                run.mode().above(greatest);
            }
        }
    }

    /** What asks how many entities the list has. */
    public PageRequest total(@ExchangeProperty("run") ExportRun run) {
        return all(run).ofTotal();
    }

    /** A round begins with the total of the whole list. */
    public void totalBefore(@Body Page total, @ExchangeProperty("run") ExportRun run) {
        IncrementalSettings settings = run.settings().incremental();
        SyncState last = lastSync(run);
        Instant now = total.answeredAt();
        run.mode().answered(total);
        run.mode().before(total);
        run.announced(total.totalElements());
        run.mode().since(last.upTo().minus(settings.overlap()).truncatedTo(ChronoUnit.SECONDS));
        Duration sinceFull = Duration.between(last.fullAt(), now);
        if (run.mode().isUndated()) {
            run.mode().full("the API's answers have no Date header, so that changes since then cannot be asked for");
        } else if (now.isBefore(last.upTo())) {
            run.mode().full("the API's clock says " + now + ", and said " + last.upTo() + " in the last complete run");
        } else if (sinceFull.compareTo(settings.fullEvery()) >= 0) {
            run.mode().full("everything was read at " + last.fullAt() + " the last time, which is longer ago than"
                    + " export.full-every");
        }
    }

    /** What asks for the entities that were made or changed since the last complete run. */
    public PageRequest changes(@ExchangeProperty("run") ExportRun run) {
        RunMode mode = run.mode();
        return mode.above() == null
                ? all(run).changedSince(Instant.parse(mode.since()))
                : all(run).above(mode.above());
    }

    /** Plans a pass over the changed entities, if there are any. */
    public void planChanges(@Body Page changed, @ExchangeProperty("run") ExportRun run) {
        run.mode().changed(changed.totalElements());
        run.statistics().prepared(run.statistics().target().replacing(Replacement.IDS));
        run.passes().read(new ReadPass(changed, run.settings().get(ExportKeys.BATCH_SIZE)));
        LOG.info("{} {} of {} {}", changed.totalElements(), run.resource().path(), run.studyKey(),
                run.mode().above() == null
                        ? "were made or changed since " + run.mode().since()
                        : "are new, with ids above " + run.mode().above());
    }

    public boolean hasChanges(@ExchangeProperty("run") ExportRun run) {
        return isIncremental(run) && run.mode().changed() > 0;
    }

    /** Whether changes were read that are to be loaded as a whole now. */
    public boolean mustLoadChanges(@ExchangeProperty("run") ExportRun run) {
        return hasChanges(run) && !run.loadsAsItReads() && run.statistics().mayRead();
    }

    /** Whether the list was read as a whole, and is to be loaded as a whole now. */
    public boolean mustLoadAll(@ExchangeProperty("run") ExportRun run) {
        return !run.loadsAsItReads() && !run.mode().isReconciled();
    }

    /** The total of the whole list, after its changes were loaded. */
    public void totalAfter(@Body Page total, @ExchangeProperty("run") ExportRun run) {
        run.mode().answered(total);
        run.mode().after(total);
    }

    /** The API did not answer. Where it refuses the filter by date everything is read; otherwise the run has failed. */
    public void refused(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("attempts") Integer attempts,
            @ExchangeProperty("run") ExportRun run) {
        if (cause instanceof ImednetApiException refusal && refusal.status() == BAD_REQUEST) {
            run.mode().full("the API refuses to tell what changed: " + refusal.getMessage());
        } else {
            run.statistics().failed(run.pass().cutter().currentBatchId(), attempts, cause);
        }
    }

    /** Plans to read everything, after all. */
    public void planAll(@ExchangeProperty("run") ExportRun run) {
        run.statistics().prepared(run.statistics().target().replacing(Replacement.ofAll(run.resource())));
        if (!run.mode().isResumedAmidAll()) {
            run.passes().read(new ReadPass(all(run), run.settings().get(ExportKeys.BATCH_SIZE)));
        }
    }

    /** What the next run is to know. */
    public SyncState sync(@ExchangeProperty("run") ExportRun run) {
        SyncState last = run.table().lastSync();
        boolean incremental = isIncremental(run);
        Instant upTo = incremental ? run.mode().upTo() : run.pass().since();
        return new SyncState(
                last == null ? 1 : last.number() + 1,
                run.id(),
                SyncBasis.of(run.settings()),
                upTo,
                incremental ? lastSync(run).fullAt() : upTo,
                incremental ? run.mode().totalAfter() : run.pass().totalElements(),
                SyncState.digestOf(run.table().ledgerRows()));
    }

    private static SyncState lastSync(ExportRun run) {
        return Objects.requireNonNull(run.table().lastSync(), "No complete run is known");
    }

    private static PageRequest all(ExportRun run) {
        return PageRequest.of(run.settings(), run.studyKey(), run.resource(), 0);
    }

    private static long rows(ExportRun run) {
        return run.table().rowsByFile().values().stream().mapToLong(Long::longValue).sum();
    }
}
