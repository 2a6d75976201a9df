package io.github.imednet.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page on embedding shows code of an example that is built and tested, and no other. */
class EmbeddingDocTest {

    private static final Path EXAMPLE = Path.of("examples/plain-camel/src/main/java/example");

    @Test
    void theRouteAndItsSetupAreThoseOfTheExample() throws Exception {
        String page = Files.readString(Path.of("docs/embedding.md"));
        String underAName = page.substring(page.indexOf("## Under a name"), page.indexOf("## Under no name"));
        List<String> shown = underAName.lines()
                .dropWhile(line -> !line.equals("```java"))
                .takeWhile(line -> !line.startsWith("(This is"))
                .map(String::strip)
                .filter(line -> line.endsWith(";") || line.startsWith(".") || line.endsWith(")"))
                .toList();

        assertThat(shown).hasSizeGreaterThan(15);
        assertThat(lines("ExportService.java") + lines("ExportOnRequest.java")).contains(shown);
    }

    private static String lines(String file) throws Exception {
        return Files.readString(EXAMPLE.resolve(file));
    }
}
