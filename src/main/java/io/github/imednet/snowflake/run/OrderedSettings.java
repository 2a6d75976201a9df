package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExportSettings;
import org.apache.camel.Exchange;

/** The settings of one export alone, where its order says another selection than those of all. */
public final class OrderedSettings {

    private static final String PROPERTY = "orderedSettings";

    private OrderedSettings() {}

    /** Has the export of the exchange go by these settings. */
    public static void set(Exchange exchange, ExportSettings ordered) {
        exchange.setProperty(PROPERTY, ordered);
    }

    /** Those of the exchange's export. */
    static ExportSettings of(Exchange exchange, ExportSettings settings) {
        return exchange.getProperty(PROPERTY, settings, ExportSettings.class);
    }
}
