package example;

import io.github.imednet.snowflake.embed.ExportRoutes;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with routes of its own and those of the export beside them. */
public final class ExportService {

    private ExportService() {}

    /**
     * Starts the context.
     *
     * @param settings of the export, such as {@code snowflake.account}; what is not in there comes from the environment
     */
    public static CamelContext start(Map<String, String> settings) throws Exception {
        CamelContext context = new DefaultCamelContext();
        ExportRoutes exports = ExportRoutes.named("studies").withSettings(settings);
        exports.addTo(context);
        context.addRoutes(new ExportOnRequest(exports));
        context.start();
        return context;
    }
}
