package io.github.imednet.snowflake.judge;

import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.imednet.snowflake.DocumentTables;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The local Snowflake server before clients of others, unmodified: each script in {@code src/test/judges/clients} does
 * what the client's users do, and says of each step whether it went well. Which steps do not is in
 * docs/local-servers.md, and nowhere else but for ADBC's suites: a step that works must not stand there, and one that
 * does not work must.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the environments' programs are where Linux and macOS have them")
class JudgesTest {

    private static final Path SCRIPTS = Path.of("src", "test", "judges", "clients").toAbsolutePath();
    private static final Path ENVIRONMENTS = Path.of("target", "judges");

    @TempDir
    private static Path directory;

    private static final Map<String, Future<PythonEnvironment>> PYTHON = new LinkedHashMap<>();
    private static Future<NodePackages> node;
    private static SnowflakeServer snowflake;

    /**
     * All side by side, for they mostly wait for the network. One that is not possible skips the tests that need it.
     */
    @BeforeAll
    static void beginInstallations() {
        for (String name : List.of("cli", "python4", "python5")) {
            Path requirements = SCRIPTS.resolve(name + ".txt");
            PYTHON.put(name, begin(() -> PythonEnvironment.of(requirements, ENVIRONMENTS.resolve(name))));
        }
        node = begin(() -> NodePackages.of(SCRIPTS, ENVIRONMENTS.resolve("node")));
    }

    private static <T> Future<T> begin(Callable<T> installation) {
        FutureTask<T> begun = new FutureTask<>(installation);
        new Thread(begun, "installation").start();
        return begun;
    }

    private static <T> T installed(Future<T> installation) throws Exception {
        try {
            return installation.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @AfterAll
    static void stop() {
        if (snowflake != null) {
            snowflake.close();
        }
    }

    @TestFactory
    List<DynamicTest> pythonConnector4() throws Exception {
        return judge("snowflake-connector-python 4.8.1", python("python4", "python_connector.py"));
    }

    @TestFactory
    List<DynamicTest> pythonConnector5() throws Exception {
        return judge("snowflake-connector-python 5.2.0", python("python5", "python_connector.py"));
    }

    @TestFactory
    List<DynamicTest> adbc() throws Exception {
        return judge("adbc-driver-snowflake 1.11.0", python("python4", "adbc.py"));
    }

    /**
     * ADBC's suites for Java drivers, asked of the driver written in Go; docs/evidence/adbc-suites.md has what fails.
     */
    @TestFactory
    List<DynamicTest> adbcSuites() throws Exception {
        Set<String> failing = new DocumentTables("evidence/adbc-suites.md").rows("Tests that fail").stream()
                .filter(row -> row.get(2).strip().equals("fails"))
                .flatMap(row -> DocumentTables.names(row.get(0)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return judge(failing, python("python4", "adbc_suites.py"));
    }

    @TestFactory
    List<DynamicTest> dlt() throws Exception {
        return judge("dlt 1.31.0", python("python4", "dlt_pipeline.py"));
    }

    @TestFactory
    List<DynamicTest> sqlAlchemy() throws Exception {
        return judge("snowflake-sqlalchemy 2.1.0", python("python5", "alchemy.py"));
    }

    @TestFactory
    List<DynamicTest> commandLine() throws Exception {
        return judge("Snowflake CLI 3.30.0", python("cli", "snow.py"));
    }

    @TestFactory
    List<DynamicTest> node() throws Exception {
        return judge("Node snowflake-sdk 3.3.0", installed(node).run(SCRIPTS.resolve("node.mjs"), arguments()));
    }

    /**
     * What either ADBC driver has written both read alike, cell by cell, in columns of the same types but for units.
     */
    @Test
    void theAdbcDriversForJavaAndGoReadEachOthersTablesAlike() throws Exception {
        ProcessBuilder script = python("python4", "adbc_exchange.py");
        AdbcExchange exchange = new AdbcExchange(directory, snowflake.uri().getPort());
        exchange.write();
        Path log = Files.createTempFile(directory, "script", ".log");
        assertThat(awaitEnd(script.redirectErrorStream(true).redirectOutput(log.toFile()).start()))
                .as(Files.readString(log)).isZero();
        List<String> expected = exchange.read("BY_JAVA");
        assertThat(expected).hasSize(7).anyMatch(row -> row.contains("[\"zwölf \\\"😀\\\"\",null]")
                && row.contains("\"x\":" + Long.MAX_VALUE) && row.contains("{\"a b\":0.5}"));
        assertThat(exchange.read("BY_GO")).isEqualTo(expected);
        assertThat(exchange.readByGo("BY_JAVA")).isEqualTo(expected);
        assertThat(exchange.readByGo("BY_GO")).isEqualTo(expected);
        assertThat(exchange.readByGo("DOCUMENTS")).hasSize(2).isEqualTo(exchange.read("DOCUMENTS"));
    }

    private static ProcessBuilder python(String environment, String script) throws Exception {
        return installed(PYTHON.get(environment)).run(SCRIPTS.resolve(script), arguments());
    }

    /** What each script is told: the server's port, and a directory for its files. */
    private static String[] arguments() throws IOException {
        if (snowflake == null) {
            snowflake = SnowflakeServer.start(
                    SnowflakeServer.Settings.defaults(directory.resolve("data")).withStagesOverHttp(true));
        }
        return new String[] {Integer.toString(snowflake.uri().getPort()), directory.toString()};
    }

    /** A test for each step, and one for the whole. */
    private static List<DynamicTest> judge(String client, ProcessBuilder script) throws Exception {
        return judge(gaps(client), script);
    }

    private static List<DynamicTest> judge(Set<String> gaps, ProcessBuilder script) throws Exception {
        Path output = Files.createTempFile(directory, "steps", ".txt");
        Path log = Files.createTempFile(directory, "script", ".log");
        int exitCode = awaitEnd(
                script.redirectOutput(output.toFile()).redirectError(log.toFile()).start());
        Map<String, String> steps = steps(output);
        List<DynamicTest> tests = new ArrayList<>();
        steps.forEach((step, error) -> tests.add(dynamicTest(step, () -> {
            if (gaps.contains(step)) {
                assertThat(error).as("%s is a known gap, but works", step).isNotEmpty();
            } else {
                assertThat(error).isEmpty();
            }
        })));
        tests.add(dynamicTest("the whole script", () -> {
            assertThat(exitCode).as(Files.readString(log)).isZero();
            assertThat(steps).isNotEmpty();
            assertThat(steps.keySet()).as("steps that the documentation names").containsAll(gaps);
        }));
        return tests;
    }

    /** What went wrong in each step, in their order; nothing where all went well. */
    private static Map<String, String> steps(Path output) throws IOException {
        Map<String, String> steps = new LinkedHashMap<>();
        for (String line : Files.readAllLines(output)) {
            if (line.startsWith("ok ")) {
                steps.put(line.substring("ok ".length()), "");
            } else if (line.startsWith("FAILED ")) {
                String[] parts = line.substring("FAILED ".length()).split(": ", 2);
                steps.put(parts[0], parts[1]);
            }
        }
        return steps;
    }

    /** The steps in the rows {@code | client | step | reason |} of the documentation. */
    private static Set<String> gaps(String client) throws IOException {
        Set<String> gaps = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("docs/local-servers.md"))) {
            String[] cells = line.split(" \\| ");
            if (cells.length == 3 && cells[0].equals("| " + client)) {
                gaps.add(cells[1]);
            }
        }
        return gaps;
    }
}
