package io.github.imednet.snowflake.kamelet;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A Camel context with nothing but a route in YAML, as somebody has it who uses one of the kamelets. */
final class KameletContext implements AutoCloseable {

    private static final long LONGEST_WAIT_MILLIS = 30_000;

    private final DefaultCamelContext context = new DefaultCamelContext();

    /** Starts it. @param properties of the application */
    KameletContext(String yaml, Map<String, String> properties) throws Exception {
        this(yaml, properties, true);
    }

    /** @param started whether it is to be started at once */
    KameletContext(String yaml, Map<String, String> properties, boolean started) throws Exception {
        Properties all = new Properties();
        all.putAll(properties);
        ((PropertiesComponent) context.getPropertiesComponent()).setOverrideProperties(all);
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("memory:mine.camel.yaml", yaml));
            if (started) {
                context.start();
            }
        } catch (Exception e) {
            context.stop();
            throw e;
        }
    }

    /** Starts it, and waits until a mock has got so many messages. */
    KameletContext(String yaml, Map<String, String> properties, String mock, int messages) throws Exception {
        this(yaml, properties);
        MockEndpoint endpoint = mock(mock);
        endpoint.setMinimumExpectedMessageCount(messages);
        endpoint.setResultWaitTime(LONGEST_WAIT_MILLIS);
        try {
            endpoint.assertIsSatisfied();
        } catch (AssertionError | InterruptedException e) {
            context.stop();
            throw e;
        }
    }

    MockEndpoint mock(String uri) {
        return context.getEndpoint(uri, MockEndpoint.class);
    }

    DefaultCamelContext camel() {
        return context;
    }

    /** Sends a message; what the route throws is thrown as it is. */
    <T> T send(String endpoint, Object body, Map<String, Object> headers, Class<T> answer) throws Exception {
        try {
            return context.createFluentProducerTemplate()
                    .withBody(body)
                    .withHeaders(headers)
                    .to(endpoint)
                    .request(answer);
        } catch (CamelExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
