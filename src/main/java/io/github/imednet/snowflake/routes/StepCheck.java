package io.github.imednet.snowflake.routes;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Has Camel make the steps of routes, each by itself where they cannot be made together, so that every step that it
 * refuses is found.
 */
final class StepCheck {

    private static final String PROBE = "imednet-routes-check";

    private final CamelContext context;
    private final Model model;

    StepCheck(CamelContext context) {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** @param note takes the line and the reason of each problem */
    void check(RouteDefinition route, BiConsumer<Integer, String> note) {
        checkEntry(route, note);
        checkAll(route.getOutputs(), note);
    }

    /** @param note takes the line and the reason of each problem */
    void check(RouteConfigurationDefinition configuration, BiConsumer<Integer, String> note) {
        for (OnExceptionDefinition handler : configuration.getOnExceptions()) {
            checkAll(handler.getOutputs(), note);
        }
        RouteDefinition probe = probe();
        probe.routeConfigurationId(configuration.getId());
        probe.stop();
        Exception failure = failureOf(probe);
        if (failure != null) {
            note.accept(configuration.getLineNumber(), Reasons.of(failure));
        }
    }

    private void checkEntry(RouteDefinition route, BiConsumer<Integer, String> note) {
        try {
            context.getEndpoint(route.getInput().getEndpointUri());
        } catch (RuntimeException e) {
            note.accept(route.getInput().getLineNumber(), Reasons.of(e));
        }
    }

    /** @return the reasons that were noted */
    private Set<String> checkAll(List<ProcessorDefinition<?>> steps, BiConsumer<Integer, String> note) {
        Set<String> reasons = new HashSet<>();
        steps.forEach(step -> reasons.addAll(check(step, note)));
        return reasons;
    }

    private Set<String> check(ProcessorDefinition<?> step, BiConsumer<Integer, String> note) {
        Exception failure = failureOf(step);
        if (failure == null) {
            return Set.of();
        }
        Set<String> reasons = checkAll(step.getOutputs(), note);
        if (reasons.add(Reasons.of(failure))) {
            note.accept(step.getLineNumber(), Reasons.of(failure));
        }
        return reasons;
    }

    private @Nullable Exception failureOf(ProcessorDefinition<?> step) {
        if (step instanceof CatchDefinition || step instanceof FinallyDefinition) {
            return null; // parts of a doTry, made with it
        }
        RouteDefinition probe = probe();
        probe.addOutput(step);
        return failureOf(probe);
    }

    /** A route that does not keep what it is tried with. */
    private RouteDefinition probe() {
        RouteDefinition probe = new RouteDefinition();
        probe.from("direct:" + PROBE).routeId(PROBE).errorHandler(new NoErrorHandlerDefinition());
        return probe;
    }

    private @Nullable Exception failureOf(RouteDefinition probe) {
        try {
            model.addRouteDefinition(probe);
            return null;
        } catch (Exception e) {
            return e;
        } finally {
            remove(probe);
        }
    }

    private void remove(RouteDefinition probe) {
        try {
            model.removeRouteDefinition(probe);
            context.removeRoute(PROBE);
        } catch (Exception e) {
            throw new IllegalStateException("A route that was only tried cannot be removed: " + e.getMessage(), e);
        }
    }
}
