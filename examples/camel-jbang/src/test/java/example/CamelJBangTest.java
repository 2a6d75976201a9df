package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each route of examples/kamelets as {@code camel run} runs it: in a process of its own, by the folder's kamelets. */
class CamelJBangTest {

    private static final Path HOME = Path.of(System.getProperty("imednet-snowflake.home"));
    private static final String API_KEY = "marked-api-key";
    private static final String SECURITY_KEY = "marked-security-key";
    private static final String PASSWORD = "local-password";
    private static final int RECORDS = 620;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    private StudyData study;
    private ImednetServer imednet;
    private SnowflakeServer snowflake;

    @BeforeEach
    void startServers() throws Exception {
        study = StudyData.sample(RECORDS);
        imednet = ImednetServer.start(ImednetServer.Settings.defaults(study).withKeys(API_KEY, SECURITY_KEY));
        snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")));
    }

    @AfterEach
    void stopServers() throws Exception {
        imednet.close();
        snowflake.close();
        study.close();
    }

    /** The list of the folder's settings, subjects; the table has all of it at once, or nothing. */
    @Test
    void aListGoesToSnowflake() throws Exception {
        run("records-to-snowflake", () -> number("SELECT COUNT(*) FROM MY_TABLE") > 0);

        assertThat(number("SELECT COUNT(DISTINCT SUBJECT_ID) FROM MY_TABLE"))
                .isPositive()
                .isEqualTo(number("SELECT COUNT(*) FROM MY_TABLE"));
    }

    @Test
    void aListBecomesParquetFiles() throws Exception {
        run("lists-to-parquet", () -> files("parquet").stream().anyMatch(name -> name.endsWith(".parquet")));

        assertThat(files("parquet")).singleElement().asString().matches("subjects-[0-9a-f]{16}\\.parquet");
    }

    @Test
    void aFileGoesToSnowflakeAndIntoAManifest() throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Files.writeString(inbox.resolve("sites.csv"), "site,name\n1,North\n2,South\n");
        Path manifest = directory.resolve("manifest.jsonl");

        run("files-to-snowflake-once", () -> Files.readString(manifest).contains("\"batch_id\":\"sites.csv\""));

        assertThat(number("SELECT COUNT(*) FROM MY_TABLE")).isEqualTo(2);
    }

    /** The settings are those of the folder; the environment has the rest. The command runs until the work is done. */
    private void run(String route, Callable<Boolean> done) throws Exception {
        Path examples = HOME.resolve("examples/kamelets");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"),
                CamelCommand.class.getName(),
                "run",
                examples.resolve(route + ".camel.yaml").toString(),
                examples.resolve("application.properties").toString(),
                "--local-kamelet-dir=" + HOME.resolve("routes/kamelets"),
                "--download=false",
                "--logging-color=false");
        Path log = directory.resolve("camel.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(Map.of(
                "IMEDNET_BASE_URL", imednet.uri().toString(),
                "IMEDNET_API_KEY", API_KEY,
                "IMEDNET_SECURITY_KEY", SECURITY_KEY,
                "SNOWFLAKE_URL", snowflake.uri().toString(),
                "SNOWFLAKE_DATABASE", "IMEDNET",
                "SNOWFLAKE_PASSWORD", PASSWORD,
                "STUDY", "SAMPLE"));

        Process camel = builder.start();
        try {
            await().atMost(LONGEST).ignoreExceptions().until(() -> !camel.isAlive() || done.call());
        } finally {
            camel.destroy();
            camel.waitFor();
        }

        String said = Files.readString(log);
        assertThat(said).contains("Property-placeholders summary").doesNotContain("marked-", PASSWORD);
        assertThat(done.call()).as(said).isTrue();
    }

    private List<String> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private long number(String sql) throws Exception {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "user", "LOADER", "password", PASSWORD, "db", "IMEDNET", "schema", "PUBLIC",
                "JDBC_QUERY_RESULT_FORMAT", "JSON", "disablePlatformDetection", "true"));
        try (Connection connection = DriverManager.getConnection(snowflake.jdbcUrl(), properties);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
