package io.github.imednet.snowflake.kill;

import io.github.imednet.snowflake.kill.KillPoint.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Lives in the exporter's process and watches every step of the routes that has an id. At the point of the system
 * property {@code kill.at} it sends SIGKILL to its own process, or to the process {@code kill.victim}; for tests that
 * run an export in their own process it records the points that are passed.
 */
public final class KillSwitch implements InterceptStrategy, CamelContextAware {

    private static KillSwitch ofThisProcess;

    private final KillPoint at = property("kill.at").map(KillPoint::parse).orElse(null);
    private final Long victim = Long.getLong("kill.victim");
    private final Map<String, Integer> hits = new HashMap<>();
    private final List<String> passed = new ArrayList<>();
    private final Process executioner;
    private boolean recording;
    private CamelContext context;

    private KillSwitch() throws IOException {
        // A process cannot signal itself from Java. The shell waits, so that only a byte stands before the signal.
        String command = "read go && kill -KILL " + ProcessHandle.current().pid();
        executioner = at == null || victim != null ? null : new ProcessBuilder("sh", "-c", command).start();
    }

    /** One for all: Camel may read a file with beans more than once. */
    public static synchronized KillSwitch ofThisProcess() throws IOException {
        if (ofThisProcess == null) {
            ofThisProcess = new KillSwitch();
        }
        return ofThisProcess;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
        if (!context.getCamelContextExtension().getInterceptStrategies().contains(this)) {
            context.getCamelContextExtension().addInterceptStrategy(this);
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camelContext, NamedNode definition, Processor target, Processor nextTarget) {
        boolean named = definition instanceof OptionalIdentifiedDefinition<?> step && step.hasCustomIdAssigned();
        return named ? new Watched(target, definition.getId()) : target;
    }

    /** Tells that this point is passed; does not return if it is the last one. */
    synchronized void pass(Moment moment, String step) {
        KillPoint here = new KillPoint(moment, step, hits.merge(moment + step, 1, Integer::sum));
        if (recording) {
            passed.add(Thread.currentThread().getName() + "\t" + here);
        }
        if (here.equals(at)) {
            kill();
        }
    }

    /** Begins to record, as if nothing had been passed yet. */
    synchronized void startRecording() {
        hits.clear();
        passed.clear();
        recording = true;
    }

    /** @return each point that was passed, in order: its thread's name, a tab, and the point */
    synchronized List<String> stopRecording() {
        recording = false;
        return List.copyOf(passed);
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name));
    }

    /** The lock is kept, so that no other thread passes a point any more. */
    private void kill() {
        if (victim != null) {
            ProcessHandle process = ProcessHandle.of(victim).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
            return;
        }
        try {
            executioner.getOutputStream().write('\n');
            executioner.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (true) {
            LockSupport.park();
        }
    }

    /** A step with its two points. */
    private final class Watched extends DelegateAsyncProcessor {

        private final String step;

        private Watched(Processor target, String step) {
            super(target);
            this.step = step;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            pass(Moment.BEFORE, step);
            return super.process(exchange, synchronously -> {
                pass(Moment.AFTER, step);
                callback.done(synchronously);
            });
        }
    }
}
