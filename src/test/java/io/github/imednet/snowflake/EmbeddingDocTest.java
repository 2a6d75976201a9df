package io.github.imednet.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page on embedding shows code of an example that is built and tested, and no other. */
class EmbeddingDocTest {

    private static final Path EXAMPLES = Path.of("examples");

    @Test
    void theRouteAndItsSetupAreThoseOfTheExample() throws Exception {
        assertThat(shown("## Under a name", "## Under no name")).hasSizeGreaterThan(15);
        assertThat(lines("plain-camel", "ExportService.java") + lines("plain-camel", "ExportOnRequest.java"))
                .contains(shown("## Under a name", "## Under no name"));
    }

    @Test
    void theSpringBootApplicationIsTheExample() throws Exception {
        assertThat(shown("## In Spring Boot", "## Under a name")).hasSizeGreaterThan(8);
        assertThat(lines("spring-boot", "NightlyExportApplication.java") + lines("spring-boot", "NightlyExport.java"))
                .contains(shown("## In Spring Boot", "## Under a name"));
    }

    /** The lines of the code that one section shows. */
    private static List<String> shown(String section, String next) throws Exception {
        String page = Files.readString(Path.of("docs/embedding.md"));
        return page.substring(page.indexOf(section), page.indexOf(next)).lines()
                .dropWhile(line -> !line.equals("```java"))
                .takeWhile(line -> !line.startsWith("(This is"))
                .map(String::strip)
                .filter(line -> line.endsWith(";") || line.startsWith(".") || line.endsWith(")"))
                .toList();
    }

    private static String lines(String example, String file) throws Exception {
        return Files.readString(EXAMPLES.resolve(example + "/src/main/java/example/" + file));
    }
}
