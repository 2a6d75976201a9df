package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.batch.RecordSlice;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.journal.Journal;
import io.github.imednet.snowflake.journal.JournalLines;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.LastPass;
import io.github.imednet.snowflake.journal.RunOwner;
import io.github.imednet.snowflake.journal.StateDirectory;
import io.github.imednet.snowflake.load.LoadAggregation;
import io.github.imednet.snowflake.model.StagedFile;
import io.github.imednet.snowflake.source.Page;
import io.github.imednet.snowflake.source.PageRequest;
import io.github.imednet.snowflake.source.StudyMovedException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/** Begins and ends runs, and says what a run reads next and how it is cut. */
@RouteBean
public final class ExportPlan {

    /** COPY takes no more names. */
    private static final int MOST_FILES = 1000;

    private final ExportSettings settings;
    private final ExportRuns runs;
    private final StateDirectory state;

    public ExportPlan(ExportSettings settings, ExportRuns runs) {
        this.settings = settings;
        this.runs = runs;
        this.state = new StateDirectory(settings.get(ExportKeys.STATE_DIR));
    }

    /**
     * Begins or resumes a run, and gives it to the exchange.
     *
     * @param studyKey the study, or null for the one of the settings
     * @param list the list of the study, or null for its records
     * @param resume id of the run to resume, or null for a new one
     * @throws ExportConfigurationException if neither names a study, the key is invalid, or the run cannot be resumed
     */
    public void start(
            @Header("studyKey") @Nullable String studyKey,
            @Header("list") @Nullable ImednetResource list,
            @Header("resumeRun") @Nullable String resume,
            Exchange exchange)
            throws IOException {
        if (resume == null) {
            begin(settings.requireStudy(studyKey), list == null ? ImednetResource.RECORDS : list, exchange);
            return;
        }
        settings.requireKeys();
        RunStart start = new RunStart(OrderedSettings.of(exchange, settings), runs);
        List<JournaledRun> known = start.known();
        start.register(resumed(start, state.find(resume).requireStudy(studyKey)), known, exchange);
    }

    private void begin(String study, ImednetResource list, Exchange exchange) throws IOException {
        @Nullable StudyExport export = exchange.getProperty(StudyLists.PART, StudyExport.class);
        try {
            settings.requireKeys();
            ExportSettings ordered = OrderedSettings.of(exchange, settings);
            RunStart start = new RunStart(ordered, runs);
            List<JournaledRun> known = start.known();
            start.register(begin(start, ordered, study, list, export), known, exchange);
        } catch (IOException | RuntimeException e) {
            if (export == null) {
                runs.notBegun(study, e);
            }
            throw e;
        }
    }

    /** The study is the run's now: it is to be the only one of the study and table that can be resumed. */
    public void abandonOthers(@ExchangeProperty("run") ExportRun run) throws IOException {
        new RunStart(settings, runs).abandonOthers(run);
    }

    /**
     * Ends the run, whatever else fails: the staging directory goes if it is a temporary one.
     *
     * @param export of several lists that the run is a part of, or null
     */
    public void finish(
            @ExchangeProperty("run") ExportRun run, @ExchangeProperty(StudyLists.PART) @Nullable StudyExport export)
            throws IOException {
        try {
            run.close();
        } finally {
            runs.end(run);
            if (export == null && !run.isReplay()) {
                runs.exported(run.summary());
            }
        }
    }

    /** Whether the run is to read, for the first time or again. */
    public boolean mustRead(@ExchangeProperty("run") ExportRun run) {
        return !run.passes().isStable() && run.statistics().mayRead();
    }

    /** The files that a resumed run has, to be loaded if they are not; of a list that is loaded at the end none. */
    public List<StagedFile> stagedFiles(@ExchangeProperty("run") ExportRun run) {
        return !run.loadsAsItReads() ? List.of() : run.statistics().notLoaded(run.pass().staged());
    }

    /**
     * All files of a list that is replaced as a whole.
     *
     * @throws ExportConfigurationException if they are more than one COPY takes
     */
    public LoadAggregation.AllFiles wholeList(@ExchangeProperty("run") ExportRun run) {
        List<StagedFile> files = run.statistics().files();
        if (files.size() > MOST_FILES) {
            throw new ExportConfigurationException(List.of("The list " + run.resource().path() + " has " + files.size()
                    + " files, more than the " + MOST_FILES + " that are replaced at a time: set a larger"
                    + " export.batch-size"));
        }
        return new LoadAggregation.AllFiles(files);
    }

    /** The page that says how many there are, where that is not known. */
    public Iterator<PageRequest> firstPage(@ExchangeProperty("run") ExportRun run) {
        return run.pass().firstPage().iterator();
    }

    /** All other pages that are wanted, until the pass ends. */
    public Iterator<PageRequest> otherPages(@ExchangeProperty("run") ExportRun run) {
        return run.pass().otherPages().takeWhile(page -> run.statistics().continues()).iterator();
    }

    /**
     * Whether the page is there already: the first one of what changed, which was asked for to see whether anything
     * did.
     */
    public boolean hasPage(@Body PageRequest request, @ExchangeProperty("run") ExportRun run) {
        return run.pass().hasRead(request);
    }

