package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.batch.BatchCutter;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.source.PageSequence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** One execution of an export. It travels with the exchanges, so that several may run in one Camel context. */
public final class ExportRun implements Traffic {

    private final String id = UUID.randomUUID().toString();
    private final Instant started = Instant.now();
    private final String studyKey;
    private final ExportSettings settings;
    private final StagingDirectory staging;
    private final PageSequence pages = new PageSequence();
    private final BatchCutter cutter;
    private final RunBook book = new RunBook();
    private volatile boolean reconciled;

    ExportRun(String studyKey, ExportSettings settings, StagingDirectory staging) {
        this.studyKey = studyKey;
        this.settings = settings;
        this.staging = staging;
        this.cutter = new BatchCutter(studyKey, settings.batchSize());
    }

    public String id() {
        return id;
    }

    public String studyKey() {
        return studyKey;
    }

    /** Where the batches' files are until the run ends, or longer if the user named the directory. */
    public Path stagingDirectory() {
        return staging.path();
    }

    /** Asks the run to end early: no further page is read; complete batches are still loaded. */
    public void stop() {
        book.stop();
    }

    /** How far the run is, or how it ended. */
    public ExportSummary summary() {
        Throwable failure = book.failure();
        return new ExportSummary(
                id,
                studyKey,
                Math.max(0, pages.totalElements()),
                book.pages.sum(),
                book.recordsRead.sum(),
                book.filesLoaded(),
                book.filesWritten(),
                book.bytes.sum(),
                book.puts.sum(),
                book.copies.sum(),
                book.rowsLoaded.sum(),
                book.rowsAlreadyLoaded.sum(),
                book.rowsReplaced.sum(),
                book.requests.sum(),
                book.retries.sum(),
                Duration.between(started, Instant.now()).toMillis() / 1000.0,
                settings.manifestPath() == null ? null : settings.manifestPath().toString(),
                reconciled,
                failure == null ? null : failure.getMessage(),
                book.failedBatch());
    }

    @Override
    public void requestSent() {
        book.requests.increment();
    }

    @Override
    public void retried() {
        book.retries.increment();
    }

    PageSequence pages() {
        return pages;
    }

    BatchCutter cutter() {
        return cutter;
    }

    RunBook book() {
        return book;
    }

    StagingDirectory staging() {
        return staging;
    }

    void reconciled() {
        reconciled = true;
    }
}
