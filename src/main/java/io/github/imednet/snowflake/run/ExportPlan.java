package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.batch.RecordSlice;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.journal.Journal;
import io.github.imednet.snowflake.journal.JournalLines;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.ReadPage;
import io.github.imednet.snowflake.journal.RunOwner;
import io.github.imednet.snowflake.journal.StateDirectory;
import io.github.imednet.snowflake.model.StagedFile;
import io.github.imednet.snowflake.source.Page;
import io.github.imednet.snowflake.source.PageRequest;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** Begins and ends runs, and says what a run reads next and how it is cut. */
public final class ExportPlan {

    private final ExportSettings settings;
    private final ExportRuns runs;
    private final RunStart start;
    private final StateDirectory state;

    public ExportPlan(ExportSettings settings, ExportRuns runs) {
        this.settings = settings;
        this.runs = runs;
        this.start = new RunStart(settings, runs);
        this.state = new StateDirectory(settings.stateDirectory());
    }

    /**
     * Begins a run, or goes on with one, and gives the exchange the properties that the steps after this one read.
     *
     * @param studyKey the study, or null for the one of the settings
     * @param resume id of the run to go on with, or null for a new one
     * @throws ExportConfigurationException if neither names a study, the key is none, or the run is not one to go on
     *     with
     */
    public void start(@Header("studyKey") String studyKey, @Header("resumeRun") String resume, Exchange exchange)
            throws IOException {
        settings.requireKeys();
        List<JournaledRun> known = start.known();
        ExportRun run = resume == null ? begin(start.studyOf(studyKey)) : goOn(state.find(resume));
        start.enter(run, known, exchange);
    }

    /** The study is the run's now: it is to be the only one of the study and table that can be gone on with. */
    public void abandonOthers(@ExchangeProperty("exportRun") ExportRun run) throws IOException {
        start.abandonOthers(run);
    }

    /** Ends the run, whatever else fails: the staging directory goes if it is a temporary one. */
    public void finish(@ExchangeProperty("exportRun") ExportRun run) throws IOException {
        try {
            run.close();
        } finally {
            runs.end(run);
        }
    }

    /** Whether the run is to read, for the first time or again. */
    public boolean mustRead(@ExchangeProperty("exportRun") ExportRun run) {
        return !run.isSettled() && run.book().mayRead();
    }

    /** The files that a run which was gone on with left, to be loaded if they are not. */
    public List<StagedFile> stagedFiles(@ExchangeProperty("exportRun") ExportRun run) {
        return run.book().notLoaded(run.reading().staged());
    }

    /** The page that says how many there are, where that is not known. */
    public Iterator<PageRequest> firstPage(@ExchangeProperty("exportRun") ExportRun run) {
        return run.reading().firstPage().iterator();
    }

    /** All other pages that are wanted, as long as the reading goes on. */
    public Iterator<PageRequest> otherPages(@ExchangeProperty("exportRun") ExportRun run) {
        return run.reading().otherPages().takeWhile(page -> run.book().goesOn()).iterator();
    }

    /** Waits until all pages before this one have gone on, and checks that it fits to them. */
    public void awaitTurn(@Body Page page, @ExchangeProperty("exportRun") ExportRun run)
            throws InterruptedException {
        run.reading().sequence().await(page);
    }

    /**
     * Takes the page into the reading.
     *
     * @throws io.github.imednet.snowflake.source.StudyMovedException if it does not fit to the pages that are known
     */
    public ReadPage take(@Body Page page, @ExchangeProperty("exportRun") ExportRun run) {
        return run.reading().take(page);
    }

    /** The page's records, cut at the borders of batches. */
    public List<RecordSlice> cut(@Body Page page, @ExchangeProperty("exportRun") ExportRun run) {
        return run.reading().cut(page);
    }

    public void endTurn(@Body Page page, @ExchangeProperty("exportRun") ExportRun run) {
        run.reading().sequence().endTurn(page);
    }

    /**
     * What closes the last batch, if it is not full. In a reading that ends early it is dropped: what would follow in
     * it is not known.
     */
    public List<RecordSlice> closeLastBatch(@ExchangeProperty("exportRun") ExportRun run) {
        return run.reading().cutter().close(run.book().goesOn());
    }

    /** What asks for the records that changed while they were read. */
    public PageRequest changes(@ExchangeProperty("exportRun") ExportRun run) {
        return run.reading().changes();
    }

    /**
     * Ends the reading of a study of which nothing changed meanwhile; else plans another one. Dates in the future, or
     * of a clock that is ahead, would never let it end: what was read twice and gave the same files has not changed
     * either.
     */
    public void settle(@Body Page changed, @ExchangeProperty("exportRun") ExportRun run) {
        boolean sameAsBefore = run.book().isLikeTheReadingBefore();
        if (changed.totalElements() == 0 || sameAsBefore) {
            run.settled();
        } else {
            run.readAgain(run.reading().again(changed, run.book().files()), changed.totalElements()
                    + " records were made or changed");
        }
    }

    /** Plans another reading of all pages, for those of this one were no whole. */
    public void readAll(@ExchangeProperty("exportRun") ExportRun run) {
        run.readAgain(new Reading(anyPage(run.studyKey()), settings.batchSize()), run.book().moved().getMessage());
    }

    private ExportRun begin(String studyKey) throws IOException {
        return start.begin(studyKey, new Reading(anyPage(studyKey), settings.batchSize()));
    }

    private ExportRun goOn(JournaledRun before) throws IOException {
        String study = before.studyKey();
        List<String> problems = before.cannotGoOn(settings);
        if (!problems.isEmpty()) {
            throw new ExportConfigurationException(problems);
        }
        JournaledRun.LastReading last = lastReading(before);
        Reading rest = new Reading(
                anyPage(study),
                settings.batchSize(),
                last.pages(),
                before.doneFiles(last),
                last.totalElements(),
                last.since());
        Journal journal = Journal.open(before.directory().resolve(JournaledRun.FILE));
        ExportRun run = start.open(
                before.directory(), study, journal, rest, "resume", JournalLines.of(RunOwner.current()));
        run.announced(last.totalElements());
        run.book().beginReading(rest.staged());
        return run;
    }

    private static JournaledRun.LastReading lastReading(JournaledRun before) {
        try {
            return before.lastReading();
        } catch (IOException e) {
            throw new ExportConfigurationException(
                    "Run " + before.id() + " cannot be gone on with: " + e.getMessage() + ". Export again", e);
        }
    }

    private PageRequest anyPage(String studyKey) {
        return new PageRequest(studyKey, 0, settings.imednet().pageSize(), settings.selection());
    }
}
