package io.github.imednet.snowflake.kill;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.local.snowflake.Connections;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code imednet replay} into a schema that lost its tables is killed with SIGKILL: the table has whole batches, and
 * the same command again makes it whole.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayKillTest {

    private static final List<String> POINTS = List.of(
            "after commit 1", "before append-to-manifest 1", "after copy-into-table 2", "after start-replay 1",
            "after prepare-replay 1", "before put-files 1", "after put-files 2", "after record-in-ledger 1",
            "before commit 2", "before await-loads-of-replay 1", "after reconcile-files-of-replay 1",
            "before release-lock-of-replay 1", "after delete-lock 1", "before journal-end-of-replay 1",
            "after journal-end-of-replay 1", "after finish-replay 1");
    private static final int SHARE = 2;

    private PreparedScenarios scenarios;

    @BeforeAll
    void prepare(@TempDir Path temporary) throws IOException {
        scenarios = new PreparedScenarios(temporary, Scenario.FIRST_LOAD);
    }

    static Stream<KillPoint> points() {
        return POINTS.stream().limit(Matrix.isFull() ? POINTS.size() : SHARE).map(KillPoint::parse);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("points")
    void theSameReplayAfterAKillMakesTheTableWhole(KillPoint point, @TempDir Path temporary) throws Exception {
        List<String> kept = List.of("export.local-staging-dir=" + temporary.resolve("kept"));
        try (KillCase killed = scenarios.open(Scenario.FIRST_LOAD, temporary, List.of(), kept)) {
            assertThat(killed.exporter().run().code()).isZero();
            dropTables(killed);
            long requests = killed.requests();

            Exporter.Ended end = killed.exporter().run(killed.exporter().argumentsToReplay(), point);
            assertThat(end.code()).as("%s", end).isEqualTo(Exporter.KILLED);
            // A statement that was under way when its client died comes to its end.
            await().untilAsserted(killed.table()::verifyBatches);
            Exporter.Ended again = killed.exporter().runHere(killed.exporter().argumentsToReplay());

            assertThat(again.code()).as("%s", again).isZero();
            assertThat(killed.requests()).as("requests of the replays").isEqualTo(requests);
            killed.table().verify();
            assertThat(killed.leftBehind()).isEmpty();
            Matrix.log("kill-matrix", "replay, " + point + ": whole");
        }
    }

    private static void dropTables(KillCase killed) throws SQLException {
        try (Connection connection = Connections.open(killed.snowflake());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE RECORDS");
            statement.execute("DROP TABLE IMEDNET_LOAD_LEDGER");
        }
    }
}
