package io.github.imednet.snowflake.kill;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.cli.CommandsInTurn;
import io.github.imednet.snowflake.local.snowflake.Connections;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code imednet ingest} is killed with SIGKILL: the table is as it was or whole, and the next ingestion finds nothing
 * left.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestKillTest {

    private static final Path KILL_ROUTES = Path.of("src/test/resources/ingest-kill-routes").toAbsolutePath();
    private static final int ROWS = 5_000;

    private Path rows;
    private SnowflakeServer snowflake;
    private Exporter program;
    private CommandsInTurn next;

    @BeforeAll
    void prepare(@TempDir Path temporary) throws IOException {
        rows = temporary.resolve("rows.csv");
        Files.write(rows, Stream.concat(
                Stream.of("n,name"), IntStream.rangeClosed(1, ROWS).mapToObj(n -> n + ",mine")).toList());
        snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(temporary.resolve("snowflake"))
                .withLongestIdle(Duration.ofSeconds(3)));
        program = new Exporter(
                temporary.resolve("program"), URI.create("http://127.0.0.1"), snowflake.uri(), List.of());
        next = program.startInTurn();
    }

    @AfterAll
    void stopServer() {
        next.close();
        snowflake.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "after put-files 1 | create | 0", "after copy-ingest-files 1 | replace | 2",
        "before create-table-with-rows 1 | create | 0", "after create-table-with-rows 1 | replace | 5000",
        "after insert-rows 1 | append | 2", "after commit-ingest-transaction 1 | create-append | 5002",
        "after delete-replaced-rows 1 | replace-rows | 2", "after insert-rows 1 | replace-rows | 2",
        "after commit-ingest-transaction 1 | replace-rows | 5001"
    })
    void aKilledIngestionLeavesTheTableAsItWasOrWhole(String point, String mode, long rowsLeft) throws Exception {
        String table = point.replaceAll("[ -]", "_") + "_" + mode.replace('-', '_');
        execute("CREATE OR REPLACE TABLE " + table + " AS SELECT 0 AS N, 'mine' AS NAME UNION ALL SELECT -1, 'other'");
        if (mode.equals("create")) {
            execute("DROP TABLE " + table);
        }

        Exporter.Ended killed = program.run(arguments(table, mode), KillPoint.parse(point));

        assertThat(killed.code()).as("%s", killed).isEqualTo(Exporter.KILLED);
        // A statement that was under way when its client died comes to its end.
        await().untilAsserted(() -> assertThat(count(table)).isEqualTo(rowsLeft));
        assertThat(texts("SHOW STAGES", "name")).isEmpty();
        assertThat(texts("SHOW TABLES", "name")).noneMatch(name -> name.startsWith("IMEDNET_INGEST"));
        assertThat(files(program.temporary())).isNotEmpty();

        assertThat(next.run(arguments(table, "replace"))).isZero();

        assertThat(count(table)).isEqualTo(ROWS);
        assertThat(files(program.temporary())).isEmpty();
    }

    private List<String> arguments(String table, String mode) {
        return List.of(
                "ingest", rows.toString(), "--table=" + table, "--mode=" + mode, "--routes=" + KILL_ROUTES,
                "--replace-column=NAME", "--replace-value=mine",
                "--set=snowflake.account=local", "--set=snowflake.url=" + snowflake.uri(),
                "--set=snowflake.user=" + Accounts.LOCAL_USER, "--set=snowflake.database=" + Accounts.LOCAL_DATABASE,
                "--set=snowflake.schema=PUBLIC", "--set=snowflake.warehouse=COMPUTE_WH",
                "--set=ingest.target-file-size=10000", "--set=ingest.copy-concurrency=1");
    }

    /** What an ingestion keeps there while it runs; other libraries have files of their own there. */
    private static List<Path> files(Path temporary) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().contains("ingest")).toList();
        }
    }

    private long count(String table) throws SQLException {
        return texts("SHOW TABLES LIKE '" + table + "'", "name").isEmpty()
                ? 0
                : Long.parseLong(texts("SELECT COUNT(*) AS ALL_ROWS FROM " + table, "ALL_ROWS").get(0));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = Connections.open(snowflake);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> texts(String sql, String column) throws SQLException {
        try (Connection connection = Connections.open(snowflake);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (result.next()) {
                texts.add(result.getString(column));
            }
            return texts;
        }
    }
}
