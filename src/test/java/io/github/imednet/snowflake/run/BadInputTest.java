package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.input.Json;
import io.github.imednet.snowflake.input.KeptRecord;
import io.github.imednet.snowflake.input.RecordShapes;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.model.ColumnKind;
import io.github.imednet.snowflake.model.RecordColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whole exports of what nobody should send, and under names that nobody should use. */
class BadInputTest {

    private static final int RECORDS = 400;

    private Path directory;
    private LocalServers servers;

    @BeforeTry
    void startServers() throws Exception {
        directory = Files.createTempDirectory("bad-input");
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(1));
    }

    @AfterTry
    void stopServers() throws Exception {
        servers.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 1, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void theTableHoldsWhateverTheApiServed(@ForAll("studies") List<Json.Object> served) throws Exception {
        try (ServedStudies studies =
                new ServedStudies(served.stream().map(Json::text).toList())) {
            ExportSummary summary =
                    servers.export("STUDY1", Map.of("imednet.base-url", studies.address(), "export.batch-size", "150"));

            assertThat(summary.reconciled()).isTrue();
            assertThat(summary.rowsLoaded()).isEqualTo(RECORDS);
            List<List<String>> rows = servers.query("SELECT " + columns() + " FROM RECORDS ORDER BY RECORD_ID");
            for (int i = 0; i < RECORDS; i++) {
                row(rows.get(i)).keepsAllOf(served.get(i), "STUDY1");
            }
        }
    }

    @Example
    void namesThatLookLikeSqlAPathOrAUrlAreOnlyNames() throws Exception {
        String study = "A/../B?c=d#e%2Ff 'g'; DROP TABLE X; -- $$ \\ ”é😀";
        String path = directory.resolve("a b;c--\"d”é").toString();
        Map<String, String> settings = Map.of(
                "snowflake.table", "re\"cords\\; -- '$$",
                "snowflake.stage", "st\"age; -- $$",
                "export.ledger-table", "led'ger\\\"; /*",
                "export.local-staging-dir", path,
                "export.manifest-path", path + "/mani\"fest;é.jsonl");
        try (ServedStudies studies = new ServedStudies(List.of("{\"recordId\":1,\"studyKey\":\"x\"}"))) {
            Map<String, String> all = Stream.of(settings, Map.of("imednet.base-url", studies.address()))
                    .flatMap(map -> map.entrySet().stream())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

            assertThat(servers.export(study, all).reconciled()).isTrue();
            assertThat(servers.export(study, all).rowsAlreadyLoaded()).isEqualTo(1);

            assertThat(studies.paths())
                    .containsExactly(
                            "/api/v1/edc/studies/A%2F..%2FB%3Fc%3Dd%23e%252Ff%20%27g%27%3B%20DROP%20TABLE%20X%3B"
                                    + "%20--%20%24%24%20%5C%20%E2%80%9D%C3%A9%F0%9F%98%80/records");
            assertThat(servers.query("SELECT STUDY_KEY FROM IMEDNET.PUBLIC.\"re\"\"cords\\; -- '$$\""))
                    .containsExactly(List.of(study));
            assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET.PUBLIC.\"led'ger\\\"\"; /*\""))
                    .isEqualTo(1);
            assertThat(Files.readAllLines(Path.of(settings.get("export.manifest-path"))))
                    .hasSize(2);
        }
    }

    @Example
    void studiesWhoseKeysLookAlikeInAFileNameShareATableAndNoFile() throws Exception {
        List<String> keys = List.of("A/B", "A_B", "A B", "A\\B", "é" + "x".repeat(300), "è" + "x".repeat(300));
        Path staging = directory.resolve("staging");
        try (ServedStudies studies = new ServedStudies(List.of("{\"recordId\":1}"))) {
            for (String key : keys) {
                ExportSummary summary = servers.export(
                        key,
                        Map.of("imednet.base-url", studies.address(), "export.local-staging-dir", staging.toString()));
                assertThat(summary.reconciled()).isTrue();
                assertThat(summary.rowsLoaded()).isEqualTo(1);
            }
        }
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(keys.size());
        assertThat(servers.number("SELECT COUNT(DISTINCT _SOURCE_FILE) FROM RECORDS")).isEqualTo(keys.size());
        assertThat(filesIn(staging).filter(name -> name.endsWith(".parquet"))).hasSize(keys.size());
    }

    @Provide
    Arbitrary<List<Json.Object>> studies() {
        return RecordShapes.records(RECORDS);
    }

    private static Stream<String> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    private static String columns() {
        return Arrays.stream(RecordColumn.values())
                .map(column -> column.kind() == ColumnKind.TIMESTAMP ? column + "::VARCHAR" : column.name())
                .collect(Collectors.joining(", "));
    }

    private static KeptRecord row(List<String> values) throws IOException {
        Map<RecordColumn, String> row = new EnumMap<>(RecordColumn.class);
        for (RecordColumn column : RecordColumn.values()) {
            String value = values.get(column.ordinal());
            boolean time = column.kind() == ColumnKind.TIMESTAMP && value != null;
            row.put(column, time ? value.replaceAll("\\.0+$", "") : value);
        }
        return new KeptRecord(row);
    }
}
