package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Route files copied for editing, and checked before they run. */
class RoutesCommandTest {

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path directory;

    @Test
    void allBuiltInRoutesAreCopiedWithoutProblems() throws Exception {
        Path routes = directory.resolve("routes");

        assertThat(terminal.run("routes", "init", "--routes", routes.toString())).isZero();

        List<String> builtIn =
                names(Path.of("routes")).stream().filter(name -> name.endsWith(".camel.yaml")).toList();
        assertThat(names(routes)).isEqualTo(builtIn).contains("extend/customize-page.camel.yaml");
        assertThat(routes.resolve("load/load-files.camel.yaml"))
                .hasSameTextualContentAs(Path.of("routes/load/load-files.camel.yaml"));
        assertThat(check()).as(terminal.errors()).isZero();
        assertThat(terminal.output()).contains("route files, no problems found");
    }

    @Test
    void aSingleRouteIsCopiedAndNotOverwrittenUnlessForced() throws Exception {
        Path routes = directory.resolve("routes");
        Path file = routes.resolve("extend/customize-page.camel.yaml");
        assertThat(terminal.run("routes", "init", "customize-page", "--routes", routes.toString())).isZero();
        assertThat(names(routes)).containsExactly("extend/customize-page.camel.yaml");
        Files.writeString(file, "# mine");

        assertThat(terminal.run("routes", "init", "--routes", routes.toString())).isEqualTo(2);
        assertThat(terminal.errors()).contains("there are already extend/customize-page.camel.yaml", "--force");
        assertThat(file).hasContent("# mine");
        assertThat(names(routes)).hasSize(1);

        assertThat(terminal.run(
                        "routes",
                        "init",
                        "customize-page",
                        "--force",
                        "--routes",
                        routes.toString()))
                .isZero();
        assertThat(file).hasSameTextualContentAs(Path.of("routes/extend/customize-page.camel.yaml"));
    }

    @Test
    void aFolderOfRoutesIsCopiedAndAFlatOneStaysFlat() throws Exception {
        Path routes = Files.createDirectories(directory.resolve("routes"));
        Files.writeString(routes.resolve("copy-file.camel.yaml"), "# mine");

        assertThat(terminal.run("routes", "init", "schedule", "--routes", routes.toString())).isZero();
        assertThat(terminal.run("routes", "init", "copy-file", "--routes", routes.toString())).isEqualTo(2);
        assertThat(terminal.run("routes", "init", "copy-file", "--force", "--routes", routes.toString())).isZero();

        assertThat(names(routes)).containsExactly(
                "copy-file.camel.yaml", "schedule/export-on-schedule.camel.yaml");
        assertThat(routes.resolve("copy-file.camel.yaml"))
                .hasSameTextualContentAs(Path.of("routes/extend/copy-file.camel.yaml"));
    }

    @Test
    void aFileThatIsThereByALinkIsNotOverwrittenUnlessForced() throws Exception {
        Path shared = Files.createDirectories(directory.resolve("shared/mine"));
        Path file = Files.writeString(shared.resolve("customize-page.camel.yaml"), "# mine");
        Path whole = Files.createSymbolicLink(directory.resolve("whole"), Path.of("shared"));
        Path part = Files.createDirectory(directory.resolve("part"));
        Files.createSymbolicLink(part.resolve("extend"), shared);
        for (Path routes : List.of(whole, part)) {
            assertThat(terminal.run("routes", "init", "customize-page", "--routes", routes.toString())).isEqualTo(2);
            assertThat(terminal.errors()).contains("there are already extend/customize-page.camel.yaml");
            assertThat(file).hasContent("# mine");
        }

        for (Path routes : List.of(whole, part)) {
            Files.writeString(file, "# mine");
            assertThat(terminal.run("routes", "init", "customize-page", "--force", "--routes", routes.toString()))
                    .isZero();

            assertThat(file).hasSameTextualContentAs(Path.of("routes/extend/customize-page.camel.yaml"));
        }
        assertThat(names(shared.getParent())).containsExactly("mine/customize-page.camel.yaml");
    }

    @Test
    void aRouteThatSharesItsFileIsCopiedWithTheOthersOfTheFile() throws Exception {
        Path routes = directory.resolve("routes");

        assertThat(terminal.run("routes", "init", "send-by-put", "--routes", routes.toString())).isZero();

        assertThat(names(routes)).containsExactly("shared/send-files.camel.yaml");
    }

