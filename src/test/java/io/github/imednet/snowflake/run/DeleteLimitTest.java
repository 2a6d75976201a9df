package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.cli.Terminal;
import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.StateDirectory;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.imednet.StudyFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code export.fail-if-deletes}: what would delete more is not committed. */
class DeleteLimitTest {

    private static final String FILES = "SELECT DISTINCT _SOURCE_FILE FROM RECORDS ORDER BY 1";

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void exportOnce() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), study("all", LongStream.rangeClosed(1, 40)));
        servers.export("S", Map.of("export.batch-size", "10"));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    /** Records in the middle of batches, at the end of the last one, and whole batches, of which no new file is. */
    @ParameterizedTest
    @ValueSource(strings = {"3,17,33", "38,39,40", "31,32,33,34,35,36,37,38,39,40"})
    void aRunThatWouldDeleteMoreEndsBeforeItsCommitAndOneThatMayDeletesThem(String gone) throws Exception {
        serveWithout(gone);
        int deleted = gone.split(",").length;
        List<List<String>> files = servers.query(FILES);

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("S", limit(deleted - 1)))
                .withMessageContaining("would delete " + deleted + " records of study S")
                .withMessageContaining("export.fail-if-deletes is " + (deleted - 1))
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFIGURATION));

        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS WHERE RECORD_ID IN (" + gone + ")")).isEqualTo(deleted);
        if (gone.startsWith("3,")) {
            assertThat(servers.query(FILES))
                    .isEqualTo(files);
        }

        ExportSummary exported = servers.export("S", limit(deleted));

        assertThat(exported.reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(40 - deleted);
    }

    @Test
    void whatIsReplacedOrNewIsNotDeleted() throws Exception {
        servers.serve(study("changed", LongStream.rangeClosed(1, 55), "new"));

        assertThat(servers.export("S", limit(0)).reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(55);
    }

    /** Each load is within the limit, and all together are not. */
    @Test
    void allLoadsOfARunCountTogether() throws Exception {
        serveWithout("3,17,33");

        assertThatExceptionOfType(ExportConfigurationException.class).isThrownBy(() -> servers.export("S", Map.of(
                "export.batch-size", "10", "export.load-batches", "1", "export.parallel-loads", "1",
                "export.fail-if-deletes", "2")));

        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isBetween(38L, 40L);
    }

    /** It was an option of the command alone. */
    @Test
    void aRunIsResumedWithItsLimitUnlessThereIsAnother() throws Exception {
        serveWithout("3,17,33");
        String properties = "--properties=" + servers.file(servers.settings());
        Terminal terminal = new Terminal();
        assertThat(terminal.run(List.of(
                        "export", "snowflake", "S", "--batch-size=10", "--fail-if-deletes=2", properties)))
                .isEqualTo(ExitCode.CONFIGURATION);
        List<JournaledRun> runs = new StateDirectory(servers.state()).runs().runs();
        String run = runs.get(runs.size() - 1).id();

        assertThat(terminal.run(List.of("resume", run, properties))).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(terminal.errors()).contains("would delete 3 records of study S");

        assertThat(terminal.run(List.of("resume", run, "--set=export.fail-if-deletes=3", properties)))
                .as(terminal::errors)
                .isZero();
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(37);
    }

    private static Map<String, String> limit(int records) {
        return Map.of("export.fail-if-deletes", Integer.toString(records), "export.batch-size", "10");
    }

    private void serveWithout(String gone) throws Exception {
        servers.serve(study("some", LongStream.rangeClosed(1, 40)
                .filter(id -> !("," + gone + ',').contains("," + id + ','))));
    }

    private StudyData study(String name, LongStream ids) throws Exception {
        return study(name, ids, "old");
    }

    private StudyData study(String name, LongStream ids, String value) throws Exception {
        Path folder = Files.createDirectories(directory.resolve(name));
        StudyFiles.write(folder.resolve("studies.ndjson.gz"), "{\"studyKey\":\"S\",\"studyId\":1}\n");
        StudyFiles.write(
                folder.resolve("records.ndjson.gz"),
                ids.mapToObj(id -> "{\"recordId\":" + id
                                + ",\"studyKey\":\"S\",\"formKey\":\"AE\",\"recordData\":{\"A\":\"" + value + "\"}}\n")
                        .collect(Collectors.joining()));
        return StudyData.folder(folder);
    }
}
