package io.github.imednet.snowflake.routes;

import io.github.imednet.snowflake.config.RouteBean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Ordered;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Makes an Error that a step throws, such as a class that is missing or memory that is used up, the failure of its
 * exchange, as an Exception is. Camel catches Exceptions alone: an Error would end a thread of a pool, and whoever
 * waits for the exchange would wait for ever.
 */
@RouteBean
public final class StepErrors implements InterceptStrategy, CamelContextAware, Ordered {

    private CamelContext camelContext;

    /** Joins the context, once: a file with beans may be read more than once, and under several names. */
    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
        boolean joined = context.getCamelContextExtension().getInterceptStrategies().stream()
                .anyMatch(StepErrors.class::isInstance);
        if (!joined) {
            context.getCamelContextExtension().addInterceptStrategy(this);
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** Around all others. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                try {
                    return super.process(exchange, doneSync -> {
                        explain(exchange, definition);
                        callback.done(doneSync);
                    });
                } catch (Error e) {
                    exchange.setException(new FailedStepException(definition.getId(), e));
                    callback.done(true);
                    return true;
                }
            }
        };
    }

    /** Of an Error that a bean throws, Camel's own exception around it says nothing. */
    private static void explain(Exchange exchange, NamedNode definition) {
        Exception failure = exchange.getException();
        if (failure instanceof CamelExecutionException && failure.getCause() instanceof Error error) {
            exchange.setException(new FailedStepException(definition.getId(), error));
        }
    }
}
