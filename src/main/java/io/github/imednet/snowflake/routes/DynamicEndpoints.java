package io.github.imednet.snowflake.routes;

import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/** Options of a toD, which Camel itself would look at only when a message comes. */
final class DynamicEndpoints {

    private static final String EXPRESSION = "\\$\\{[^{}]*}";

    private final CamelContext context;

    DynamicEndpoints(CamelContext context) {
        this.context = context;
    }

    /** @param note takes the line and the reason of each problem */
    void check(Iterable<ProcessorDefinition<?>> steps, BiConsumer<Integer, String> note) {
        for (ProcessorDefinition<?> step : steps) {
            if (step instanceof ToDynamicDefinition to) {
                checkOptions(to, note);
            }
        }
    }

    /** What a message will say is not known; which options there are is. */
    private void checkOptions(ToDynamicDefinition step, BiConsumer<Integer, String> note) {
        try {
            context.getEndpoint(context.resolvePropertyPlaceholders(step.getUri()).replaceAll(EXPRESSION, "x"));
        } catch (ResolveEndpointFailedException e) {
            if (Reasons.of(e).contains("Unknown parameters")) {
                note.accept(step.getLineNumber(), Reasons.of(e));
            }
        } catch (IllegalArgumentException e) {
            note.accept(step.getLineNumber(), Reasons.of(e)); // a property that is nowhere
        }
    }
}
