package io.github.imednet.snowflake.query;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.RoutesMain;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** The routes of queries in a Camel of their own, as an embedding program runs them. */
final class QueryContext implements AutoCloseable {

    private static final String ROUTES = "classpath:META-INF/imednet-snowflake/routes/";

    private final Main main = new RoutesMain();

    QueryContext(SnowflakeServer server, Map<String, String> others, RouteBuilder... routes) {
        this(server.uri(), others, routes);
    }

    QueryContext(URI snowflake, Map<String, String> others, RouteBuilder... routes) {
        Properties settings = new Properties();
        settings.put("snowflake.account", "local");
        settings.put("snowflake.url", snowflake.toString());
        settings.put("snowflake.user", "LOADER");
        settings.put("snowflake.password", "local-password");
        settings.put("snowflake.database", "IMEDNET");
        settings.put("snowflake.schema", "PUBLIC");
        settings.putAll(others);
        main.setOverrideProperties(settings);
        main.configure().withRoutesIncludePattern(ROUTES + "query/*.camel.yaml");
        for (RouteBuilder route : routes) {
            main.configure().addRoutesBuilder(route);
        }
        main.start();
    }

    CamelContext camel() {
        return main.getCamelContext();
    }

    <T> T bean(String name, Class<T> type) {
        return camel().getRegistry().lookupByNameAndType(name, type);
    }

    /** How many sessions are in use. */
    int sessionsInUse() {
        return bean("queryDataSource", HikariDataSource.class).getHikariPoolMXBean().getActiveConnections();
    }

    /** What a route answers; what it throws is thrown as it is. */
    <T> T request(String route, Map<String, Object> headers, Class<T> answer) throws Exception {
        try {
            return camel().createFluentProducerTemplate().withHeaders(headers).to(route).request(answer);
        } catch (CamelExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** The result as text. */
    String write(String sql, String format) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        request("direct:write-query-result", headers(sql, format, "outputStream", output), Long.class);
        return output.toString(StandardCharsets.UTF_8);
    }

    static Map<String, Object> headers(String sql, String format, String destination, Object value) {
        return new HashMap<>(Map.of("sql", sql, "format", format, destination, value));
    }

    void execute(String... statements) throws Exception {
        for (String sql : statements) {
            write(sql, "csv");
        }
    }

    @Override
    public void close() {
        main.stop();
    }
}
