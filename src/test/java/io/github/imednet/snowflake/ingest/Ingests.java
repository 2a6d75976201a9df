package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.Fixture;
import io.github.imednet.snowflake.RoutesMain;
import io.github.imednet.snowflake.local.snowflake.Connections;
import io.github.imednet.snowflake.local.snowflake.KeptSession;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.main.Main;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.support.DefaultExchange;

/** A local Snowflake, the routes of ingestion as an embedding program runs them, and files. */
public final class Ingests extends Fixture {

    private static final Map<String, String> IN_UTC = Map.of("TIMEZONE", "UTC");

    private final List<String> faults;
    private Path directory;
    private SnowflakeServer snowflake;
    private KeptSession session;
    private Main main;

    public Ingests(String... faults) {
        this.faults = List.of(faults);
    }

    @Override
    protected void start(Path temporary) throws Exception {
        directory = temporary;
        startServer(settings -> settings.withFaults(faults));
        main = startRoutes(settings(), null);
    }

    public Path directory() {
        return directory;
    }

    /** A file that is there, or is to be. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /** A file of this text, in UTF-8. */
    public Path file(String name, String text) throws IOException {
        return Files.writeString(file(name), text);
    }

    /** Where the server has the files of its stages. */
    public Path stages() {
        return directory.resolve("snowflake/stages");
    }

    private void startServer(UnaryOperator<SnowflakeServer.Settings> change) throws IOException {
        snowflake = SnowflakeServer.start(
                change.apply(SnowflakeServer.Settings.defaults(directory.resolve("snowflake"))));
        session = new KeptSession(snowflake, IN_UTC);
    }

    /** @param route a route file in place of the built-in one of its name, or null */
    private static Main startRoutes(Map<String, String> settings, Path route) throws Exception {
        Main main = new RoutesMain();
        Properties properties = new Properties();
        properties.putAll(settings);
        main.setOverrideProperties(properties);
        main.configure()
                .withRoutesIncludePattern("classpath:META-INF/imednet-snowflake/routes/ingest/*.camel.yaml,"
                        + "classpath:META-INF/imednet-snowflake/routes/shared/*.camel.yaml"
                        + (route == null ? "" : ",file:" + route));
        if (route != null) {
            main.configure().withRoutesExcludePattern("**/META-INF/imednet-snowflake/routes/**/" + route.getFileName());
        }
        main.start();
        return main;
    }

    /** Tells what the routes do, until they are started anew. */
    public void observe(EventNotifier observer) {
        main.getCamelContext().getManagementStrategy().addEventNotifier(observer);
        main.getCamelContext().getCamelContextExtension().setEventNotificationApplicable(true);
    }

    /** All that a session needs to know. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("snowflake.account", "local");
        settings.put("snowflake.url", snowflake.uri().toString());
        settings.put("snowflake.user", "LOADER");
        settings.put("snowflake.password", "local-password");
        settings.put("snowflake.database", "IMEDNET");
        settings.put("snowflake.schema", "PUBLIC");
        settings.put("snowflake.warehouse", "COMPUTE_WH");
        settings.put("export.retry-backoff", "0.1");
        return settings;
    }

    /**
     * Starts the server anew, on the same databases, with external stages in this S3 storage; and the routes too.
     *
     * @param settings besides those of the session
     */
    public void useS3(URI endpoint, Map<String, String> settings) throws Exception {
        stop();
        startServer(server -> server.withS3Endpoint(endpoint));
        Map<String, String> all = settings();
        all.putAll(settings);
        main = startRoutes(all, null);
    }

    /** How many statements of a kind the server has executed. */
    public long statements(StatementType type) {
        return snowflake.statements(type);
    }

    /** Starts the server anew, on the same databases, with these faults; and the routes too. */
    public void fail(String... faults) throws Exception {
        stop();
        startServer(settings -> settings.withFaults(List.of(faults)));
        main = startRoutes(settings(), null);
    }

    /** Starts the routes anew, with this file in place of the built-in one of its name. */
    public void replace(Path route) throws Exception {
        main.stop();
        main = startRoutes(settings(), route);
    }

    /** Lets the leases of what ingestions have claimed begin anew, as the routes do every minute. */
    public void renewClaims() throws SQLException {
        main.getCamelContext().getRegistry().lookupByNameAndType("ingestClaims", IngestClaims.class)
                .renew(new DefaultExchange(main.getCamelContext()));
    }

    /** @param settings besides those of the session */
    public IngestSummary ingest(String table, Object body, Map<String, String> settings) throws Exception {
        return send("direct:ingest", body, Map.of("ingestTable", table), settings);
    }

    public IngestSummary ingestTables(Map<String, Object> bodies, Map<String, String> settings) throws Exception {
        return send("direct:ingest-tables", bodies, Map.of(), settings);
    }

    IngestSummary send(String endpoint, Object body, Map<String, Object> headers, Map<String, String> settings)
            throws Exception {
        try {
            return main.getCamelContext()
                    .createFluentProducerTemplate()
                    .withHeaders(new HashMap<>(headers))
                    .withExchangeProperty("ingestParameters", settings)
                    .withBody(body)
                    .to(endpoint)
                    .request(IngestSummary.class);
        } catch (CamelExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    public Connection connect() throws SQLException {
        return Connections.open(snowflake, IN_UTC);
    }

    public void execute(String... statements) throws SQLException {
        session.execute(statements);
    }

    /** All rows, their values as the driver's texts, joined by a bar. */
    public List<String> query(String sql) throws SQLException {
        return session.query(sql).stream()
                .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining("|")))
                .toList();
    }

    @Override
    protected void stop() throws IOException {
        main.stop();
        try {
            session.close();
        } finally {
            snowflake.close();
        }
    }
}
