package io.github.imednet.snowflake.run;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Makes steps of the routes fail before they do their work, as the setting {@code test.failing-steps} says, which is
 * {@code STEP=TIMES,STEP=TIMES}: each so often with an {@link IOException}, or with {@code STEP=error} once with an
 * Error that is thrown past whatever the step itself would catch.
 */
public final class FailingSteps implements InterceptStrategy, CamelContextAware {

    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> errors = new ConcurrentHashMap<>();
    private CamelContext context;

    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
        if (isThereAlready()) {
            return;
        }
        Stream.of(context.resolvePropertyPlaceholders("{{test.failing-steps}}").split(","))
                .map(step -> step.split("="))
                .forEach(step -> {
                    boolean error = step[1].equals("error");
                    (error ? errors : failures).put(step[0], new AtomicInteger(error ? 1 : Integer.parseInt(step[1])));
                });
        context.getCamelContextExtension().addInterceptStrategy(this);
    }

    /** Camel may read a file with beans more than once. */
    private boolean isThereAlready() {
        return context.getCamelContextExtension().getInterceptStrategies().stream()
                .anyMatch(FailingSteps.class::isInstance);
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camelContext, NamedNode definition, Processor target, Processor nextTarget) {
        AtomicInteger left = failures.get(definition.getId());
        Processor failing = left == null ? target : new FailingAtFirst(target, left);
        AtomicInteger error = errors.get(definition.getId());
        return error == null ? failing : new ThrowingOnce(failing, error);
    }

    private static final class FailingAtFirst extends DelegateAsyncProcessor {

        private final AtomicInteger left;

        private FailingAtFirst(Processor target, AtomicInteger left) {
            super(target);
            this.left = left;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (left.getAndDecrement() > 0) {
                exchange.setException(new IOException("The test lets this step fail"));
                callback.done(true);
                return true;
            }
            return super.process(exchange, callback);
        }
    }

    private static final class ThrowingOnce extends DelegateAsyncProcessor {

        private final AtomicInteger left;

        private ThrowingOnce(Processor target, AtomicInteger left) {
            super(target);
            this.left = left;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (left.getAndDecrement() > 0) {
                throw new NoClassDefFoundError("net/example/Missing");
            }
            return super.process(exchange, callback);
        }
    }
}
