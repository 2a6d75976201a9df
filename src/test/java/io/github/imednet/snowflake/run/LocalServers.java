package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.RoutesMain;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.Connections;
import io.github.imednet.snowflake.local.snowflake.KeptSession;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.replay.ReplayReport;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import io.github.imednet.snowflake.stage.StageReport;
import io.github.imednet.snowflake.verify.VerificationReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.main.Main;

/** Both local servers, and exports between them by the routes, as an embedding program runs them. */
public final class LocalServers implements AutoCloseable {

    /** The arguments of commands that work on the sample study and its table. */
    public static final List<String> ARGUMENTS =
            List.of("SAMPLE", "local", "LOADER", "IMEDNET", "PUBLIC", "COMPUTE_WH", "MY_STAGE", "RECORDS");

    /**
     * The folders of routes that call each other in an export, and what needs others beside; of a message to another
     * route all are there. The start of all of them takes longer than most tests.
     */
    private static final List<String> EXPORT = List.of("config", "export", "extend", "load", "shared", "stage", "views");

    private static final Map<String, Set<String>> BESIDE = Map.of(
            "direct:export-records", Set.of(),
            "direct:verify-study", Set.of("verify"),
            "direct:clean-stage", Set.of(),
            "direct:replay-manifest", Set.of("replay"));

    private final Path directory;
    private final StudyData data;
    private ImednetServer imednet;
    private SnowflakeServer snowflake;
    private KeptSession session;

    /** @param data closed with the servers */
    public LocalServers(Path directory, StudyData data) throws IOException {
        this(directory, data, List.of(), List.of());
    }

    /** With the faults that the servers are to make. */
    public LocalServers(Path directory, StudyData data, List<String> imednetFaults, List<String> snowflakeFaults)
            throws IOException {
        this.directory = directory;
        this.data = data;
        this.imednet = ImednetServer.start(ImednetServer.Settings.defaults(data).withFaults(imednetFaults));
        startSnowflake(settings -> settings.withFaults(snowflakeFaults));
    }

    public ImednetServer imednet() {
        return imednet;
    }

    public SnowflakeServer snowflake() {
        return snowflake;
    }

    /** Starts the iMednet server anew, with these faults. */
    public void failImednet(String... faults) throws IOException {
        imednet.close();
        imednet = ImednetServer.start(ImednetServer.Settings.defaults(data).withFaults(List.of(faults)));
    }

    /** Starts the iMednet server anew, with another study and these faults. */
    public void serve(StudyData other, String... faults) throws IOException {
        imednet.close();
        imednet = ImednetServer.start(ImednetServer.Settings.defaults(other).withFaults(List.of(faults)));
    }

    /** Starts the Snowflake server anew, on the same databases, with these faults. */
    public void failSnowflake(String... faults) throws IOException {
        restart(settings -> settings.withFaults(List.of(faults)));
    }

    /** Starts the Snowflake server anew, on the same databases, whose account has these parameters. */
    public void useAccount(Map<String, String> parameters) throws IOException {
        restart(settings -> settings.withAccountParameters(parameters));
    }

    /** Starts the Snowflake server anew, on the same databases, with the roles of this role file's text. */
    public void useRoles(String roles, String... faults) throws IOException {
        Path file = Files.writeString(directory.resolveSibling(directory.getFileName() + "-roles.sql"), roles);
        restart(settings -> settings.withRoleFile(file).withFaults(List.of(faults)));
    }

    /** Starts the Snowflake server anew, on the same databases, with external stages in this S3 storage. */
    public void useS3(URI endpoint) throws IOException {
        restart(settings -> settings.withS3Endpoint(endpoint));
    }

    private void restart(UnaryOperator<SnowflakeServer.Settings> change) throws IOException {
        stopSnowflake();
        startSnowflake(change);
    }

    private void startSnowflake(UnaryOperator<SnowflakeServer.Settings> change) throws IOException {
        snowflake = SnowflakeServer.start(change.apply(SnowflakeServer.Settings.defaults(directory)));
        session = new KeptSession(snowflake, Map.of());
    }

    private void stopSnowflake() throws IOException {
        try {
            session.close();
        } finally {
            snowflake.close();
        }
    }

    /** Where the exports keep their journals. */
    public Path state() {
        return directory.resolveSibling(directory.getFileName() + "-state");
    }

    /** All that an export needs to know. */
    public Map<String, String> settings() {
        return settings(imednet, snowflake, state());
    }

