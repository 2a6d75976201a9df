package io.github.imednet.snowflake.kill;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.imednet.StudyFiles;
import io.github.imednet.snowflake.local.snowflake.Connections;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.run.LocalServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An export of two studies by a privacy policy is killed with SIGKILL: what the policy takes out is in no file, on no
 * stage and in no table, and the same command again completes both studies.
 */
class StudiesKillTest {

    private static final int RECORDS = 60;
    private static final String MARK = "marked-";
    private static final Path KILL_ROUTES = Path.of("src/test/resources/kill-routes").toAbsolutePath();
    private static final List<String> POINTS = List.of(
            "after copy-into-table 2", "after commit 2", "before commit 1", "after write-file 3", "after put-files 1",
            "after record-in-ledger 3", "before append-to-manifest 2", "before release-lock-of-study 1");
    private static final int SHARE = 1;

    static Stream<KillPoint> points() {
        return POINTS.stream().limit(Matrix.isFull() ? POINTS.size() : SHARE).map(KillPoint::parse);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("points")
    void theNextRunCompletesBothStudiesAndNothingThatIsTakenOutIsAnywhere(KillPoint point, @TempDir Path directory)
            throws Exception {
        Path work = directory.resolve("work");
        try (StudyData studies = StudyData.folder(studies(directory));
                ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(studies));
                SnowflakeServer snowflake =
                        SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake")))) {
            Exporter exporter = new Exporter(work, imednet.uri(), snowflake.uri(), List.of());
            List<String> arguments =
                    arguments(directory, LocalServers.settings(imednet, snowflake, work.resolve("state")));

            Exporter.Ended killed = exporter.run(arguments, point);

            assertThat(killed.code()).as("%s", killed).isEqualTo(Exporter.KILLED);
            assertThat(filesWith(MARK, directory)).isEmpty();
            // A statement that was under way when its client died comes to its end.
            await().untilAsserted(() -> assertThat(rows(snowflake).values()).allMatch(rows -> rows % 10 == 0));

            Exporter.Ended again = exporter.run(arguments);

            assertThat(again.code()).as("%s", again).isZero();
            assertThat(again.summary().get("studies")).hasSize(2);
            for (JsonNode study : again.summary().get("studies")) {
                assertThat(study.get("reconciled").asBoolean()).isTrue();
            }
            assertThat(rows(snowflake)).isEqualTo(Map.of("ONE", (long) RECORDS, "TWO", (long) RECORDS));
            assertThat(filesWith(MARK, directory)).isEmpty();
            // The search would find what is there.
            assertThat(filesWith("kept-status", directory)).isNotEmpty();
            Matrix.log("kill-matrix", "studies, " + point + ": whole");
        }
    }

    private static List<String> arguments(Path directory, Map<String, String> settings) throws IOException {
        settings.putAll(Map.of(
                "export.privacy-policy", Files.writeString(directory.resolve("privacy.yaml"), """
                        default: drop
                        rules:
                          - field: [recordStatus, dateCreated, dateModified]
                            action: keep
                          - field: subjectKey
                            action: mask
                        """).toString(),
                "export.manifest-path", directory.resolve("work/manifest.jsonl").toString(),
                "export.local-staging-dir", directory.resolve("work/kept").toString(),
                "export.compression", "UNCOMPRESSED",
                "export.batch-size", "10",
                "export.load-batches", "2"));
        Path file = LocalServers.file(directory.resolve("settings.properties"), settings);
        return List.of("export", "snowflake", "--study=ONE", "--study=TWO", "--properties=" + file, "--json",
                "--routes=" + KILL_ROUTES);
    }

    private static Path studies(Path directory) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("served"));
        StringBuilder studies = new StringBuilder();
        StringBuilder records = new StringBuilder();
        for (String study : List.of("ONE", "TWO")) {
            studies.append("{\"studyKey\":\"%s\"}%n".formatted(study));
            int first = study.equals("ONE") ? 1 : 1001;
            for (int id = first; id < first + RECORDS; id++) {
                records.append("""
                        {"studyKey":"%s","recordId":%d,"formKey":"AE","subjectKey":"marked-subject",\
                        "recordStatus":"kept-status","dateModified":"2024-01-01 10:00:00",\
                        "recordData":{"aeterm":"marked-term"}}
                        """.formatted(study, id));
            }
        }
        StudyFiles.write(folder.resolve("studies.ndjson.gz"), studies.toString());
        StudyFiles.write(folder.resolve("records.ndjson.gz"), records.toString());
        return folder;
    }

    /** Below the whole directory, but for what iMednet is served from. */
    private static List<Path> filesWith(String mark, Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean served = file.toString().endsWith(".ndjson.gz");
                if (!served && Files.readString(file, StandardCharsets.ISO_8859_1).contains(mark)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    /** Of each study; none where there is no table yet. */
    private static Map<String, Long> rows(SnowflakeServer snowflake) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        try (Connection connection = Connections.open(snowflake);
                Statement statement = connection.createStatement()) {
            try (ResultSet tables = statement.executeQuery("SHOW TABLES LIKE 'RECORDS' IN SCHEMA IMEDNET.PUBLIC")) {
                if (!tables.next()) {
                    return rows;
                }
            }
            try (ResultSet counts = statement.executeQuery(
                    "SELECT STUDY_KEY, COUNT(DISTINCT RECORD_ID), COUNT(*) FROM RECORDS GROUP BY 1")) {
                while (counts.next()) {
                    assertThat(counts.getLong(2)).isEqualTo(counts.getLong(3));
                    rows.put(counts.getString(1), counts.getLong(2));
                }
            }
        }
        return rows;
    }
}
