package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
                .hasMessage("The folder of routes " + missing + " does not exist");
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
        assertThat(RouteFiles.in(directory).locations())
                .containsExactlyElementsOf(builtIn(BuiltInRoutes.FOLDERS))
                .contains("classpath:META-INF/imednet-snowflake/routes/export/write-batch.camel.yaml");
    }

    @Test
    void onlyFilesWithBeansAndOnesOfTheUsersOwnAreReadBeforeRoutesAreMade() throws Exception {
        Path beans = copyOfBuiltIn("query/query-resources");
        copyOfBuiltIn("query/query");
        Path changed = Files.writeString(directory.resolve("customize-page.camel.yaml"), "- beans:\n");

        assertThat(RouteFiles.in(directory).early())
                .contains("classpath:META-INF/imednet-snowflake/routes/config/resources.camel.yaml")
                .doesNotContain("classpath:META-INF/imednet-snowflake/routes/export/write-batch.camel.yaml")
                .filteredOn(location -> location.startsWith("file:"))
                .containsExactly("file:" + changed, "file:" + beans);
    }

    @Test
    void partsAreEnoughWhereTheFolderHasNothingButBuiltInFilesAsTheyAre() throws Exception {
        List<String> parts = List.of("export", "load");
        Path copy = copyOfBuiltIn("load/load-files");
        copyOfBuiltIn("query/query");

        assertThat(RouteFiles.atLeast(directory, parts).locations())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                builtIn(parts).stream().filter(file -> !file.endsWith("/load-files.camel.yaml")),
                                Stream.of("file:" + copy))
                        .toList());

        Files.writeString(copy, "# changed", StandardOpenOption.APPEND);

        assertThat(RouteFiles.atLeast(directory, parts)).isEqualTo(RouteFiles.in(directory));
    }

    /**
     * A route that is called and not there fails the run in its midst. Three are called by workers of the queue alone.
     */
    @ParameterizedTest
    @ValueSource(strings = {"", "doctor", "lookup", "plan,verify", "queue", "replay", "schedule", "sink", "verify"})
    void whatTheRoutesOfACommandCallIsAmongThem(String parts) throws Exception {
        List<String> folders = ExportProgram.withExport(List.of(parts.split(",")));
        String texts = BuiltInRoutes.texts().entrySet().stream()
                .filter(file -> folders.contains(file.getKey().replaceAll("/.*", "")))
                .map(file -> file.getValue().replaceAll("(?m)^ *#.*$", ""))
                .collect(Collectors.joining("\n"));
        Set<String> begun = found("from:\\s+uri: \"?(direct:[a-z0-9-]+)", texts);

        assertThat(begun).contains("direct:export-records");
        Set<String> called = found("(direct:[a-z0-9-]*[a-z0-9])", texts);
        if (!parts.equals("queue")) {
            called.removeAll(Set.of("direct:export-order", "direct:check-keys", "direct:share-pause"));
        }
        assertThat(begun).containsAll(called);
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(place -> place.group(1))
                .collect(Collectors.toSet());
    }

    private static List<String> builtIn(List<String> folders) throws Exception {
        return BuiltInRoutes.texts().keySet().stream()
                .filter(file -> folders.contains(file.replaceAll("/.*", "")))
                .map(file -> "classpath:META-INF/imednet-snowflake/routes/" + file)
                .toList();
    }

    private Path copyOfBuiltIn(String file) throws Exception {
        Path source = Path.of("routes", file + ".camel.yaml");
        return Files.copy(source, directory.resolve(source.getFileName()));
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

    /** Docker makes a folder of a file that is mounted and missing. */
    @Test
    void aNameOfAFileThatCannotBeReadIsRefused() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("customize-page.camel.yaml"));
        Path dangling = Files.createSymbolicLink(directory.resolve("copy-file.camel.yaml"), Path.of("missing"));
        Path loud = Files.createFile(directory.resolve("fail-load.camel.YAML"));

        assertThatThrownBy(() -> RouteFiles.in(directory))
                .isInstanceOfSatisfying(ExportConfigurationException.class, problem -> assertThat(problem.problems())
                        .containsExactly(
                                dangling + " is a link without a target that can be read",
                                folder + " is not a readable file",
                                loud + " would not be read: route files are named NAME.camel.yaml"));
    }

    /** Such as one to a shared folder that is not mounted. */
    @Test
    void aLinkWithoutATargetIsRefusedWhateverItIsCalled() throws Exception {
        Path dangling = Files.createSymbolicLink(directory.resolve("extend"), Path.of("missing"));

        assertThatThrownBy(() -> RouteFiles.in(directory))
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessage(dangling + " is a link without a target that can be read");
    }

    @Test
    void theLockOfAnEditorIsPassedOver() throws Exception {
        Path edited = Files.createFile(directory.resolve("mine.camel.yaml"));
        Files.createSymbolicLink(directory.resolve(".#mine.camel.yaml"), Path.of("ann@host.example.4711:1764490000"));

        assertThat(RouteFiles.paths(directory)).containsExactly(edited);
    }

    @Test
    void aFolderOfRoutesThatIsNoFolderIsRefusedAlsoWhereNobodyNamedIt() throws Exception {
        Path file = Files.createFile(directory.resolve("routes"));
        Path dangling = Files.createSymbolicLink(directory.resolve("link"), Path.of("missing"));

        for (Path folder : List.of(file, dangling)) {
            assertThatThrownBy(() -> RouteFiles.in(folder))
                    .isInstanceOf(ExportConfigurationException.class)
                    .hasMessage("The folder of routes " + folder + " cannot be read: there is something else of its"
                            + " name, such as a link whose target is missing");
        }
    }

    @Test
    void aFileOfARouteThatHasAnotherNameNowIsRefused() throws Exception {
        Path old = Files.createFile(directory.resolve("load-batches.camel.yaml"));

        assertThatThrownBy(() -> RouteFiles.in(directory))
                .isInstanceOfSatisfying(ExportConfigurationException.class, problem -> assertThat(problem.problems())
                        .containsExactly(old + " would not be called: the route load-batches is collect-load now."
                                + " Copy it anew with: imednet routes init collect-load"));
    }

    @Test
    void aFileThatCallsARouteByItsOldNameIsRefusedUnlessThereIsSuchARoute() throws Exception {
        Path calling = Files.writeString(directory.resolve("mine.camel.yaml"), "- to: direct:load-batches\n");

        assertThatThrownBy(() -> RouteFiles.in(directory))
                .isInstanceOfSatisfying(ExportConfigurationException.class, problem -> assertThat(problem.problems())
                        .containsExactly(calling + " calls direct:load-batches, which is direct:collect-load now"));

        Files.writeString(
                directory.resolve("other.camel.yaml"), "- route:\n    from:\n      uri: direct:load-batches\n");
        assertThat(RouteFiles.in(directory).locations()).isNotEmpty();
    }

    @Test
    void aFolderOfAConfigMapHasEachFileOnceByTheLinkToIt() throws Exception {
        Path version = Files.createDirectories(directory.resolve("..2026_03_01_02_00_00.123/extend")).getParent();
        Files.createFile(version.resolve("mine.camel.yaml"));
        Files.createFile(version.resolve("extend/customize-page.camel.yaml"));
        Files.createSymbolicLink(directory.resolve("..data"), version.getFileName());
        Path file = Files.createSymbolicLink(directory.resolve("mine.camel.yaml"), Path.of("..data/mine.camel.yaml"));
        Path folder = Files.createSymbolicLink(directory.resolve("extend"), Path.of("..data/extend"));

        assertThat(RouteFiles.paths(directory))
                .containsExactly(folder.resolve("customize-page.camel.yaml"), file);
        assertThat(RouteFiles.paths(Path.of("").toAbsolutePath().relativize(directory))).hasSize(2);
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

        assertThat(RouteFiles.in(directory).locations())
                .contains("file:" + directory.toAbsolutePath() + "/" + folder + "customize-page.camel.yaml")
                .doesNotContain("classpath:META-INF/imednet-snowflake/routes/extend/customize-page.camel.yaml")
                .hasSameSizeAs(BuiltInRoutes.texts().keySet());
    }

    @Test
    void aCommandRunsItsFoldersAndWhatTakesThePlaceOfTheirFilesOrLiesInFoldersOfTheirNames() throws Exception {
        Path replaced = Files.createFile(directory.resolve("ingest-publish.camel.yaml"));
        Files.createFile(directory.resolve("customize-page.camel.yaml"));
        Files.createFile(directory.resolve("ingest-more.camel.yaml"));
        Path added = Files.createFile(
                Files.createDirectories(directory.resolve("ingest")).resolve("another.camel.yaml"));

        assertThat(RouteFiles.in(directory, List.of("ingest", "shared")).locations())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                builtIn(List.of("ingest", "shared")).stream()
                                        .filter(file -> !file.endsWith("/ingest-publish.camel.yaml")),
                                Stream.of("file:" + added.toAbsolutePath(), "file:" + replaced.toAbsolutePath()))
                        .toList());
    }
}
