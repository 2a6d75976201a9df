package io.github.imednet.snowflake.cli;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code imednet query} and {@code imednet describe}, as processes of their own where that counts. */
class QueryCommandTest {

    private static final int ROWS = 20_000;
    private static final String LARGE =
            "select range as n, repeat('x', 3500) || range as t from range(" + ROWS + ") order by range";
    private static final int BYTES_OF_HEAP = 64 * 1024 * 1024;

    @TempDir
    private static Path directory;

    private static SnowflakeServer server;

    private final Terminal terminal = new Terminal();

    @BeforeAll
    static void start() throws IOException {
        server = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aResultLargerThanTheHeapIsWrittenWholeAndInOrder() throws Exception {
        Path file = directory.resolve("large.csv");
        Process process = process(server, "-Xmx64m", LARGE, "--format=csv", "--output=" + file);
        assertThat(process.waitFor()).as(log()).isZero();
        assertThat(Files.size(file)).isGreaterThan(BYTES_OF_HEAP);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            assertThat(lines.readLine()).isEqualTo("N,T");
            for (int n = 0; n < ROWS; n++) {
                String line = lines.readLine();
                if (!line.startsWith(n + ",x") || !line.endsWith("x" + n)) {
                    throw new AssertionError("Row " + n + " is " + line);
                }
            }
            assertThat(lines.readLine()).isNull();
        }
    }

    /** One chunk after another: the first has come, and the second never does. */
    @Test
    void aQueryThatIsInterruptedLeavesNoFile() throws Exception {
        Path files = Files.createDirectory(directory.resolve("interrupted"));
        try (SnowflakeServer stuck = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("stuck"))
                .withFaults(List.of("drop-before:on=GET /results/,at=2,times=always")))) {
            Process process = process(
                    stuck,
                    "-Xmx256m",
                    LARGE,
                    "--format=ndjson",
                    "--set=query.concurrency=1",
                    "--output=" + files.resolve("result.ndjson"));
            await().until(() -> count(files) == 1 || !process.isAlive());
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            assertThat(process.waitFor()).as(log()).isEqualTo(130);
        }
        assertThat(count(files)).isZero();
    }

    @Test
    void theExitCodeTellsAMistakeFromAnotherFailure() {
        assertThat(run("query", "select * from missing")).isEqualTo(2);
        assertThat(terminal.errors()).contains("does not exist");
        assertThat(run("query", "select cast('x' as number)", "--format=csv")).isEqualTo(3);
        assertThat(run("query", "select 1", "--format=xml")).isEqualTo(2);
        assertThat(run("describe", "missing")).isEqualTo(2);
    }

    @Test
    void anOutputFileInAFolderThatIsNotThereIsWrongUsage() {
        Path output = directory.resolve("missing/rows.csv");

        assertThat(run("query", "select 1", "--format=csv", "--output=" + output)).isEqualTo(2);
        assertThat(terminal.errors()).contains("The folder of the output file " + output + " is missing");
    }

    /** Whoever corrects the option and gives the command again would otherwise have its rows twice. */
    @ParameterizedTest
    @CsvSource({
        "--format=xml, The format is none of", "--output=missing/rows.csv, is missing", "--output=., is a folder"
    })
    void whereRowsCannotBeWrittenTheStatementIsNotExecuted(String option, String problem) {
        assertThat(run("query", "create table not_made (id number)", option)).isEqualTo(2);

        assertThat(terminal.errors()).contains(problem);
        assertThat(run("describe", "not_made")).as("nothing was executed").isEqualTo(2);
    }

    @Test
    void aFolderThatMayNotBeWrittenToIsToldBeforeTheStatementIsExecuted() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("read-only"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(folder)).as("the user may write everywhere").isFalse();

        assertThat(run("query", "create table not_made (id number)", "--output=" + folder.resolve("rows.csv")))
                .isEqualTo(2);

        assertThat(terminal.errors()).contains("cannot be written to");
        assertThat(run("describe", "not_made")).isEqualTo(2);
    }

    @Test
    void parquetIsNotForATerminal() {
        Terminal live = new Terminal(ImednetCommand.reporting(new CommandLine(new QueryCommand(() -> true))));

        assertThat(live.run("select 1", "--format=parquet")).isEqualTo(2);
        assertThat(live.errors()).contains("Parquet is not for a terminal: name a file with --output");
    }

    @Test
    void missingSettingsAreToldAllAtOnceAndNothingOfAnExportIsNeeded() {
        Path none = directory.resolve("none.properties");
        assertThat(write(none, "snowflake.url=" + server.uri())).isEqualTo(none);
        assertThat(terminal.run("query", "select 1", "--properties=" + none, "--set=query.concurrency=11"))
                .isEqualTo(2);
        assertThat(terminal.errors())
                .contains("snowflake.account", "snowflake.user", "snowflake.password", "query.concurrency")
                .doesNotContain("imednet.", "export.");
    }

    @Test
    void describePrintsAColumnALine() {
        Path file = directory.resolve("made.csv");
        assertThat(run("query", "create table described (id number(9,0) not null primary key, t varchar(20))",
                "--output=" + file)).isZero();
        assertThat(run("describe", "described")).isZero();
        assertThat(terminal.output().lines().skip(1).map(line -> line.replaceAll(" +", " ")).toList())
                .containsExactly("ID NUMBER(9,0) fixed 9 0 N Y", "T VARCHAR(20) text 20 80 Y N");
        assertThat(run("describe", "PUBLIC.\"DESCRIBED\"", "--json")).isZero();
        assertThat(terminal.output()).contains("{\"name\":\"ID\",\"type\":\"NUMBER(9,0)\",\"logical_type\":\"fixed\","
                + "\"precision\":9,\"scale\":0,\"length\":null,\"byte_length\":null,\"nullable\":false,"
                + "\"primary_key\":true}");
    }

    /** In this process, its output but for rows to be read in the fields. */
    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(settings(server));
        all.add("--properties=" + write(directory.resolve("password.properties"), "snowflake.password=local-password"));
        return terminal.run(all);
    }

    private static Process process(SnowflakeServer of, String heap, String... arguments) throws IOException {
        List<String> command = JavaProcess.imednet(heap);
        command.add("query");
        command.addAll(List.of(arguments));
        command.addAll(settings(of));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        process.environment().put("SNOWFLAKE_PASSWORD", "local-password");
        return process.start();
    }

    private static List<String> settings(SnowflakeServer of) {
        return List.of(
                "--set=snowflake.account=local",
                "--set=snowflake.url=" + of.uri(),
                "--set=snowflake.user=LOADER",
                "--database=IMEDNET",
                "--schema=PUBLIC");
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
