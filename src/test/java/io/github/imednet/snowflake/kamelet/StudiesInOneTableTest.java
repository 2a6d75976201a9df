package io.github.imednet.snowflake.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.Waiting;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.imednet.StudyFiles;
import io.github.imednet.snowflake.run.LocalServers;
import io.github.imednet.snowflake.run.LogLines;
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
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route of the docs that keeps a list in a table, for several studies whose rows are in the same table. */
class StudiesInOneTableTest {

    @TempDir
    private Path directory;

    private LocalServers servers;
    private int folders;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), studies(Map.of("ONE", 620, "TWO", 30)));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void eachIsReplacedOnItsOwnHoweverOften() throws Exception {
        read("ONE");
        read("TWO");
        read("ONE");
        read("TWO");
        assertThatTheTableHas(620, 30);

        serve(610, 31);
        read("ONE");
        assertThatTheTableHas(610, 30);
        read("TWO");
        assertThatTheTableHas(610, 31);
    }

    @Test
    void aStudyWhoseListIsEmptyHasNoRowsAnyMore() throws Exception {
        read("ONE");
        read("TWO");

        serve(0, 30);
        read("ONE");

        assertThatTheTableHas(0, 30);
    }

    @Test
    void aFailureInTheMiddleLeavesTheRowsOfAllStudies() throws Exception {
        read("ONE");
        read("TWO");
        serve(500, 20);

        for (String fault : List.of(
                "sql-error:on=COPY INTO", "sql-error:on=INSERT INTO \"IMEDNET\".\"PUBLIC\".\"RECORDS\"",
                "session-gone:on=COMMIT")) {
            servers.failSnowflake(fault);
            run("ONE", notify -> notify.whenFailed(1));
            assertThatTheTableHas(620, 30);
        }
        servers.failSnowflake();
        read("ONE");
        assertThatTheTableHas(500, 30);
    }

    @Test
    void aPageDoesNotReplaceAStudy() throws Exception {
        read("ONE");

        try (LogLines log = new LogLines(Level.ERROR)) {
            run(route().replace("&emit=list", "").replace("replace-rows", "REPLACE-ROWS"), settings("ONE"),
                    notify -> notify.whenFailed(1));
            assertThat(log.lines()).anyMatch(line -> line.contains("set emit=list at imednet-records-source"));
        }
        assertThatTheTableHas(620, 0);
    }

    @Test
    void norDoesAFileThatAPageBecame() throws Exception {
        String yaml = """
                - from:
                    uri: kamelet:imednet-records-source?studyKey=ONE&repeatCount=1
                    steps:
                      - kamelet:
                          name: parquet-batch-action
                          parameters:
                            directory: "%s"
                          steps:
                            - to: kamelet:snowflake-ingest-sink?table=PAGES&mode=replace
                """.formatted(directory);
        try (LogLines log = new LogLines(Level.ERROR)) {
            run(yaml, settings("ONE"), notify -> notify.fromRoute("route*").whenDone(1));
            assertThat(log.lines()).anyMatch(line -> line.contains("set emit=list at imednet-records-source"));
        }
        assertThat(servers.query("SHOW TABLES LIKE 'PAGES'")).isEmpty();
    }

    /** The list has some of the study's rows: by which value others go is for the sink to say. */
    @Test
    void aListWithAFilterDoesNotReplaceTheStudy() throws Exception {
        read("ONE");
        Map<String, String> filtered = settings("ONE");
        filtered.put("export.filter", "recordId==7");

        try (LogLines log = new LogLines(Level.ERROR)) {
            run(route(), filtered, notify -> notify.whenFailed(1));
            assertThat(log.lines()).anyMatch(line -> line.contains("ingest.replace-value is missing"));
        }
        assertThatTheTableHas(620, 0);
    }

    @Test
    void theWholeListIsOnTheDiskAndIsReadAsOftenAsWantedButNotShownInALog() throws Exception {
        String yaml = """
                - from:
                    uri: kamelet:imednet-records-source?studyKey=ONE&emit=list&repeatCount=1
                    steps:
                      - setHeader:
                          name: shown
                          simple: "${bodyAs(String)}"
                      - split:
                          simple: "${body}"
                          steps:
                            - to: mock:first
                      - split:
                          simple: "${body}"
                          steps:
                            - to: mock:second
                      - to: mock:all
                """;
        try (KameletContext context = new KameletContext(yaml, settings("ONE"), "mock:all", 1)) {
            assertThat(context.mock("mock:all").getReceivedExchanges().get(0).getMessage().getHeader("shown"))
                    .isEqualTo("620 rows of records");
            assertThat(context.mock("mock:first").getReceivedCounter()).isEqualTo(620);
            assertThat(context.mock("mock:second").getReceivedExchanges())
                    .extracting(row -> ((Map<?, ?>) row.getMessage().getBody()).get("RECORD_ID"))
                    .doesNotHaveDuplicates().hasSize(620);
        }
        // Others that begin a list just now have a name there for a moment.
        Waiting.await().until(() -> temporaryFiles().stream().noneMatch(name -> name.startsWith("imednet-list-")));
    }

    private static List<String> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void assertThatTheTableHas(int one, int two) throws Exception {
        assertThat(servers.query("SELECT COUNT_IF(STUDY_KEY = 'ONE'), COUNT_IF(STUDY_KEY = 'TWO'), COUNT(*),"
                        + " COUNT(DISTINCT STUDY_KEY || RECORD_ID) FROM RECORDS"))
                .containsExactly(List.of("" + one, "" + two, "" + (one + two), "" + (one + two)));
    }

    private void read(String study) throws Exception {
        run(study, notify -> notify.fromRoute("route*").whenCompleted(1));
    }

    private void run(String study, UnaryOperator<NotifyBuilder> until) throws Exception {
        run(route(), settings(study), until);
    }

    private void run(String yaml, Map<String, String> settings, UnaryOperator<NotifyBuilder> until) throws Exception {
        try (KameletContext context = new KameletContext(yaml, settings, false)) {
            NotifyBuilder done = until.apply(new NotifyBuilder(context.camel())).create();
            context.camel().start();
            assertThat(done.matches(Waiting.LIMIT.toMinutes(), TimeUnit.MINUTES)).isTrue();
        }
    }

    private static String route() throws IOException {
        return Files.readString(Path.of("examples/kamelets/records-to-snowflake.camel.yaml"));
    }

    private Map<String, String> settings(String study) {
        Map<String, String> settings = new HashMap<>(servers.settings());
        settings.put("snowflake.schema", "PUBLIC");
        settings.putAll(Map.of("study", study, "list", "records", "table", "RECORDS"));
        return settings;
    }

    private void serve(int one, int two) throws IOException {
        servers.serve(studies(Map.of("ONE", one, "TWO", two)));
    }

    private StudyData studies(Map<String, Integer> recordsOfStudies) throws IOException {
        Path folder = Files.createDirectory(directory.resolve("studies-" + ++folders));
        StringBuilder studies = new StringBuilder();
        StringBuilder records = new StringBuilder();
        recordsOfStudies.forEach((key, count) -> {
            studies.append("{\"studyKey\":\"%s\"}%n".formatted(key));
            for (int id = 1; id <= count; id++) {
                records.append("{\"studyKey\":\"%s\",\"recordId\":%d,\"recordData\":{\"N\":%d}}%n"
                        .formatted(key, id, id));
            }
        });
        StudyFiles.write(folder.resolve("studies.ndjson.gz"), studies);
        StudyFiles.write(folder.resolve("records.ndjson.gz"), records);
        return StudyData.folder(folder);
    }
}
