package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {

    @TempDir
    private Path directory;

    @Test
    void aFolderThatIsNamedAndNotThereIsRefused() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> RouteFiles.in(missing))
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessage("The folder of routes " + missing + " is not there");
        assertThatThrownBy(() -> RouteFiles.of(missing, List.of("query")))
                .isInstanceOf(ExportConfigurationException.class);
    }

    @Test
    void theFolderOfTheProjectIsTakenByItsRelativeNameToo() throws Exception {
        assertThat(RouteFiles.paths(Path.of("routes"))).contains(Path.of("routes/customize-page.camel.yaml"));
    }

    @Test
    void anEmptyFolderLetsTheBuiltInRoutesRun() throws Exception {
        assertThat(RouteFiles.in(directory))
                .isEqualTo(new RouteFiles("classpath:META-INF/imednet-snowflake/routes/*.camel.yaml", ""));
    }

    @Test
    void yamlThatWouldNotBeReadIsRefusedByName() throws Exception {
        Files.createFile(directory.resolve("customize-page.yaml"));
        Files.createDirectories(directory.resolve("kamelets"));
        Files.createFile(directory.resolve("kamelets/mine.kamelet.yaml"));
        Files.createDirectories(directory.resolve("drop-variable"));
        Files.createFile(directory.resolve("drop-variable/customize-page.camel.yaml"));

        assertThatThrownBy(() -> RouteFiles.in(directory))
                .isInstanceOfSatisfying(ExportConfigurationException.class, problem -> assertThat(problem.problems())
                        .hasSize(2)
                        .allMatch(text -> text.contains("would not be read"))
                        .anyMatch(text -> text.startsWith(directory.resolve("customize-page.yaml").toString()))
                        .anyMatch(text -> text.startsWith(
                                directory.resolve("drop-variable/customize-page.camel.yaml").toString())));
    }

    @Test
    void aFileOfTheFolderTakesThePlaceOfTheBuiltInOneOfItsName() throws Exception {
        Files.createFile(directory.resolve("customize-page.camel.yaml"));
        Files.createFile(directory.resolve("notes.txt"));

        RouteFiles files = RouteFiles.in(directory);

        assertThat(files.include())
                .isEqualTo("classpath:META-INF/imednet-snowflake/routes/*.camel.yaml,file:"
                        + directory.toAbsolutePath() + "/customize-page.camel.yaml");
        assertThat(files.exclude().split(","))
                .containsExactly(
                        "**/META-INF/imednet-snowflake/routes/customize-page.camel.yaml",
                        "classpath:META-INF/imednet-snowflake/routes/customize-page.camel.yaml");
    }
}
