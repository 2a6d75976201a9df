package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.run.ExportInterruptedException;
import io.github.imednet.snowflake.run.ExportRun;
import io.github.imednet.snowflake.run.ExportRuns;
import io.github.imednet.snowflake.source.ImednetHttpClient;
import io.github.imednet.snowflake.verify.VerificationPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Runs exports and verifications by the routes in a camel-main of its own, and ends in good order when the process is
 * told to.
 */
final class ExportProgram implements AutoCloseable {

    /** Longer than a load should take; a scheduler that means it kills earlier. */
    private static final int LONGEST_STOP_SECONDS = 600;

    /** The folders of routes that every export needs. */
    private static final List<String> EXPORT = List.of("config", "export", "extend", "load", "shared", "stage", "views");

    private final CommandMain main;
    private final CountDownLatch told = new CountDownLatch(1);
    private final ProcessStop.Work work;

    /**
     * @param routes folder of route files that replace built-in ones or come to them; may be missing
     * @param parts the folders of built-in routes that are needed beside those of an export, such as {@code verify}
     */
    static ExportProgram start(CommandSettings settings, Path routes, List<String> parts) throws Exception {
        return start(new ExportProgram(settings.once(), RouteFiles.atLeast(routes, withExport(parts))));
    }

    /** For one export, which logs in to Snowflake in any case: it does so while the program still starts. */
    static ExportProgram startExport(CommandSettings settings, Path routes) throws Exception {
        ExportProgram program =
                new ExportProgram(settings.once(), RouteFiles.atLeast(routes, withExport(List.of())));
        program.main.loggingInAhead("snowflakeDataSource");
        return start(program);
    }

    /**
     * For one that stays until it is told to stop.
     *
     * @param configured what is further said to its camel-main
     */
    static ExportProgram startStaying(
            CommandSettings settings, RouteFiles files, Consumer<MainConfigurationProperties> configured)
            throws Exception {
        ExportProgram program = new ExportProgram(settings, files);
        configured.accept(program.main.configure().withShutdownTimeout(LONGEST_STOP_SECONDS));
        return start(program);
    }

    /** The folders of routes that an export needs, and these. */
    static List<String> withExport(List<String> parts) {
        return Stream.concat(EXPORT.stream(), parts.stream()).toList();
    }

    private static ExportProgram start(ExportProgram program) throws Exception {
        try {
            program.main.start();
            program.refuseIfTold();
            return program;
        } catch (Exception e) {
            program.close();
            // Camel cannot start in a process that is ending, and says so in several ways.
            throw program.isTold() ? ExportInterruptedException.beforeBeginning() : explain(e);
        }
    }

    /** What a bean says of the configuration is at the bottom of what Camel says of the file that the bean is in. */
    private static Exception explain(Exception failure) {
        ExportConfigurationException configuration =
                ObjectHelper.getException(ExportConfigurationException.class, failure);
        return configuration == null ? failure : configuration;
    }

    /** Whoever was told during the start, when there was nothing yet to tell it to, begins nothing. */
    private void refuseIfTold() {
        if (isTold()) {
            stopRuns();
            throw ExportInterruptedException.beforeBeginning();
        }
    }

    private boolean isTold() {
        return told.getCount() == 0;
    }

    private ExportProgram(CommandSettings settings, RouteFiles files) {
        this.main = settings.main("imednet-snowflake", files);
        main.configure().withShutdownTimeout(30);
        this.work = ProcessStop.enter(this::stop, LONGEST_STOP_SECONDS);
    }

    /**
     * Runs one export.
     *
     * @param run id of a run to resume, or null for a new one
     * @return how it ended; what it threw is in there too
     */
    ExportOutcome export(@Nullable String studyKey, @Nullable String run) {
        Exchange ended = main.getCamelContext()
                .createFluentProducerTemplate()
                .withHeader("studyKey", studyKey)
                .withHeader("resumeRun", run)
                .to("direct:export-records")
                .send();
        return new ExportOutcome(studyKey, ExportRuns.summaryOf(ended), ended.getException());
    }

    /**
     * Runs an export of each study, some at the same time. One that fails does not end the others; after this is told
     * to stop, none begins.
     *
     * @param atATime how many
     * @return how each ended, in their order
     */
    List<ExportOutcome> exportEach(List<String> studyKeys, int atATime) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(atATime, studyKeys.size()));
        try {
            List<ExportOutcome> outcomes = new ArrayList<>();
            for (Future<ExportOutcome> export :
                    threads.invokeAll(studyKeys.stream().map(this::exportUnlessTold).toList())) {
                outcomes.add(export.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause()); // an outcome has what an export throws
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<ExportOutcome> exportUnlessTold(String studyKey) {
        return () -> {
            try {
                return isTold()
                        ? new ExportOutcome(studyKey, Optional.empty(), ExportInterruptedException.beforeBeginning())
                        : export(studyKey, null);
            } catch (RuntimeException e) {
                return new ExportOutcome(studyKey, Optional.empty(), e);
            }
        };
    }

    /**
     * The studies that the API's keys can see.
     *
     * @param include patterns of which one has to match, or none for all
     * @param exclude patterns of which none may match
     */
    List<String> studies(List<String> include, List<String> exclude) {
        try {
            return requests().studies(include, exclude);
        } catch (CamelExecutionException e) {
            throw isTold() ? ExportInterruptedException.beforeBeginning() : e;
        }
    }

    /** Asks for what ends with an answer. */
    RouteRequests requests() {
        return new RouteRequests(main.getCamelContext());
    }

    /** Waits until the process is told to stop, or {@link #end()} is called. */
    void awaitStop() throws InterruptedException {
        told.await();
    }

    /** Has who waits go on. */
    void end() {
        told.countDown();
    }

    /** The run that began last, also after its end. */
    Optional<ExportRun> latestRun() {
        return bean("exportRuns", ExportRuns.class).latest();
    }

    /** The runs that have not ended. */
    List<ExportRun> runsUnderWay() {
        return bean("exportRuns", ExportRuns.class).underWay();
    }

    List<String> routeIds() {
        return main.getCamelContext().getRoutes().stream().map(Route::getRouteId).toList();
    }

    <T> T bean(String name, Class<T> type) {
        return main.getCamelContext().getRegistry().lookupByNameAndType(name, type);
    }

    @Override
    public void close() {
        main.stop();
        work.close();
    }

    /** No new page, nor one that is on its way; what is complete is loaded; then the process may go. */
    private void stop() {
        told.countDown();
        CamelContext context = main.getCamelContext();
        if (context != null && context.isStarted()) {
            stopRuns();
        }
    }

    private void stopRuns() {
        bean("exportRuns", ExportRuns.class).stop();
        bean("verificationPlan", VerificationPlan.class).stop();
        bean("imednetHttpClient", ImednetHttpClient.class).abandonRequests();
    }
}