    @Test
    void aNameThatNoRouteHasIsRefusedWithThoseThatThereAre() {
        assertThat(terminal.run("routes", "init", "no-such-route", "--routes", directory.toString())).isEqualTo(2);

        assertThat(terminal.errors())
                .contains(
                        "No built-in route or folder has the name no-such-route", "query/query-resources, query/query");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void kameletsAndTheirParametersAreHeldAgainstTheirFiles() throws Exception {
        write(
                "kamelets",
                """
                - route:
                    id: kamelets
                    from:
                      uri: kamelet:imednet-records-source
                      parameters:
                        studyKey: SAMPLE
                        resorce: sites
                        bridgeErrorHandler: true
                      steps:
                        - to: kamelet:no-such-sink
                        - kamelet:
                            name: parquet-batch-action
                            parameters:
                              batchsize: 10
                        - to:
                            uri: kamelet:snowflake-copy-sink
                            parameters:
                              mode: append
                        - to: kamelet:export-manifest-sink/mine?path=manifest.jsonl
                        - to: kamelet:snowflake-ingest-sink?table=SITES&schema=PUBLIC&replaceColum=STUDY_KEY&xyzzy=1
                        - toD: kamelet:export-manifest-sink?path=${header.path}&pth=x
                """);

        assertThat(check()).isEqualTo(2);
        String file = directory.resolve("routes/kamelets.camel.yaml").toString();
        assertThat(terminal.errors().lines())
                .anyMatch(line ->
                        line.startsWith(file + ":4: The kamelet imednet-records-source has no parameter resorce:"
                                + " is resource meant? (it has "))
                .anyMatch(line -> line.startsWith(file + ":10: Resource not found: classpath:kamelets/no-such-sink"))
                .anyMatch(line -> line.startsWith(file + ":11: The kamelet parquet-batch-action has no parameter"
                        + " batchsize: is batchSize meant?"))
                .anyMatch(line -> line.startsWith(file + ":15: Route template snowflake-copy-sink")
                        && line.endsWith("mandatory parameters must be provided: table"))
                .anyMatch(line -> line.startsWith(file + ":20: The kamelet snowflake-ingest-sink has no parameter"
                        + " replaceColum: is replaceColumn meant? (it has "))
                .anyMatch(line -> line.startsWith(
                        file + ":20: The kamelet snowflake-ingest-sink has no parameter xyzzy" + " (it has "))
                .anyMatch(line -> line.startsWith(
                        file + ":21: The kamelet export-manifest-sink has no parameter pth:" + " is path meant?"))
                .hasSize(8);
    }

    @Test
    void everythingThatIsWrongIsNamedByFileLineAndReason() throws Exception {
        write(
                "wrong",
                """
                - beans:
                    - name: brokenBean
                      type: io.example.NoSuchClass
                - route:
                    id: wrong
                    from:
                      uri: direct:wrong
                      steps:
                        - to:
                            uri: file:out
                            parameters:
                              fileExits: Append
                        - bean:
                            ref: noSuchBean
                            method: send
                        - setBodi:
                            simple: "x"
                        - setBody:
                            simple: "${body"
                        - choice:
                            when:
                              - simple: "${body} == null"
                                steps:
                                  - to: direct:nowhere
                                  - to:
                                      uri: jdbc:snowflakeDataSource
                                      parameters:
                                        resetAutoCommmit: false
                        - bean:
                            ref: runProgress
                            method: noSuchMethod
                        - setProperty:
                            nam: x
                            simple: "y"
                        - toD: "file:${body}?chmodd=600"
                        - to: "{{no.such.key}}"
                """);

        assertThat(check()).isEqualTo(2);

        List<String> problems = terminal.errors().lines().toList();
        String file = directory.resolve("routes/wrong.camel.yaml") + ":";
        assertThat(problems).hasSize(12);
        assertThat(problems.get(0)).startsWith(file + "2: ").contains("io.example.NoSuchClass");
        assertThat(problems.get(1)).startsWith(file + "9: ").contains("Unknown parameters=[{fileExits=Append}]");
        assertThat(problems.get(2)).startsWith(file + "13: ").contains("noSuchBean");
        assertThat(problems.get(3)).startsWith(file + "16: ").contains("setBodi");
        assertThat(problems.get(4)).startsWith(file + "18: ").contains("expected symbol functionEnd");
        assertThat(problems.get(5)).startsWith(file + "24: ").contains("No route begins with direct:nowhere");
        assertThat(problems.get(6)).startsWith(file + "25: ").contains("resetAutoCommmit=false");
        assertThat(problems.get(7)).startsWith(file + "29: ").contains("noSuchMethod");
        assertThat(problems.get(8)).startsWith(file + "33: ").contains("Unsupported field: nam");
        assertThat(problems.get(9)).startsWith(file + "35: ").contains("chmodd=600");
        assertThat(problems.get(10)).startsWith(file + "36: ").contains("no.such.key");
        assertThat(problems.get(11)).isEqualTo("imednet: 11 problems in route files");
    }

    @Test
    void whatIsNoYamlIsNamedByItsLineAndTheOtherFilesAreCheckedAllTheSame() throws Exception {
        write("broken", "- route:\n    id: x\n   from: y\n");
        write("customize-page", route("customize-page", "customize-page", "noSuchBean"));

        assertThat(check()).isEqualTo(2);

        assertThat(terminal.errors())
                .contains("broken.camel.yaml:3: expected <block end>", "customize-page.camel.yaml:6: ", "noSuchBean")
                .contains("2 problems");
    }

    @Test
    void idsThatAreUnknownOrTakenAreNamed() throws Exception {
        write(
                "one",
                route("export-records", "one", "runProgress")
                        .replace("    from", "    routeConfigurationId: no-such-errors\n    from"));
        write("two", route("two", "export-records", "runProgress").replace("ref:", "id: put-files\n            ref:"));

        assertThat(check()).isEqualTo(2);

        assertThat(terminal.errors())
                .contains("There is no routeConfiguration with the id no-such-errors")
                .contains("The route id export-records is in use already, at export/export-records.camel.yaml:")
                .contains("The step id put-files is in use already, at shared/send-files.camel.yaml:")
                .contains("The entry direct:export-records is in use already, at export/export-records.camel.yaml:");
    }

    @Test
    void aRouteThatReplacesAnotherMayNotForgetWhatIsCalledFromElsewhere() throws Exception {
        write("customize-page", route("customize-page", "customise-page", "runProgress"));

        assertThat(check()).isEqualTo(2);

        assertThat(terminal.errors())
                .contains(
                        "read-page.camel.yaml:",
                        "verify-records.camel.yaml:",
                        "No route begins with direct:customize-page");
    }

    @Test
    void nothingIsWrongWithTheRecipes() throws Exception {
        Path settings = Files.writeString(directory.resolve("recipes.properties"), """
                sites=1
                copy.directory=copies
                sftp.host=localhost
                sftp.directory=kept
                sftp.user=keeper
                sftp.password=secret
                sftp.known-hosts=known_hosts
                copy.s3.bucket=kept
                copy.s3.region=eu-central-1
                copy.s3.access-key=key
                copy.s3.secret-key=secret
                webhook.url=http://localhost/hook
                studies=A,B
                export.schedule=1h
                """);
        for (String recipe : names(Path.of("examples/routes"))) {
            Path folder = Path.of("examples/routes").resolve(recipe).getParent();
            int exitCode = terminal.run(
                    "routes", "check", "--routes", folder.toString(), "--properties", settings.toString());

            assertThat(exitCode).as(recipe + terminal.errors()).isZero();
        }
    }

    @Test
    void filesThatTakeThePlaceOfABuiltInRouteAndThoseThatComeToThemAreToldApart() throws Exception {
        write("customize-page", route("customize-page", "customize-page", "runProgress"));
        write("customise-page", route("customise-page", "customise-page", "runProgress"));

        assertThat(check()).as(terminal.errors()).isZero();

        assertThat(terminal.output())
                .contains("customize-page.camel.yaml replaces the built-in route")
                .contains("customise-page.camel.yaml is added to the built-in routes");
    }

    @Test
    void settingsThatAreBadAreToldBeforeTheRoutes() {
        assertThat(check("--set", "export.batch-size=many")).isEqualTo(2);

        assertThat(terminal.errors()).contains("export.batch-size is 'many'").doesNotContain("route files");
    }

    private static String route(String id, String entry, String bean) {
        return """
                - route:
                    id: %s
                    from:
                      uri: direct:%s
                      steps:
                        - bean:
                            ref: %s
                            method: summary
                """
                .formatted(id, entry, bean);
    }

    private void write(String name, String text) throws Exception {
        Path routes = Files.createDirectories(directory.resolve("routes"));
        Files.writeString(routes.resolve(name + ".camel.yaml"), text);
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted().toList();
        }
    }

    private int check(String... others) {
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "routes",
                                "check",
                                "--routes",
                                directory.resolve("routes").toString()),
                        Stream.of(others))
                .toList();
        return terminal.run(arguments);
    }
}
