package io.github.imednet.snowflake.observe;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;

/** Which of a Camel context's health checks somebody asks for. */
enum Probe {
    ALL,
    LIVE,
    READY;

    private static final String EVERYTHING = "full";

    /** Asks the checks. */
    Health of(CamelContext context) {
        Collection<Result> results = switch (this) {
            case ALL -> HealthCheckHelper.invoke(context, EVERYTHING);
            case LIVE -> HealthCheckHelper.invokeLiveness(context, EVERYTHING);
            case READY -> HealthCheckHelper.invokeReadiness(context, EVERYTHING);
        };
        boolean up = HealthCheckHelper.isResultsUp(results, this != LIVE);
        return new Health(up ? "UP" : "DOWN", results.stream().filter(Probe::tells).map(Probe::entry).toList());
    }

    /** That a route is up, as scores of them are, is no news. */
    private static boolean tells(Result result) {
        return result.getState() != State.UP || !result.getCheck().getId().matches("(route|consumer):.*");
    }

    private static Map<String, String> entry(Result result) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("name", result.getCheck().getId());
        entry.put("status", result.getState().name());
        result.getMessage().ifPresent(message -> entry.put("message", message));
        return entry;
    }

    /**
     * What the checks said, in the words of Camel's own endpoint.
     *
     * @param checks of each its name, status and, where it has one, message
     */
    record Health(String status, List<Map<String, String>> checks) {

        boolean isUp() {
            return status.equals("UP");
        }
    }
}