    public Page page(@ExchangeProperty("run") ExportRun run) {
        return run.pass().firstRead();
    }

    /** Waits until all pages before this one have gone on, and checks that it fits to them. */
    public void awaitTurn(@Body Page page, @ExchangeProperty("run") ExportRun run)
            throws InterruptedException {
        run.pass().sequence().await(page);
    }

    /**
     * Takes the page into the pass.
     *
     * @throws StudyMovedException if it does not fit to the pages that are known
     */
    public void take(@Body Page page, @ExchangeProperty("run") ExportRun run) {
        run.mode().answered(page);
        run.pass().take(page);
    }

    /** The page's records, cut at the borders of batches. */
    public List<RecordSlice> cut(@Body Page page, @ExchangeProperty("run") ExportRun run) {
        return run.pass().cut(page);
    }

    public void endTurn(@Body Page page, @ExchangeProperty("run") ExportRun run) {
        run.pass().sequence().endTurn(page);
    }

    /**
     * What closes the last batch, if it is not full. In a pass that ends early it is dropped: what would follow in
     * it is not known.
     */
    public List<RecordSlice> closeLastBatch(@ExchangeProperty("run") ExportRun run) {
        return run.pass().cutter().close(run.statistics().continues());
    }

    /** What asks for the records that changed while they were read. */
    public PageRequest changes(@ExchangeProperty("run") ExportRun run) {
        return run.pass().changes();
    }

    /**
     * Whether there is nothing to ask for after the pass: it was a single answer, or entities have no date of change.
     */
    public boolean asksForNoChanges(@ExchangeProperty("run") ExportRun run) {
        return run.statistics().continues()
                && run.resource() != ImednetResource.RECORDS
                && (run.pass().isOfOnePage() || run.resource().dateOfChange() == null);
    }

    /** Ends such a pass; where it was of several pages, only if the one before it gave the same. */
    public void compareWithPassBefore(@ExchangeProperty("run") ExportRun run) {
        if (run.pass().isOfOnePage()) {
            run.passes().stable();
        } else {
            run.passes().compareWithPassBefore("two passes must be equal, because its entities have no change date");
        }
    }

    /**
     * Ends the pass of a study of which nothing changed meanwhile; else plans another one. Dates in the future, or
     * of a clock that is ahead, would never let it end: what was read twice and gave the same files has not changed
     * either.
     */
    public void planNextPass(@Body Page changed, @ExchangeProperty("run") ExportRun run) {
        boolean sameAsBefore = run.passes().isLikeThePassBefore();
        if (changed.totalElements() == 0 || sameAsBefore) {
            run.passes().stable();
        } else {
            boolean isFirst = run.passes().count() == 1 || run.pass().isOfEarlierRun();
            run.passes().readAgain(run.pass().again(changed, run.statistics().files(), isFirst), changed.totalElements()
                    + " records were made or changed");
        }
    }

    /** Plans another pass of all pages of the list that was read, for those of this one do not fit together. */
    public void readAll(@ExchangeProperty("run") ExportRun run) {
        StudyMovedException moved = Objects.requireNonNull(run.statistics().moved());
        run.passes().readAgain(run.pass().fromTheBeginning(), String.valueOf(moved.getMessage()));
    }

    private static ExportRun begin(
            RunStart start,
            ExportSettings ordered,
            String studyKey,
            ImednetResource list,
            @Nullable StudyExport export) {
        PageRequest anyPage = PageRequest.of(ordered, studyKey, list, 0);
        return start.begin(
                studyKey, list, export, new ReadPass(anyPage, ordered.of(list).get(ExportKeys.BATCH_SIZE)));
    }

    private ExportRun resumed(RunStart start, JournaledRun before) throws IOException {
        List<String> problems = before.whyNotResumable(settings);
        if (!problems.isEmpty()) {
            throw new ExportConfigurationException(problems);
        }
        String study = Objects.requireNonNull(before.studyKey());
        ImednetResource list = before.resource();
        LastPass last = lastPass(before);
        ReadPass rest = new ReadPass(
                PageRequest.of(settings, study, list, 0),
                settings.of(list).get(ExportKeys.BATCH_SIZE),
                last.pages(),
                last.doneFiles(),
                last.totalElements(),
                last.since());
        Journal journal = Journal.open(before.directory().resolve(JournaledRun.FILE));
        ExportRun run = start.open(
                before.directory(), study, list, journal, rest, "resume", JournalLines.of(RunOwner.current()));
        run.passes().resumesAfter(last.passes());
        run.announced(last.totalElements());
        run.policyFindings().toldBefore(last.undecidedFields());
        if (!last.pages().isEmpty()) {
            run.mode().resumesAll();
        }
        run.statistics().beginPass(rest.staged());
        return run;
    }

    private static LastPass lastPass(JournaledRun before) {
        try {
            return before.lastPass();
        } catch (IOException e) {
            throw new ExportConfigurationException(
                    "Run " + before.id() + " cannot be resumed: " + e.getMessage() + ". Export again", e);
        }
    }
}
