package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.queue.StudyWorker;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import io.github.imednet.snowflake.run.ExportRuns;
import io.github.imednet.snowflake.run.ExportSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.main.MainConfigurationProperties;
import org.jspecify.annotations.Nullable;

/** Exports by a schedule, or what waits in the queue, until the process is told to stop. */
final class ServiceProgram implements AutoCloseable {

    private final ExportProgram program;
    private volatile @Nullable RuntimeException fault;

    private ServiceProgram(ExportProgram program) {
        this.program = program;
    }

    /**
     * Starts one that exports by the schedule of its settings.
     *
     * @param reload whether routes of the folder are loaded again as soon as their file changes
     */
    static ServiceProgram onSchedule(CommandSettings settings, Path routes, boolean reload) throws Exception {
        return new ServiceProgram(ExportProgram.startStaying(
                settings.with(QueueSettings.WORK.key(), false),
                reload
                        ? RouteFiles.in(routes)
                        : RouteFiles.atLeast(routes, ExportProgram.withExport(List.of("schedule"))),
                reload ? main -> reload(main, routes) : main -> {}));
    }

    private static void reload(MainConfigurationProperties main, Path routes) {
        main.withRoutesReloadEnabled(true)
                .withRoutesReloadDirectory(routes.toAbsolutePath().normalize().toString())
                .withRoutesReloadDirectoryRecursive(true)
                .withRoutesReloadPattern("**/*" + BuiltInRoutes.ENDING)
                .withRoutesReloadRemoveAllRoutes(false);
    }

    /** Starts one that exports what waits in the queue. */
    static ServiceProgram onQueue(CommandSettings settings, Path routes) throws Exception {
        ServiceProgram service = new ServiceProgram(ExportProgram.startStaying(
                settings.once().with(QueueSettings.WORK.key(), true),
                RouteFiles.atLeast(routes, ExportProgram.withExport(List.of("queue"))),
                main -> {}));
        service.program.bean("studyWorker", StudyWorker.class).onFault(service::end);
        return service;
    }

    /** Has somebody told of each export that ends. */
    void onEnd(Consumer<ExportSummary> listener) {
        program.bean("exportRuns", ExportRuns.class).onExport(listener);
    }

    /**
     * Waits until the process is told to stop.
     *
     * @throws RuntimeException that keeps a worker from its work
     */
    void awaitStop() throws InterruptedException {
        program.awaitStop();
        RuntimeException why = fault;
        if (why != null) {
            throw why;
        }
    }

    private void end(RuntimeException why) {
        fault = why;
        program.end();
    }

    /** What exports. */
    ExportProgram program() {
        return program;
    }

    @Override
    public void close() {
        program.close();
    }
}
