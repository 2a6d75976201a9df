package io.github.imednet.snowflake.query;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.QuerySettings;
import io.github.imednet.snowflake.config.RouteBean;
import org.apache.camel.Body;
import org.apache.camel.Exchange;

/** Gives a query's rows as Arrow, where its library is there, which is optional. */
@RouteBean
public final class ArrowResult {

    private final QuerySettings settings;

    public ArrowResult(QuerySettings settings) {
        this.settings = settings;
    }

    /**
     * The rows as an {@code ArrowReader}, which is closed with its memory when the exchange is done.
     *
     * @throws ExportConfigurationException if the library is not there, or the JVM does not let it work
     */
    public Object open(@Body QueryRows rows, Exchange exchange) {
        try {
            return ExchangeArrowReader.open(rows, settings, exchange);
        } catch (NoClassDefFoundError | ExceptionInInitializerError e) {
            throw new ExportConfigurationException(
                    "Results in Arrow need org.apache.arrow:arrow-vector and arrow-memory-unsafe on the class path, and"
                            + " the JVM option --add-opens=java.base/java.nio=ALL-UNNAMED (bin/java.options has it)",
                    e);
        }
    }
}
