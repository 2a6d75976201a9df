package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.batch.RecordBatch;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.model.StagedFile;
import io.github.imednet.snowflake.source.ImednetApiException;
import io.github.imednet.snowflake.source.PageRequest;
import io.github.imednet.snowflake.warehouse.Load;
import io.github.imednet.snowflake.warehouse.LoadReceipt;
import io.github.imednet.snowflake.warehouse.LoadTarget;
import io.github.imednet.snowflake.warehouse.SnowflakeErrors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/** The routes' pen for the book of their run: each step that did something enters it here. */
public final class ExportBook {

    public void requestSent(@ExchangeProperty("exportRun") ExportRun run) {
        run.book().requests.increment();
    }

    public void batchBegun(@ExchangeProperty("exportRun") ExportRun run) {
        run.book().batchBegun();
    }

    public void fileWritten(@Body StagedFile file, @ExchangeProperty("exportRun") ExportRun run) {
        run.book().fileWritten(file);
    }

    public void batchDropped(@ExchangeProperty("exportRun") ExportRun run) {
        run.book().batchDropped();
    }

    /** Whether a batch is not to become a file: the run ended before it was whole, or has failed. */
    public boolean drops(@Body RecordBatch batch, @ExchangeProperty("exportRun") ExportRun run) {
        return batch.isDropped() || run.book().failure() != null;
    }

    public void filesSent(@ExchangeProperty("exportRun") ExportRun run) {
        run.book().puts.increment();
    }

    public void filesCopied(@ExchangeProperty("exportRun") ExportRun run) {
        run.book().copies.increment();
    }

    public void rowsReplaced(
            @Variable("header:answer.CamelJdbcUpdateCount") Integer rows, @ExchangeProperty("exportRun") ExportRun run) {
        run.book().rowsReplaced.add(rows == null ? 0 : rows);
    }

    /** Files are in the table, loaded now or before. */
    public void loaded(@Body LoadReceipt receipt, @ExchangeProperty("exportRun") ExportRun run) {
        boolean now = receipt.status() == LoadReceipt.Status.LOADED;
        (now ? run.book().rowsLoaded : run.book().rowsAlreadyLoaded).add(receipt.rows());
        receipt.files().forEach(loaded -> run.book().fileLoaded(loaded.file(), loaded.rows()));
    }

    public void manifestDue(@Body LoadReceipt receipt, @ExchangeProperty("exportRun") ExportRun run) {
        run.book().manifestLinesDue(receipt.files().size());
    }

    public void manifestWritten(@ExchangeProperty("manifestLines") int lines, @ExchangeProperty("exportRun") ExportRun run) {
        run.book().manifestLinesWritten(lines);
    }

    public void filesDropped(@Body int files, @ExchangeProperty("exportRun") ExportRun run) {
        run.book().filesFailed(files);
    }

    /** The table is ready to be loaded. */
    public void prepared(@ExchangeProperty("loadTarget") LoadTarget target, @ExchangeProperty("exportRun") ExportRun run) {
        run.book().prepared(target);
    }

    /** The table as the run found it, as soon as it is prepared; null if the run failed before. */
    public LoadTarget target(@ExchangeProperty("exportRun") ExportRun run) throws InterruptedException {
        return run.book().awaitTarget();
    }

    /**
     * Whether a load that is due is still wanted: not after a failure, but when the run only ends early. Waits until the
     * table is prepared.
     */
    public boolean loadsOn(@ExchangeProperty("exportRun") ExportRun run) throws InterruptedException {
        return run.book().awaitTarget() != null && run.book().failure() == null;
    }

    /**
     * A page could not be read, so that the run cannot be whole. Pages before it still go on: what fails is the batch
     * that it would have gone to.
     */
    public void pageFailed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("pageRequest") PageRequest request,
            @ExchangeProperty("exportRun") ExportRun run)
            throws InterruptedException {
        if (run.pages().awaitTurn(request)) {
            run.book().failed(run.cutter().currentBatchId(), cause);
            run.pages().abort();
        }
    }

    public void batchFailed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("recordBatch") RecordBatch batch,
            @ExchangeProperty("exportRun") ExportRun run) {
        run.book().failed(batch.id(), cause);
        run.book().batchDropped();
    }

    public void loadFailed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause,
            @ExchangeProperty("load") Load load,
            @ExchangeProperty("exportRun") ExportRun run) {
        run.book().failed(load.firstBatchId(), cause);
        run.book().filesFailed(load.files().size());
    }

    public void manifestFailed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause, @ExchangeProperty("exportRun") ExportRun run) {
        run.book().failed(null, cause);
    }

    public void awaitWritten(@ExchangeProperty("exportRun") ExportRun run) throws InterruptedException {
        run.book().awaitWritten(run.cutter().batches());
    }

    public void awaitLoaded(@ExchangeProperty("exportRun") ExportRun run) throws InterruptedException {
        run.book().awaitLoaded();
    }

    public void awaitManifest(@ExchangeProperty("exportRun") ExportRun run) throws InterruptedException {
        run.book().awaitManifest();
    }

    /**
     * Lets a run pass whose batches are all loaded.
     *
     * @throws ExportConfigurationException if the API refused the keys or the study, or nobody could log in to Snowflake
     * @throws ExportBatchException if a batch failed
     * @throws ExportInterruptedException if the run was asked to stop
     */
    public void verify(@ExchangeProperty("exportRun") ExportRun run) {
        Throwable failure = run.book().failure();
        if (failure != null) {
            throw explain(failure, run.book().failedBatch());
        }
        if (run.book().isStopping()) {
            throw new ExportInterruptedException(run.id());
        }
    }

    /** Snowflake could not be made ready for the first load: nothing was loaded yet. */
    public void prepareFailed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause, @ExchangeProperty("exportRun") ExportRun run) {
        RuntimeException explained = explain(cause, null);
        run.book().failed(null, explained instanceof ExportConfigurationException
                ? explained
                : new ExportConfigurationException("Snowflake cannot be used as configured: " + cause.getMessage(), cause));
    }

    /** Enters whatever ended the run, unless a failure was entered before. */
    public void runFailed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause, @ExchangeProperty("exportRun") ExportRun run) {
        run.book().failed(null, cause);
    }

    public ExportSummary summary(@ExchangeProperty("exportRun") ExportRun run) {
        return run.summary();
    }

    private static RuntimeException explain(Throwable failure, String batchId) {
        Throwable cause = failure instanceof ExportBatchException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ImednetApiException refusal && refusal.isRefusal()) {
            return new ExportConfigurationException(cause.getMessage(), cause);
        }
        if (SnowflakeErrors.isRefusedLogin(cause)) {
            return new ExportConfigurationException(
                    "Snowflake refused the login: check snowflake.account, snowflake.user and snowflake.password", cause);
        }
        if (batchId != null && !(failure instanceof ExportConfigurationException)) {
            return failure instanceof ExportBatchException known ? known : new ExportBatchException(batchId, failure);
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure.getMessage(), failure);
    }
}
