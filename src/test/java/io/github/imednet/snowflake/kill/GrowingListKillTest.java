package io.github.imednet.snowflake.kill;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.Connections;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An export of new revisions of records is killed with SIGKILL: all of them are in the table, or none, and the next
 * export has each there once.
 */
class GrowingListKillTest {

    private static final String LIST = "recordRevisions";
    private static final int NEW = 130;
    private static final List<String> SETTINGS = List.of(
            "export.resources=" + LIST, "export.incremental=true", "imednet.page-size=50", "export.retry-backoff=0.2");
    private static final List<String> POINTS = List.of(
            "after commit 1", "before commit 1", "after copy-into-table 1", "after load-changes-as-a-whole 1",
            "before load-changes-as-a-whole 1", "before write-sync 1");
    private static final int SHARE = 2;

    static Stream<Arguments> cases() {
        return IntStream.range(0, Matrix.isFull() ? POINTS.size() : SHARE)
                .mapToObj(number -> Arguments.arguments(
                        KillPoint.parse(POINTS.get(number)), Recovery.values()[number % Recovery.values().length]));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void eachNewRevisionIsInTheTableOnceAfterTheNextExport(KillPoint point, Recovery recovery, @TempDir Path temporary)
            throws Exception {
        try (StudyData study = StudyData.sample(200);
                ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
                SnowflakeServer snowflake =
                        SnowflakeServer.start(SnowflakeServer.Settings.defaults(temporary.resolve("snowflake"))
                                .withLongestIdle(Duration.ofSeconds(3)))) {
            Exporter exporter = new Exporter(temporary.resolve("work"), imednet.uri(), snowflake.uri(), SETTINGS);
            assertThat(exporter.run().code()).isZero();
            List<Long> before = rows(snowflake);
            imednet.changeList(LIST, Collections.nCopies(NEW, "new-row:place=last").toArray(String[]::new));
            List<Long> after = before.stream().map(rows -> rows + NEW).toList();

            Exporter.Ended end = exporter.runUntil(point);

            assertThat(end.code()).as("%s", end).isEqualTo(Exporter.KILLED);
            // A statement that was under way when its client died comes to its end.
            await().untilAsserted(() -> assertThat(rows(snowflake)).isIn(before, after));
            Exporter.Ended again = exporter.recover(recovery);
            assertThat(again.code()).as("%s", again).isZero();
            assertThat(again.summary().get("reconciled").asBoolean()).isTrue();
            assertThat(rows(snowflake)).isEqualTo(after);
            Exporter.Ended verified = exporter.verify();
            assertThat(verified.code()).as("%s", verified).isZero();
            Matrix.log("kill-matrix", "new revisions, " + point + ", " + recovery + ": whole");
        }
    }

    /** How many there are, and how many of their ids. */
    private static List<Long> rows(SnowflakeServer snowflake) throws Exception {
        try (Connection connection = Connections.open(snowflake);
                Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery(
                        "SELECT COUNT(*), COUNT(DISTINCT RECORD_REVISION_ID) FROM RECORD_REVISIONS")) {
            counts.next();
            return List.of(counts.getLong(1), counts.getLong(2));
        }
    }
}
