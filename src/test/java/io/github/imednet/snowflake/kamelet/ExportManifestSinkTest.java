package io.github.imednet.snowflake.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.ingest.IngestSummary;
import io.github.imednet.snowflake.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kamelet export-manifest-sink, alone in three lines of YAML. */
class ExportManifestSinkTest {

    private static final String YAML = """
            - from:
                uri: direct:lines
                steps:
                  - to: "kamelet:export-manifest-sink?path=%s"
            """;

    @TempDir
    private Path directory;

    @Test
    void linesAreChainedHoweverManyThreadsBringThem() throws Exception {
        Path manifest = directory.resolve("made").resolve("manifest.jsonl");
        try (KameletContext context = new KameletContext(YAML.formatted(manifest), Map.of())) {
            IntStream.range(0, 50).parallel().forEach(number -> context.camel()
                    .createProducerTemplate()
                    .sendBody("direct:lines", Map.of("row_count", number)));
        }
        assertChained(manifest, 50);
    }

    @Test
    void anotherContextGoesOnWhereTheChainEnds() throws Exception {
        Path manifest = directory.resolve("manifest.jsonl");
        for (int i = 0; i < 2; i++) {
            try (KameletContext context = new KameletContext(YAML.formatted(manifest), Map.of())) {
                context.send(
                        "direct:lines",
                        new IngestSummary("A1", null, false, List.of(), 7, 1, 100, 1, 1, 0.5),
                        Map.of("batchId", "b/1"),
                        Object.class);
            }
        }
        assertChained(manifest, 2);
        JsonNode line = new ObjectMapper().readTree(Files.readAllLines(manifest).get(1));
        assertThat(line.get("batch_id").asText()).isEqualTo("b/1");
        assertThat(line.get("ingest_id").asText()).isEqualTo("A1");
        assertThat(line.get("rows").asInt()).isEqualTo(7);
        assertThat(line.get("loaded_at").asText()).startsWith("20");
    }

    @Test
    void whatIsNoLineIsTheCallersFailureAndLeavesTheManifestAsItWas() throws Exception {
        Path manifest = directory.resolve("manifest.jsonl");
        try (KameletContext context = new KameletContext(YAML.formatted(manifest), Map.of())) {
            assertThat(catchThrowable(() -> context.send("direct:lines", "text", Map.of(), Object.class)))
                    .hasMessageContaining("java.lang.String");
            assertThat(catchThrowable(
                            () -> context.send("direct:lines", Map.of("previous", "x"), Map.of(), Object.class)))
                    .hasMessageContaining("previous");
        }
        assertThat(manifest).doesNotExist();
    }

    @Test
    void aPathThatIsMissingOrADirectoryIsToldWhenTheRouteStarts() {
        assertThat(catchThrowable(() -> new KameletContext(YAML.replace("?path=%s", ""), Map.of())))
                .hasStackTraceContaining("mandatory parameters must be provided: path");
        assertThat(catchThrowable(() -> new KameletContext(YAML.formatted(directory), Map.of())))
                .hasStackTraceContaining("is a directory: name a file");
    }

    private static void assertChained(Path manifest, int lines) throws Exception {
        List<String> all = Files.readAllLines(manifest);
        assertThat(all).hasSize(lines);
        String previous = "0".repeat(64);
        for (String line : all) {
            assertThat(new ObjectMapper().readTree(line).get("previous").asText()).isEqualTo(previous);
            previous = Sha256.of(line.getBytes(StandardCharsets.UTF_8));
        }
    }
}
