package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteFilesTest {

    @TempDir
    private Path directory;

    @Test
    void aFolderThatIsNamedAndNotThereIsRefused() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> RouteFiles.in(missing))
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessage("The folder of routes " + missing + " is not there");
        assertThatThrownBy(() -> RouteFiles.in(missing, List.of("query")))
                .isInstanceOf(ExportConfigurationException.class);
    }

    @Test
    void theFolderOfTheProjectIsTakenByItsRelativeNameToo() throws Exception {
        assertThat(RouteFiles.paths(Path.of("routes"))).contains(Path.of("routes/extend/customize-page.camel.yaml"));
    }

    @Test
    void everyFolderOfRoutesIsKnown() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            assertThat(files.map(folder -> folder.getFileName().toString()).filter(name -> !name.equals("kamelets")))
                    .containsExactlyInAnyOrderElementsOf(BuiltInRoutes.FOLDERS);
        }
    }

    @Test
    void anEmptyFolderLetsTheBuiltInRoutesRun() throws Exception {
        assertThat(RouteFiles.in(directory))
                .isEqualTo(new RouteFiles(String.join(",", BuiltInRoutes.patterns()), ""));
    }

    @Test
    void yamlThatWouldNotBeReadIsRefusedByName() throws Exception {
        Files.createFile(directory.resolve("customize-page.yaml"));
        Files.createDirectories(directory.resolve("kamelets"));
        Files.createFile(directory.resolve("kamelets/mine.kamelet.yaml"));

        assertThatThrownBy(() -> RouteFiles.in(directory))
                .isInstanceOfSatisfying(ExportConfigurationException.class, problem -> assertThat(problem.problems())
                        .containsExactly(directory.resolve("customize-page.yaml")
                                + " would not be read: route files are named NAME.camel.yaml"));
    }

    @Test
    void twoFilesOfOneNameAreRefused() throws Exception {
        Path flat = Files.createFile(directory.resolve("customize-page.camel.yaml"));
        Path inFolder = Files.createFile(
                Files.createDirectories(directory.resolve("extend")).resolve("customize-page.camel.yaml"));

        assertThatThrownBy(() -> RouteFiles.in(directory))
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessage(inFolder + " has the name of " + flat + ": only one route file can have it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "extend/", "mine/pages/"})
    void aFileOfTheFolderTakesThePlaceOfTheBuiltInOneOfItsNameWhereverItLies(String folder) throws Exception {
        Files.createDirectories(directory.resolve(folder));
        Files.createFile(directory.resolve(folder + "customize-page.camel.yaml"));
        Files.createFile(directory.resolve("notes.txt"));

        RouteFiles files = RouteFiles.in(directory);

        assertThat(files.include())
                .isEqualTo(String.join(",", BuiltInRoutes.patterns()) + ",file:"
                        + directory.toAbsolutePath() + "/" + folder + "customize-page.camel.yaml");
        assertThat(files.exclude().split(","))
                .containsExactly(
                        "**/META-INF/imednet-snowflake/routes/**/customize-page.camel.yaml",
                        "classpath:META-INF/imednet-snowflake/routes/**/customize-page.camel.yaml");
    }

    @Test
    void aCommandRunsItsFoldersAndWhatTakesThePlaceOfTheirFilesOrLiesInFoldersOfTheirNames() throws Exception {
        Path replaced = Files.createFile(directory.resolve("ingest-publish.camel.yaml"));
        Files.createFile(directory.resolve("customize-page.camel.yaml"));
        Files.createFile(directory.resolve("ingest-more.camel.yaml"));
        Path added = Files.createFile(
                Files.createDirectories(directory.resolve("ingest")).resolve("another.camel.yaml"));

        assertThat(RouteFiles.in(directory, List.of("ingest", "shared")).include().split(","))
                .containsExactlyInAnyOrder(
                        "classpath:META-INF/imednet-snowflake/routes/ingest/*.camel.yaml",
                        "classpath:META-INF/imednet-snowflake/routes/shared/*.camel.yaml",
                        "file:" + added.toAbsolutePath(),
                        "file:" + replaced.toAbsolutePath());
    }
}