    /** All that an export between these servers needs to know, with its journals in that directory. */
    public static Map<String, String> settings(ImednetServer imednet, SnowflakeServer snowflake, Path state) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("imednet.base-url", imednet.uri().toString());
        settings.put("imednet.api-key", ImednetServer.DEFAULT_API_KEY);
        settings.put("imednet.security-key", ImednetServer.DEFAULT_SECURITY_KEY);
        settings.put("snowflake.account", "local");
        settings.put("snowflake.url", snowflake.uri().toString());
        settings.put("snowflake.user", "LOADER");
        settings.put("snowflake.password", "local-password");
        settings.put("snowflake.database", "IMEDNET");
        settings.put("snowflake.warehouse", "COMPUTE_WH");
        settings.put("snowflake.stage", "MY_STAGE");
        settings.put("snowflake.table", "RECORDS");
        settings.put("export.retry-backoff", "0.01");
        settings.put("export.state-dir", state.toString());
        return settings;
    }

    /** What a command is to be told beside {@link #ARGUMENTS}. */
    public Map<String, String> settingsBesideArguments() {
        Map<String, String> settings = settings();
        List.of("account", "user", "database", "warehouse", "stage", "table")
                .forEach(argument -> settings.remove("snowflake." + argument));
        return settings;
    }

    /** @return a file with these settings, in the order of their names */
    public Path file(Map<String, String> settings) throws IOException {
        return file(directory.resolveSibling(directory.getFileName() + ".properties"), settings);
    }

    /** Writes these settings to a file, in the order of their names. */
    public static Path file(Path file, Map<String, String> settings) throws IOException {
        List<String> lines = settings.entrySet().stream()
                .map(setting -> setting.getKey() + '=' + setting.getValue())
                .sorted()
                .toList();
        return Files.write(file, lines);
    }

    /** Runs an export to its end; what it throws is thrown as it is. */
    public ExportSummary export(String studyKey, Map<String, String> others) throws Exception {
        return export(studyKey, others, null);
    }

    /** @param route a route file in place of the built-in one of its name, or null */
    public ExportSummary export(String studyKey, Map<String, String> others, Path route) throws Exception {
        return request("direct:export-records", Map.of("studyKey", studyKey), others, route, ExportSummary.class);
    }

    /** Verifies what exports left; what it throws is thrown as it is. */
    public VerificationReport verify(String studyKey, boolean deep, Map<String, String> others) throws Exception {
        Map<String, Object> headers = Map.of("studyKey", studyKey, "deep", deep);
        return request("direct:verify-study", headers, others, null, VerificationReport.class);
    }

    /** Looks at a study's files on the stage, and removes those that were loaded if told to. */
    public StageReport stage(String studyKey, boolean delete, Map<String, String> others) throws Exception {
        Map<String, Object> headers = Map.of("studyKey", studyKey, "delete", delete);
        return request("direct:clean-stage", headers, others, null, StageReport.class);
    }

    /** Loads the kept files of a manifest again. @param run the run whose lines are meant, or null */
    public ReplayReport replay(Path manifest, String run, Map<String, String> others) throws Exception {
        Map<String, Object> headers = new LinkedHashMap<>(Map.of("manifest", manifest.toString()));
        if (run != null) {
            headers.put("replayRun", run);
        }
        return request("direct:replay-manifest", headers, others, null, ReplayReport.class);
    }

    /** Sends a message to one of the routes, in a program of its own; what it throws is thrown as it is. */
    public <T> T request(
            String endpoint, Map<String, Object> headers, Map<String, String> others, Path route, Class<T> answer)
            throws Exception {
        return request(endpoint, null, headers, others, route, answer);
    }

    /** The same, with a body. */
    public <T> T request(
            String endpoint,
            Object body,
            Map<String, Object> headers,
            Map<String, String> others,
            Path route,
            Class<T> answer)
            throws Exception {
        Main main = new RoutesMain();
        Properties settings = new Properties();
        settings.putAll(settings());
        settings.putAll(others);
        main.setOverrideProperties(settings);
        main.configure()
                .withRoutesIncludePattern(builtIn(endpoint) + (route == null ? "" : ",file:" + route));
        if (route != null) {
            main.configure().withRoutesExcludePattern("**/META-INF/imednet-snowflake/routes/**/" + route.getFileName());
        }
        main.start();
        try {
            return main.getCamelContext()
                    .createFluentProducerTemplate()
                    .withBody(body)
                    .withHeaders(headers)
                    .to(endpoint)
                    .request(answer);
        } catch (CamelExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            main.stop();
        }
    }

    private static String builtIn(String endpoint) {
        Set<String> beside = BESIDE.getOrDefault(endpoint, Set.copyOf(BuiltInRoutes.FOLDERS));
        return BuiltInRoutes.FOLDERS.stream()
                .filter(folder -> EXPORT.contains(folder) || beside.contains(folder))
                .map(BuiltInRoutes::pattern)
                .collect(Collectors.joining(","));
    }

    /** A session of the caller's own, who closes it. */
    public Connection connect() throws SQLException {
        return Connections.open(snowflake);
    }

    public void execute(String sql) throws SQLException {
        session.execute(sql);
    }

    public long number(String sql) throws SQLException {
        return Long.parseLong(query(sql).get(0).get(0));
    }

    /** All rows, each value as the driver's text. */
    public List<List<String>> query(String sql) throws SQLException {
        return session.query(sql);
    }

    @Override
    public void close() throws IOException {
        imednet.close();
        stopSnowflake();
        data.close();
    }
}
