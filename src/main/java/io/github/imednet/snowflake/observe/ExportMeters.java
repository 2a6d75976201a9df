package io.github.imednet.snowflake.observe;

import io.github.imednet.snowflake.run.ExportRun;
import io.github.imednet.snowflake.run.ExportRuns;
import io.github.imednet.snowflake.run.ExportSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The meters of the exports that begin at one route, study by study, from a study's first run on. */
final class ExportMeters implements AutoCloseable {

    private final CamelContext context;
    private final MeterRegistry registry;
    private final String export;
    private final StepTimers timers;
    private final Map<String, StudyMeters> studies = new ConcurrentHashMap<>();

    /**
     * Has the meters registered where the context has its own.
     *
     * @param export id of the route
     * @param scraped whether Prometheus is to read them here; else a context without a meter registry has none
     * @return null where there is no registry
     */
    static @Nullable ExportMeters open(CamelContext context, ExportRuns runs, String export, boolean scraped) {
        Optional<? extends MeterRegistry> registry =
                scraped ? Optional.of(MeterRegistries.scraped(context)) : MeterRegistries.ofHost(context);
        if (registry.isEmpty()) {
            return null;
        }
        ExportMeters meters = new ExportMeters(context, registry.get(), export);
        runs.onBegin(meters::begun);
        runs.onEnd(meters::ended);
        runs.onExport(meters::exported);
        context.getCamelContextExtension().addInterceptStrategy(meters.timers);
        return meters;
    }

    private ExportMeters(CamelContext context, MeterRegistry registry, String export) {
        this.context = context;
        this.registry = registry;
        this.export = export;
        String prefix = export.replace("export-records", "");
        this.timers = new StepTimers(Map.of(
                prefix + "send-files-of-load", (run, time) -> of(run.studyKey()).put().record(time),
                prefix + "copy-into-table", (run, time) -> of(run.studyKey()).copy().record(time)));
    }

    /** What Prometheus reads, in the format of this content type. */
    String scrape(String contentType) {
        return ((PrometheusMeterRegistry) registry).scrape(contentType);
    }

    @Override
    public void close() {
        context.getCamelContextExtension().getInterceptStrategies().remove(timers);
        studies.values().forEach(StudyMeters::close);
        studies.clear();
    }

    private void begun(ExportRun run) {
        of(run.studyKey()).begun(run);
    }

    private void ended(ExportSummary run) {
        of(Objects.requireNonNull(run.studyKey())).ended(run);
    }

    private void exported(ExportSummary export) {
        if (export.studyKey() != null) {
            of(export.studyKey()).exported(export);
        }
    }

    private StudyMeters of(String study) {
        return studies.computeIfAbsent(study, key -> new StudyMeters(registry, Tags.of("study", key, "route", export)));
    }
}
