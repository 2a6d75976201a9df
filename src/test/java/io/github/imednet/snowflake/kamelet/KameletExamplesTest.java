package io.github.imednet.snowflake.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.Waiting;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import io.github.imednet.snowflake.run.LocalServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each route in examples/kamelets, as it stands there. */
class KameletExamplesTest {

    private static final int RECORDS = 620;

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(RECORDS));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void recordsAreInTheTableOnceHoweverOftenTheyAreRead() throws Exception {
        Map<String, String> names = Map.of("study", "SAMPLE", "list", "records", "table", "STUDY_RECORDS");
        run("records-to-snowflake", names, 1);
        run("records-to-snowflake", names, 1);
        assertThatTheTableHas(RECORDS);

        servers.serve(StudyData.sample(RECORDS - 20));
        run("records-to-snowflake", names, 1);
        assertThatTheTableHas(RECORDS - 20);
    }

    @Test
    void aReadingThatIsCutOffLeavesTheTableAsItWas() throws Exception {
        Map<String, String> names = Map.of("study", "SAMPLE", "list", "records", "table", "STUDY_RECORDS");
        run("records-to-snowflake", names, 1);

        servers.failImednet("status:code=403,on=page=1,times=always");
        runUntil(route("records-to-snowflake"), names, notify -> notify.whenFailed(1));
        assertThatTheTableHas(RECORDS);
    }

    @Test
    void aProcessThatIsKilledWhileItLoadsLeavesTheTableAsItWasAndTheNextOneHasEachRecordOnce() throws Exception {
        Map<String, String> names = Map.of("study", "SAMPLE", "list", "records", "table", "STUDY_RECORDS");
        run("records-to-snowflake", names, 1);
        servers.serve(StudyData.sample(RECORDS - 20));
        servers.failSnowflake("slow:millis=1000000,on=COPY INTO");
        List<String> command = JavaProcess.command(List.of(), KameletProgram.class.getName());
        command.add(example("records-to-snowflake").toAbsolutePath().toString());
        command.add(servers.file(settings(names)).toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true).redirectOutput(directory.resolve("output").toFile()).start();
        try {
            Waiting.await().until(() -> servers.snowflake().statements(StatementType.PUT) > 0);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThatTheTableHas(RECORDS);

        servers.failSnowflake();
        run("records-to-snowflake", names, 1);
        assertThatTheTableHas(RECORDS - 20);
    }

    @Test
    void tablesOfKameletsLookLikeThoseOfTheExport() throws Exception {
        servers.export("SAMPLE", Map.of("export.resources", "all", "snowflake.table-prefix", "E_"));
        String route = route("records-to-snowflake").replace("{{study}}", "SAMPLE");
        StringBuilder routes = new StringBuilder();
        for (ImednetResource list : ImednetResource.values()) {
            // The list of studies is of no study.
            String mode = list.isOfStudy() ? "mode=replace-rows" : "mode=replace";
            routes.append(route.replace("mode=replace-rows", mode)
                    .replace("{{list}}", list.path()).replace("{{table}}", "K_" + list.name()));
        }

        int lists = ImednetResource.values().length;
        runUntil(routes.toString(), Map.of(), notify -> notify.fromRoute("route*").whenCompleted(lists));

        for (ImednetResource list : ImednetResource.values()) {
            String table = "K_" + list.name();
            // Names, and types with their digits and lengths.
            assertThat(servers.query("DESCRIBE TABLE " + table)).as(list.path())
                    .isNotEmpty().isEqualTo(servers.query("DESCRIBE TABLE E_" + list.name()));
            String rows = "SELECT * EXCLUDE (_SOURCE_FILE) FROM %s ORDER BY 1, 2, 3, 6";
            assertThat(servers.query(rows.formatted(table))).as(list.path())
                    .isEqualTo(servers.query(rows.formatted("E_" + list.name())));
        }
    }

    private void assertThatTheTableHas(int records) throws Exception {
        assertThat(servers.query("SELECT COUNT(*), COUNT(DISTINCT RECORD_ID) FROM STUDY_RECORDS"))
                .containsExactly(List.of("" + records, "" + records));
    }

    @Test
    void aListBecomesParquetFiles() throws Exception {
        Path files = directory.resolve("parquet");

        for (int time = 0; time < 2; time++) {
            run("lists-to-parquet", Map.of("study", "SAMPLE", "list", "sites", "directory", files.toString()), 1);
        }

        try (Stream<Path> written = Files.list(files)) {
            assertThat(written.map(file -> file.getFileName().toString()))
                    .singleElement().asString().matches("sites-[0-9a-f]{16}\\.parquet");
        }
    }

    @Test
    void filesGoToSnowflakeOnceAndIntoAManifest() throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Path manifest = directory.resolve("manifest.jsonl");
        Map<String, String> names =
                Map.of("inbox", inbox.toString(), "table", "SITES", "manifest", manifest.toString());
        for (int delivery = 0; delivery < 2; delivery++) {
            Files.writeString(inbox.resolve("sites.csv"), "site,name\n1,North\n2,South\n");
            run("files-to-snowflake-once", names, 1);
        }

        assertThat(servers.number("SELECT COUNT(*) FROM SITES")).isEqualTo(2);
        List<String> lines = Files.readAllLines(manifest);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .contains("\"batch_id\":\"sites.csv\"", "\"already_loaded\":false", "\"rows\":2");
        assertThat(lines.get(1)).contains("\"already_loaded\":true");
    }

    private void run(String name, Map<String, String> names, int messages) throws Exception {
        runUntil(route(name), names, notify -> notify.fromRoute("route*").whenDone(messages));
    }

    private static String route(String name) throws IOException {
        return Files.readString(example(name));
    }

    private void runUntil(String yaml, Map<String, String> names, UnaryOperator<NotifyBuilder> until) throws Exception {
        try (KameletContext context = new KameletContext(yaml, settings(names), false)) {
            NotifyBuilder done = until.apply(new NotifyBuilder(context.camel())).create();
            context.camel().start();
            assertThat(done.matches(Waiting.LIMIT.toMinutes(), TimeUnit.MINUTES)).isTrue();
        }
    }

    private Map<String, String> settings(Map<String, String> names) {
        Map<String, String> settings = new HashMap<>(servers.settings());
        settings.put("snowflake.schema", "PUBLIC");
        settings.putAll(names);
        return settings;
    }

    private static Path example(String name) {
        return Path.of("examples/kamelets/" + name + ".camel.yaml");
    }
}
