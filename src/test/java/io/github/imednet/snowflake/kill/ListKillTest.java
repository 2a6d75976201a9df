package io.github.imednet.snowflake.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.imednet.snowflake.DirectoryCopy;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.Connections;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An export of lists that changed is killed with SIGKILL: a list is in its table as it was or as it is, and nothing
 * between; the next export makes both whole, as does {@code imednet resume}, which goes on with the list after it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListKillTest {

    private static final int RECORDS_BEFORE = 2_500;
    private static final int RECORDS = 1_700;
    private static final List<String> LISTS = List.of("subjects", "visits");
    private static final List<String> SETTINGS = List.of(
            "export.resources=" + String.join(",", LISTS), "snowflake.table-prefix=imn_", "imednet.page-size=50",
            "export.retry-backoff=0.2");

    private static final List<String> POINTS = List.of(
            "after delete-replaced 1", "after commit 1", "before commit 1", "after copy-into-table 2", "before commit 2",
            "after all-files-of-list 1", "before load-as-a-whole 2", "after await-load-of-list 1",
            "after put-files 1", "after record-in-ledger 2", "before record-rows 1", "after address-list 2");
    private static final int SHARE = 2;

    private Path loaded;
    private List<Long> before;
    private List<Long> after;

    @BeforeAll
    void loadBefore(@TempDir Path temporary) throws Exception {
        loaded = temporary.resolve("snowflake");
        Files.createDirectories(loaded);
        before = load(temporary.resolve("before"), RECORDS_BEFORE, loaded);
        Path other = Files.createDirectories(temporary.resolve("other"));
        after = load(temporary.resolve("after"), RECORDS, other);
        assertThat(after).isNotEqualTo(before).allMatch(rows -> rows > 0);
    }

    private static List<Long> load(Path work, int records, Path databases) throws Exception {
        try (StudyData study = StudyData.sample(records);
                ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
                SnowflakeServer snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(databases))) {
            Exporter.Ended ended = new Exporter(work, imednet.uri(), snowflake.uri(), SETTINGS).run();
            assertThat(ended.code()).as("%s", ended).isZero();
            return rows(snowflake);
        }
    }

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (String point : POINTS) {
            // In turn, and in a full matrix each way.
            Recovery first = Recovery.values()[cases.size() % 2];
            cases.add(Arguments.arguments(KillPoint.parse(point), first));
        }
        if (Matrix.isFull()) {
            POINTS.forEach(point -> cases.add(Arguments.arguments(KillPoint.parse(point), Recovery.SAME_COMMAND)));
        }
        return cases.stream().limit(Matrix.isFull() ? cases.size() : SHARE);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void theExportAfterAKillMakesTheListsWhole(KillPoint point, Recovery recovery, @TempDir Path temporary)
            throws Exception {
        Path databases = temporary.resolve("snowflake");
        DirectoryCopy.copy(loaded, databases);
        try (StudyData study = StudyData.sample(RECORDS);
                ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
                SnowflakeServer snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(databases)
                        .withLongestIdle(Duration.ofSeconds(3)))) {
            Exporter exporter = new Exporter(temporary.resolve("work"), imednet.uri(), snowflake.uri(), SETTINGS);

            Exporter.Ended end = exporter.runUntil(point);

            assertThat(end.code()).as("%s", end).isEqualTo(Exporter.KILLED);
            // A statement that was under way when its client died comes to its end.
            await().untilAsserted(() -> {
                List<Long> rows = rows(snowflake);
                for (int list = 0; list < LISTS.size(); list++) {
                    assertThat(rows.get(list)).isIn(before.get(list), after.get(list));
                }
            });
            Exporter.Ended again = exporter.recover(recovery);
            assertThat(again.code()).as("%s", again).isZero();
            assertThat(again.summary().get("reconciled").asBoolean()).isTrue();
            assertThat(rows(snowflake)).isEqualTo(after);
            Exporter.Ended verified = exporter.verify();
            assertThat(verified.code()).as("%s", verified).isZero();
            Matrix.log("kill-matrix", "lists, " + point + ", " + recovery + ": whole");
        }
    }

    private static List<Long> rows(SnowflakeServer snowflake) throws Exception {
        List<Long> rows = new ArrayList<>();
        try (Connection connection = Connections.open(snowflake);
                Statement statement = connection.createStatement()) {
            for (String list : LISTS) {
                try (ResultSet counts = statement.executeQuery("SELECT COUNT(*) FROM IMN_" + list)) {
                    counts.next();
                    rows.add(counts.getLong(1));
                }
            }
        }
        return rows;
    }

    @Test
    void theShareHasBothWaysToGoOn() {
        assertThat(cases().map(one -> one.get()[1])).contains(Recovery.RESUME, Recovery.SAME_COMMAND);
    }
}
