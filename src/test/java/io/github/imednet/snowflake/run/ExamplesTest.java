package io.github.imednet.snowflake.run;

import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in examples/java, each compiled and run by {@code java FILE.java}, as their comments say. */
class ExamplesTest {

    @TempDir
    private static Path directory;

    private static LocalServers servers;

    @BeforeAll
    static void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(2500));
    }

    @AfterAll
    static void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void exportStudyExportsTheStudyByOneCall() throws Exception {
        assertThat(run("ExportStudy", Map.of()))
                .contains("Loaded 2500 rows in 3 batches, 0 were there; see " + directory.resolve("manifest.jsonl"));

        assertThat(servers.number("SELECT COUNT(DISTINCT RECORD_ID) FROM RECORDS")).isEqualTo(2500);
        assertThat(Files.readAllLines(directory.resolve("manifest.jsonl"))).hasSize(3);
    }

    @Test
    void writeBatchesWritesTypedRecordsAndMapsEachOnce() throws Exception {
        assertThat(run("WriteBatches", Map.of()))
                .contains("batch 0: 2 rows", "batch 1: 1 rows", "batch 0 again: 0 rows");

        assertThat(servers.query("SELECT RECORD_ID, STUDY_KEY, FORM_KEY, LEFT(DATE_CREATED::VARCHAR, 19),"
                        + " RECORD_DATA:PULSE::VARCHAR, _UNMAPPED_FIELDS:DEVICE::VARCHAR FROM VISITS ORDER BY"
                        + " RECORD_ID"))
                .containsExactly(
                        Arrays.asList("1", "SAMPLE", "VISIT", "2026-01-15 12:00:00", "61", null),
                        Arrays.asList("2", "SAMPLE", "VISIT", "2026-01-15 12:30:00", "72", null),
                        Arrays.asList("3", "SAMPLE", null, null, "58", "cuff 7"));
        assertThat(servers.query("SELECT DISTINCT _SOURCE_FILE FROM VISITS"))
                .allSatisfy(row -> assertThat(row.get(0)).startsWith("imednet/SAMPLE/SAMPLE_VISIT_"));
    }

    @Test
    void exportInCamelUsesTheContextThatIsThere() throws Exception {
        Map<String, String> names = Map.of(
                "SNOWFLAKE_DATABASE", "IMEDNET",
                "SNOWFLAKE_WAREHOUSE", "COMPUTE_WH",
                "SNOWFLAKE_STAGE", "MY_STAGE",
                "SNOWFLAKE_TABLE", "IN_CAMEL");

        assertThat(run("ExportInCamel", names)).contains("Loaded 2500 rows", "and of a batch 1");

        assertThat(servers.number("SELECT COUNT(*) FROM IN_CAMEL")).isEqualTo(2501);
    }

    private static List<String> run(String example, Map<String, String> others) throws Exception {
        String source = Path.of("examples", "java", example + ".java").toAbsolutePath().toString();
        List<String> command = JavaProcess.command(List.of(), source);
        command.add("SAMPLE");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(directory.resolve(example + ".log").toFile());
        Map<String, String> environment = builder.environment();
        environment.put("IMEDNET_BASE_URL", servers.imednet().uri().toString());
        environment.put("IMEDNET_API_KEY", ImednetServer.DEFAULT_API_KEY);
        environment.put("IMEDNET_SECURITY_KEY", ImednetServer.DEFAULT_SECURITY_KEY);
        environment.put("SNOWFLAKE_URL", servers.snowflake().uri().toString());
        environment.put("SNOWFLAKE_ACCOUNT", "local");
        environment.put("SNOWFLAKE_USER", "LOADER");
        environment.put("SNOWFLAKE_PASSWORD", "local-password");
        environment.putAll(others);
        Process process = builder.start();
        List<String> lines = process.inputReader().lines().toList();

        assertThat(awaitEnd(process))
                .as(Files.readString(directory.resolve(example + ".log")))
                .isZero();
        assertThat(Files.readString(directory.resolve(example + ".log")))
                .doesNotContain("local-password", "local-api-key");
        return lines;
    }
}
