package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.batch.RecordSlice;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.StudyKey;
import io.github.imednet.snowflake.model.RecordColumn;
import io.github.imednet.snowflake.source.Page;
import io.github.imednet.snowflake.source.PageRequest;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** Begins and ends runs, and says what a run reads next and how it is cut. */
public final class ExportPlan {

    private final ExportSettings settings;
    private final ExportRuns runs;

    public ExportPlan(ExportSettings settings, ExportRuns runs) {
        this.settings = settings;
        this.runs = runs;
    }

    /**
     * Begins a run and gives the exchange the properties that the steps after this one read.
     *
     * @param studyKey the study, or null for the one of the settings
     * @throws ExportConfigurationException if neither names a study, or a key that is none
     */
    public void start(@Header("studyKey") String studyKey, Exchange exchange) throws IOException {
        String study = studyKey == null || studyKey.isBlank() ? settings.studyKey() : studyKey;
        if (study == null) {
            throw new ExportConfigurationException(
                    List.of("No study is named: set export.study-key, or the header studyKey of the message"));
        }
        StudyKey.check(study);
        ExportRun run = new ExportRun(study, settings, StagingDirectory.open(settings.localStagingDirectory()));
        runs.begin(run);
        exchange.setProperty("exportRun", run);
        exchange.setProperty("runId", run.id());
        exchange.setProperty("studyKey", study);
        exchange.setProperty("stagingDirectory", run.stagingDirectory());
        exchange.getMessage().removeHeaders("*");
    }

    /** Ends the run: the staging directory goes if it is a temporary one. */
    public void finish(@ExchangeProperty("exportRun") ExportRun run) throws IOException {
        runs.end(run);
        run.staging().close();
    }

    public PageRequest firstPage(@ExchangeProperty("exportRun") ExportRun run) {
        return new PageRequest(run.studyKey(), 0, settings.imednet().pageSize());
    }

    /** All pages after the first, as long as the run goes on. */
    public Iterator<PageRequest> otherPages(@ExchangeProperty("exportRun") ExportRun run) {
        PageRequest first = firstPage(run);
        long pages = (run.pages().totalElements() + first.size() - 1) / first.size();
        return LongStream.range(1, pages)
                .takeWhile(page -> run.book().goesOn())
                .mapToObj(page -> first.withPage(Math.toIntExact(page)))
                .iterator();
    }

    /** Waits until all pages before this one have gone on, and checks that it fits to them. */
    public void awaitTurn(@Body Page page, @ExchangeProperty("exportRun") ExportRun run) throws InterruptedException {
        run.pages().await(page);
        run.book().pages.increment();
        run.book().recordsRead.add(page.expectedRecords());
    }

    /** The page's records, cut at the borders of batches. */
    public List<RecordSlice> cut(@Body Page page, @ExchangeProperty("exportRun") ExportRun run) {
        run.book().recordsKept.add(page.records().size());
        return run.cutter().cut(page.records(), RecordColumn.RECORD_ID.ordinal());
    }

    public void endTurn(@Body Page page, @ExchangeProperty("exportRun") ExportRun run) {
        run.pages().endTurn(page);
    }

    /**
     * What closes the last batch, if it is not full. In a run that ends early it is dropped: what would follow in it is
     * not known.
     */
    public List<RecordSlice> closeLastBatch(@ExchangeProperty("exportRun") ExportRun run) {
        return run.cutter().close(run.book().goesOn());
    }
}
