package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.LockHolder;
import io.github.imednet.snowflake.source.ImednetHttpClient;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OnCamelContextStopped;
import org.apache.camel.spi.OnCamelContextStopping;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of a Camel context, for whoever shows or stops them. They end early when the context stops. */
@RouteBean
public final class ExportRuns implements CamelContextAware {

    /** The property of an exchange by which the caller has its export stop: a future that it completes then. */
    public static final String STOP = "stopOfExport";

    private static final Logger LOG = LoggerFactory.getLogger(ExportRuns.class);

    private final List<ExportRun> underWay = new CopyOnWriteArrayList<>();
    private final Set<LockHolder> otherClaims = ConcurrentHashMap.newKeySet();
    private final List<Consumer<ExportRun>> beginListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<ExportSummary>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<ExportSummary>> exportListeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable ExportRun latest;
    private volatile boolean stopping;
    private volatile boolean stopped;

    @SuppressWarnings("NullAway.Init") // Camel gives it
    private CamelContext camelContext;

    /** Has somebody told of each run that begins; of replays nobody is told. */
    public void onBegin(Consumer<ExportRun> listener) {
        beginListeners.add(listener);
    }

    /** Has somebody told of each run that has ended, before whoever asked for it gets its answer. */
    public void onEnd(Consumer<ExportSummary> listener) {
        listeners.add(listener);
    }

    /**
     * Has somebody told of each export that has ended, of all of its lists, also where it could not begin a run: but not
     * of one without a study, or of a run that cannot be resumed, which no later success would make up for.
     */
    public void onExport(Consumer<ExportSummary> listener) {
        exportListeners.add(listener);
    }

    /** Asks the runs that are under way to end early, and those that are still to come. */
    public void stop() {
        stopping = true;
        underWay.forEach(ExportRun::stop);
    }

    /** Has nothing in a context of built-in routes wait for an answer of the API, or ask for one. */
    public static void abandonRequests(CamelContext context) {
        context.getRegistry()
                .lookupByNameAndType("imednetHttpClient", ImednetHttpClient.class)
                .abandonRequests();
    }

    /** Routes and threads are gone: what runs still hold would be held for as long as the process lives. */
    private void abandon() {
        stopped = true;
        underWay.forEach(this::abandon);
        otherClaims.forEach(this::abandon);
    }

    private void abandon(LockHolder holder) {
        boolean held = underWay.remove(holder) || otherClaims.remove(holder);
        if (held && holder instanceof WritingRun run) {
            LOG.warn("Run {} had not ended when its Camel context stopped: it is given up", run.id());
            try {
                run.abandon();
            } catch (IOException e) {
                LOG.warn("What run {} has on the disk could not be removed", run.id(), e);
            }
        }
    }

    /** Nobody would give up later what begins after the others were: a step may outlive its routes. */
    private void requireNotStopped(LockHolder holder) {
        if (stopped) {
            abandon(holder);
            throw ExportInterruptedException.contextStopped();
        }
    }

    public boolean isStopping() {
        return stopping;
    }

    public List<ExportRun> underWay() {
        return List.copyOf(underWay);
    }

    /** The run that began last, also after its end. */
    public Optional<ExportRun> latest() {
        return Optional.ofNullable(latest);
    }

    /** Those that are under way, and the one that began last, also after its end. */
    public List<RunStatus> status() {
        List<ExportRun> going = underWay();
        return Stream.concat(going.stream(), latest().stream())
                .distinct()
                .map(run -> run.status(going.contains(run)))
                .toList();
    }

    /** What the export of an exchange did, or has done so far; empty if its run did not even begin. */
    public static Optional<ExportSummary> summaryOf(Exchange exchange) {
        StudyExport study = exchange.getProperty(StudyLists.PROPERTY, StudyExport.class);
        return study == null
                ? Optional.ofNullable(exchange.getProperty("run", ExportRun.class)).map(ExportRun::summary)
                : Optional.of(study.summary());
    }

    /** What claims in Snowflake have to be renewed: of all runs, of a sink's batches, and of who cleans a stage. */
    public List<String> claimsUnderWay() {
        Stream<String> others = otherClaims.stream().map(other -> other.claim().id());
        return Stream.concat(underWay.stream().map(ExportRun::claimId), others).toList();
    }

    /**
     * Who is no run has a claim until {@link #endClaim}.
     *
     * @throws ExportInterruptedException if the context has stopped
     */
    public void beginClaim(LockHolder holder) {
        otherClaims.add(holder);
        requireNotStopped(holder);
    }

    public void endClaim(LockHolder holder) {
        otherClaims.remove(holder);
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
        // Before the routes are stopped: that waits for the runs.
        OnCamelContextStopping stop = stopping -> stop();
        OnCamelContextStopped abandon = stopped -> abandon();
        context.addLifecycleStrategy(LifecycleStrategySupport.adapt(stop));
        context.addLifecycleStrategy(LifecycleStrategySupport.adapt(abandon));
    }

    void begin(ExportRun run) {
        underWay.add(run);
        requireNotStopped(run);
        latest = run;
        if (!run.isReplay()) {
            tell(beginListeners, run);
        }
        if (stopping) {
            run.stop();
        }
    }

    void end(ExportRun run) {
        underWay.remove(run);
        if (!run.isReplay()) {
            tell(listeners, run.summary());
        }
    }

    /** An export of this study could not begin. */
    void notBegun(String study, Exception why) {
        exported(ExportSummary.notBegun(study, Failures.reason(why)));
    }

    void exported(ExportSummary export) {
        tell(exportListeners, export);
    }

    /** Who only looks on changes nothing of the run by failing, be it for a class that is missing. */
    private static <T> void tell(List<Consumer<T>> listeners, T news) {
        for (Consumer<T> listener : listeners) {
            try {
                listener.accept(news);
            } catch (RuntimeException | Error e) {
                LOG.error("A listener that was told of a run failed", e);
            }
        }
    }
}
