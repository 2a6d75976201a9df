package io.github.imednet.snowflake.observe;

import io.github.imednet.snowflake.run.ExportRun;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Measures some steps of the routes, by their ids, for the runs that they belong to; no other step is touched. */
final class StepTimers implements InterceptStrategy {

    private final Map<String, BiConsumer<ExportRun, Duration>> steps;

    /** @param steps by the step's id, who is told of the run and how long the step took, also if it failed */
    StepTimers(Map<String, BiConsumer<ExportRun, Duration>> steps) {
        this.steps = steps;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        BiConsumer<ExportRun, Duration> timer = steps.get(definition.getId());
        return timer == null ? target : new TimedStep(target, timer);
    }

    private static final class TimedStep extends DelegateAsyncProcessor {

        private final BiConsumer<ExportRun, Duration> timer;

        TimedStep(Processor step, BiConsumer<ExportRun, Duration> timer) {
            super(step);
            this.timer = timer;
        }

        /** A sink's batches are of no study, and are not measured. */
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            long began = System.nanoTime();
            return super.process(exchange, doneSync -> {
                if (exchange.getProperty("run") instanceof ExportRun run) {
                    timer.accept(run, Duration.ofNanos(System.nanoTime() - began));
                }
                callback.done(doneSync);
            });
        }
    }
}
