package io.github.imednet.snowflake.routes;

import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinition;

/** Calls of other routes, and whether these are there. */
final class DirectCalls {

    private static final String SCHEME = "direct:";

    private DirectCalls() {}

    static boolean isDirect(String uri) {
        return uri.startsWith(SCHEME);
    }

    /** The endpoint alone, without its options. */
    static String plain(String uri) {
        return SCHEME + uri.substring(SCHEME.length()).replaceAll("^//|\\?.*", "");
    }

    /** @param note takes the line and the reason of each call of a route that is not known */
    static void check(Iterable<ProcessorDefinition<?>> steps, Set<String> known, BiConsumer<Integer, String> note) {
        for (ProcessorDefinition<?> step : steps) {
            String uri = step instanceof EndpointRequiredDefinition sender ? sender.getEndpointUri() : null;
            if (uri != null && isDirect(uri) && !uri.contains("{") && !known.contains(plain(uri))) {
                note.accept(step.getLineNumber(), "No route begins with " + plain(uri));
            }
        }
    }
}
