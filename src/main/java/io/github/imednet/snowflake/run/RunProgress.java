package io.github.imednet.snowflake.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.batch.RecordBatch;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.LoadAggregation;
import io.github.imednet.snowflake.load.LoadReceipt;
import io.github.imednet.snowflake.load.LoadState;
import io.github.imednet.snowflake.load.LockHolder;
import io.github.imednet.snowflake.load.StageRemoval;
import io.github.imednet.snowflake.model.StagedFile;
import io.github.imednet.snowflake.source.ImednetApiException;
import io.github.imednet.snowflake.source.Page;
import io.github.imednet.snowflake.source.PageRequest;
import io.github.imednet.snowflake.source.StudyMovedException;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what the steps of a run did, waits for what others are to do, and says how the run ends. */
@RouteBean
public final class RunProgress {

    private static final Logger LOG = LoggerFactory.getLogger(RunProgress.class);
    private static final int BAD_REQUEST = 400;

    /** A pass begins: what the one before brought is forgotten, but for the files that stay. */
    public void passBegun(@ExchangeProperty("run") ExportRun run) {
        if (!run.passes().isFirst()) {
            run.statistics().expectOwnRows();
        }
        run.statistics().beginPass(run.pass().staged());
    }

    /** The study changed while it was read; pages before this one still go on. */
    public void moved(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) StudyMovedException how,
            @ExchangeProperty("run") ExportRun run) {
        run.statistics().moved(how);
        run.pass().sequence().abort();
    }

    /** Whether the pass that has ended is complete. */
    public boolean isWhole(@ExchangeProperty("run") ExportRun run) {
        return run.statistics().continues();
    }

    /** Whether the pass that has ended is void, because the study changed meanwhile. */
    public boolean hasMoved(@ExchangeProperty("run") ExportRun run) {
        return run.statistics().mayRead() && run.statistics().moved() != null;
    }

    /**
     * The API does not tell whether entities changed while they were read. If it takes no filter by date the run
     * continues: with records, whose second reading is dear, as if none had, unless an earlier run read them, which may
     * be long ago; with another list until two passes are equal. Otherwise it has failed.
     */
    public void changesUnknown(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("attempts") Integer attempts,
            @ExchangeProperty("run") ExportRun run) {
        if (cause instanceof ImednetApiException refusal && refusal.status() == BAD_REQUEST) {
            if (run.resource() == ImednetResource.RECORDS && !run.pass().isOfEarlierRun()) {
                LOG.warn("The API could not tell whether records changed while they were read: {}",
                        refusal.getMessage());
                run.passes().stable();
            } else {
                LOG.info("The API could not tell whether {} changed while they were read, so two passes have to be"
                        + " equal: {}", run.resource().path(), refusal.getMessage());
                run.passes().compareWithPassBefore("what changed since the run began is not known");
            }
        } else {
            run.statistics().failed(run.pass().cutter().currentBatchId(), attempts, cause);
        }
    }

    public void pageRead(@Body Page page, @ExchangeProperty("run") ExportRun run) {
        run.announced(page.totalElements());
        run.statistics().pages.increment();
    }

    public void batchBegun(@ExchangeProperty("run") WritingRun run) {
        run.statistics().batchBegun();
    }

    public void fileWritten(@Body StagedFile file, @ExchangeProperty("run") WritingRun run) {
        run.statistics().fileWritten(file);
    }

    public void batchDropped(@ExchangeProperty("run") WritingRun run) {
        run.statistics().batchDropped();
    }

    /** Whether a batch is not to become a file: the run ended before it was whole, or has failed. */
    public boolean drops(@Body RecordBatch batch, @ExchangeProperty("run") WritingRun run) {
        return batch.isDropped() || run.statistics().failure() != null;
    }

    public void filesSent(@ExchangeProperty("load") LoadState load, @ExchangeProperty("run") WritingRun run) {
        run.statistics().rowsSent.add(load.filesToSend().rows());
        run.statistics().puts.increment();
    }

    public void filesCopied(@ExchangeProperty("run") WritingRun run) {
        run.statistics().copies.increment();
    }

    public void rowsReplaced(
            @ExchangeProperty("load") LoadState load, @ExchangeProperty("run") WritingRun run) {
        run.statistics().rowsReplaced.add(load.replacedRows());
    }

    /** Rows of files that the study has left are deleted, as far as the transaction is committed. */
    public void staleRowsDeleted(@ExchangeProperty("run") WritingRun run) {
        run.statistics().rowsReplaced.add(run.table().staleRowsDeleted());
    }

    /** Files are in the table, loaded now or before. */
    public void loaded(@Body LoadReceipt receipt, @ExchangeProperty("run") WritingRun run) {
        boolean now = receipt.status() == LoadReceipt.Status.LOADED;
        receipt.files().forEach(loaded -> run.statistics().fileLoaded(loaded.file(), loaded.rows(), now));
    }

    /** What became of a load's files on the stage. */
    public void filesPurged(
            @ExchangeProperty("stageRemoval") StageRemoval removal, @ExchangeProperty("run") WritingRun run) {
        run.statistics().filesPurged.add(removal.removed().size());
        run.statistics().filesNotPurged.add(removal.left());
    }

    /** Lines are due, of this pass, though it may have ended when they are written. */
    public void manifestDue(
            @Body LoadReceipt receipt, @ExchangeProperty("run") WritingRun run, Exchange exchange) {
        exchange.setProperty("passOverAll", run.passOverAll());
        run.statistics().manifestLinesDue(receipt.files().size());
    }

    public void manifestWritten(
            @ExchangeProperty("receipt") LoadReceipt receipt, @ExchangeProperty("run") WritingRun run) {
        run.statistics().manifestLinesWritten(receipt.files().size());
    }

    /** A load is not wanted any more. */
    public void loadDropped(@Body LoadAggregation.FileGroup files, @ExchangeProperty("run") WritingRun run) {
        run.statistics().filesFailed(files.size());
    }

    /** A file is not wanted any more. */
    public void fileDropped(@ExchangeProperty("run") WritingRun run) {
        run.statistics().filesFailed(1);
    }

    public boolean hasLock(Exchange exchange) {
        return LockHolder.of(exchange).hasLock();
    }

    /** The table is ready to be loaded. */
    public void prepared(@ExchangeProperty("run") ExportRun run) {
        run.statistics().prepared(run.table().found());
    }

    /**
     * Whether a load that is due is still wanted: not after a failure, but when the run only ends early. Waits until
     * the table is prepared.
     */
    public boolean mayLoad(@ExchangeProperty("run") WritingRun run) throws InterruptedException {
        return run.statistics().awaitTarget() != null && run.statistics().failure() == null;
    }

    /**
     * A page could not be read, so that the run cannot be whole. Pages before it still go on: what fails is the batch
     * that it would have gone to.
     */
    public void pageFailed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("pageRequest") PageRequest request,
            @ExchangeProperty("attempts") Integer attempts,
            @ExchangeProperty("run") ExportRun run)
            throws InterruptedException {
        if (run.pass().sequence().awaitTurn(request)) {
            run.statistics().failed(run.pass().cutter().currentBatchId(), attempts, cause);
            run.pass().sequence().abort();
        }
    }

    public void batchFailed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("batch") RecordBatch batch,
            @ExchangeProperty("attempts") Integer attempts,
            @ExchangeProperty("run") WritingRun run) {
        run.statistics().failed(batch.id(), attempts, cause);
        run.statistics().batchDropped();
    }

    /**
     * A load failed after all retries, or what was to become one.
     *
     * @param load null if its files failed before they were put together
     * @param continueRun true if the run is to continue with other loads, and to fail at its end
     */
    public void loadFailed(
            @Body Object body,
            @ExchangeProperty("loadFailure") Throwable cause,
            @ExchangeProperty("load") @Nullable LoadState load,
            @ExchangeProperty("batch") @Nullable RecordBatch batch,
            @ExchangeProperty("attempts") @Nullable Integer attempts,
            @ExchangeProperty("continueRun") @Nullable Boolean continueRun,
            @ExchangeProperty("run") WritingRun run) {
        // A split that ends with its first failure wraps it.
        Throwable inner = cause.getCause();
        Throwable failure = cause instanceof CamelExchangeException && inner != null ? inner : cause;
        if (load == null) {
            beforeLoadFailed(body, batch, attempts, failure, run.statistics());
            return;
        }
        RunFailure why = RunFailure.ofLoad(load.firstBatchId(), load.files().size(), attempts, failure);
        if (Boolean.TRUE.equals(continueRun)) {
            LOG.warn("The run continues without a load of {} files: {}", load.files().size(), failure.getMessage());
            run.statistics().setAside(why);
        } else {
            run.statistics().failed(why);
        }
        run.statistics().filesFailed(why.files());
    }

    /** A batch whose file does not come to the others does not come to an end otherwise. */
    private static void beforeLoadFailed(
            Object body,
            @Nullable RecordBatch batch,
            @Nullable Integer attempts,
            Throwable failure,
            RunStatistics statistics) {
        statistics.failed(batch == null ? null : batch.id(), attempts, failure);
        if (body instanceof StagedFile && batch != null) {
            statistics.batchDropped();
        } else {
            statistics.filesFailed(LoadAggregation.filesOf(body));
        }
    }

    /** Batches are in the table, and have no lines in the manifest. */
    public void manifestFailed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("receipt") LoadReceipt receipt,
            @ExchangeProperty("attempts") Integer attempts,
            @ExchangeProperty("run") WritingRun run) {
        String firstBatchId = receipt.files().get(0).file().batchId();
        IOException failure =
                new IOException("loaded, but not written to the manifest: " + Failures.reason(cause), cause);
        run.statistics().failed(RunFailure.ofLoad(firstBatchId, receipt.files().size(), attempts, failure));
    }

    public void awaitWritten(@ExchangeProperty("run") WritingRun run) throws InterruptedException {
        run.statistics().awaitWritten(run.batchesBegun());
    }

    /** Waits for the loads of the files that are written; of a list that is loaded at its end there are none yet. */
    public void awaitLoaded(@ExchangeProperty("run") WritingRun run) throws InterruptedException {
        if (run.loadsAsItReads()) {
            run.statistics().awaitLoaded();
        }
    }

    /** Waits for the load of a whole list. */
    public void awaitListLoaded(@ExchangeProperty("run") WritingRun run) throws InterruptedException {
        run.statistics().awaitLoaded();
    }

    public void awaitManifest(@ExchangeProperty("run") WritingRun run) throws InterruptedException {
        run.statistics().awaitManifest();
    }

    /**
     * Lets a run pass whose batches are all loaded.
     *
     * @throws ExportConfigurationException if the API refused the keys or the study, or nobody could log in to
     *     Snowflake
     * @throws ExportBatchException if a batch failed
     * @throws VerificationException if everything is loaded, but the table could not be compared with the study
     * @throws ExportInterruptedException if the run was asked to stop
     */
    public void throwFailure(@ExchangeProperty("run") WritingRun run) {
        run.statistics().failWithWhatWasSetAside();
        RunFailure failure = run.statistics().failure();
        if (failure != null) {
            throw explain(failure);
        }
        if (run.statistics().isStopping()) {
            throw new ExportInterruptedException(run.id());
        }
    }

    /**
     * Snowflake could not be made ready for the first load: nothing was loaded yet. What could have passed, such as a
     * network that is away, is a failure of the first batch, as it is where the API cannot be reached; of a sink that
     * is being opened, which has no batch yet, it is one of the configuration.
     */
    public void prepareFailed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("attempts") Integer attempts,
            @ExchangeProperty("run") WritingRun run) {
        Optional<ExportConfigurationException> fault = Failures.misconfiguration(cause);
        if (fault.isPresent()) {
            run.statistics().failed(null, fault.get());
        } else if (run.firstBatchId() == null) {
            run.statistics().failed(null, new ExportConfigurationException(
                    "Snowflake cannot be used as configured: " + Failures.reason(cause), cause));
        } else {
            run.statistics().failed(run.firstBatchId(), attempts, cause);
        }
    }

    /** Records what ended the run, unless a failure was recorded before. */
    public void runFailed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("run") WritingRun run) {
        run.statistics().failed(null, cause);
    }

    public ExportSummary summary(@ExchangeProperty("run") ExportRun run) {
        return run.summary();
    }

    /** The summary as the JSON object that the command prints, for those who are told of a run's end. */
    public String summaryAsJson(@ExchangeProperty("run") ExportRun run) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(run.summary());
    }

    private static RuntimeException explain(RunFailure failure) {
        if (failure.batchId() == null) {
            return Failures.explain(failure.cause(), VerificationException::new);
        }
        Optional<ExportConfigurationException> refusal = Failures.refusal(failure.cause());
        return refusal.isPresent()
                ? refusal.get()
                : new ExportBatchException(failure.batchId(), failure.files(), failure.attempts(), failure.cause());
    }
}
