package io.github.imednet.snowflake.kamelet;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.IngestMode;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.embed.ExportRoutes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.StartupListener;

/**
 * Lets a kamelet's messages be ingested with the kamelet's parameters, by the routes of {@code direct:ingest}. They are
 * brought along under a name of their own, once for all kamelets of a context, as soon as it has started.
 */
@RouteBean
public final class IngestSink implements CamelContextAware, StartupListener {

    private static final ExportRoutes ROUTES = ExportRoutes.ofIngestions("imednet-kamelets");
    private static final String FIRST_ROUTE = "imednet-kamelets-ingest";

    private final KameletSettings parameters = new KameletSettings();
    private CamelContext camelContext;

    /** The kamelet's parameters by the settings' keys, such as {@code ingest.mode}; to be filled. */
    public Map<String, String> getParameters() {
        return parameters;
    }

    /**
     * Checks parameters and settings, and has the routes loaded.
     *
     * @throws ExportConfigurationException naming every missing or bad one
     */
    public void open() throws Exception {
        open(parameters);
    }

    /**
     * As {@link #open}, for messages that are batches.
     *
     * @throws ExportConfigurationException naming every missing or bad parameter, such as a mode that no batch can have
     */
    public void openForBatches() throws Exception {
        open(key -> key.equals("ingest.batch-id") ? Optional.of("any") : parameters.apply(key));
    }

    private void open(Function<String, Optional<String>> settings) throws Exception {
        parameters.camelContext(camelContext);
        IngestSettings.read(settings);
        camelContext.addStartupListener(this);
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // not yet: routes that are added while others start are not started
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) throws Exception {
        synchronized (ROUTES) {
            if (context.getRoute(FIRST_ROUTE) == null) {
                ROUTES.addTo(context);
            }
        }
    }

    /**
     * Gives the message the kamelet's parameters.
     *
     * @throws ExportConfigurationException if a page of a list would replace the whole table, or all rows of a study
     */
    public void begin(Exchange exchange) {
        requireWholeList(exchange);
        exchange.setProperty("ingestParameters", parameters);
    }

    private void requireWholeList(Exchange exchange) {
        Long total = exchange.getMessage().getHeader("imednetTotal", Long.class);
        String named = exchange.getMessage().getHeader("ingestMode", String.class);
        String mode = named == null ? parameters.get("ingest.mode") : named;
        boolean replaces = mode != null && IngestMode.named(mode.trim()).replaces();
        if (replaces && total != null && !isWholeList(exchange.getMessage(), total)) {
            throw new ExportConfigurationException(List.of("A page of a list would replace all rows of the"
                    + " list: set emit=list at imednet-records-source, which then sends the list as one message"));
        }
    }

    /** As far as a message tells its rows, their number counts; of a file or an iterator only which pages it is. */
    private static boolean isWholeList(Message message, long total) {
        Long rows = message.getHeader("parquetRows", Long.class);
        if (rows == null && message.getBody() instanceof Collection<?> body) {
            rows = (long) body.size();
        }
        return rows != null
                ? rows >= total
                : message.getHeader("imednetFirstPage", false, Boolean.class)
                        && message.getHeader("imednetLastPage", false, Boolean.class);
    }

    /**
     * As {@link #begin}, for a batch.
     *
     * @param batchId that the parameter gives the message; a header would stay there for other sinks
     * @throws ExportConfigurationException if it has no id, by which it would be loaded once
     */
    public void beginBatch(Exchange exchange, @ExchangeProperty("snowflakeCopySinkBatchId") String batchId) {
        if (batchId == null || batchId.isBlank()) {
            throw new ExportConfigurationException(List.of("The message has no batch id, by which it would be loaded"
                    + " once: set the header batchId, or the parameter batchId of snowflake-copy-sink"));
        }
        begin(exchange);
        KameletSettings ofBatch = new KameletSettings();
        ofBatch.putAll(parameters);
        ofBatch.put("ingest.batch-id", batchId);
        exchange.setProperty("ingestParameters", ofBatch);
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.camelContext = context;
    }
}
