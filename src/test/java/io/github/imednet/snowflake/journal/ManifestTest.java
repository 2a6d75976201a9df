package io.github.imednet.snowflake.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {

    @TempDir
    private Path directory;

    @Test
    void aLineThatACrashCutOffDoesNotSpoilTheNextOne() throws Exception {
        Path manifest = Files.writeString(directory.resolve("manifest.jsonl"), "{\"batch_id\":\"SAMPLE/rec");

        try (LocalServers servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(500))) {
            servers.export("SAMPLE", Map.of("export.manifest-path", manifest.toString()));
            servers.export("SAMPLE", Map.of("export.manifest-path", manifest.toString()));
        }

        List<String> lines = Files.readAllLines(manifest);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("{\"batch_id\":\"SAMPLE/rec");
        assertThat(lines.subList(1, 3)).allMatch(line -> line.startsWith("{\"batch_id\":\"SAMPLE/records/0\","));
    }
}
