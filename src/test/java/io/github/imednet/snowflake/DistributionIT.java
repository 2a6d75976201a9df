package io.github.imednet.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.model.Sha256;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives as they are downloaded: unpacked, and run from another working directory. */
class DistributionIT {

    @TempDir
    private Path directory;

    private Path home;
    private Path elsewhere;

    @BeforeEach
    void unpack() throws Exception {
        elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        home = unpack("imednet-snowflake-[0-9]*.tar.gz", directory);
    }

    private static Path unpack(String archive, Path target) throws Exception {
        Files.createDirectories(target);
        assertThat(run(target, "tar", "-xzf", archive(archive).toString()).exitCode).isZero();
        try (var folders = Files.newDirectoryStream(target, "imednet-snowflake-*")) {
            return folders.iterator().next();
        }
    }

    @Test
    void itHasWhatItsUsersNeed() {
        for (String name : List.of(
                "bin/imednet",
                "bin/imednet.cmd",
                "bin/java.options",
                "imednet-snowflake.jar",
                "application.properties",
                "log4j2.properties",
                "routes/export/export-records.camel.yaml",
                "deploy/Dockerfile",
                "deploy/cronjob.yaml",
                "routes/kamelets/snowflake-ingest-sink.kamelet.yaml",
                "examples/kamelets/records-to-snowflake.camel.yaml",
                "examples/java/ExportStudy.java",
                "examples/plain-camel/pom.xml",
                "licences/THIRD-PARTY.txt",
                "licences/bom.cdx.json",
                "docs/operations.md",
                "examples/routes/two-studies/export-due.camel.yaml")) {
            assertThat(home.resolve(name)).isRegularFile();
        }
        assertThat(home.resolve("bin/imednet")).isExecutable();
        assertThat(home.resolve("licences/THIRD-PARTY.txt"))
                .content()
                .contains("org.apache.camel:camel-core:", "Apache");
    }

    @Test
    void theBillOfMaterialsHasEachLibraryAsItIsShipped() throws Exception {
        Set<String> listed = new HashSet<>();
        for (JsonNode component : new ObjectMapper()
                .readTree(home.resolve("licences/bom.cdx.json").toFile())
                .get("components")) {
            for (JsonNode hash : component.path("hashes")) {
                if (hash.path("alg").asText().equals("SHA-256")) {
                    listed.add(hash.path("content").asText());
                }
            }
        }
        try (Stream<Path> libraries = Files.list(home.resolve("lib"))) {
            assertThat(libraries).isNotEmpty().allSatisfy(library -> assertThat(listed)
                    .contains(Sha256.of(Files.readAllBytes(library))));
        }
    }

    @Test
    void theZipHasTheSameFilesAndAScriptForWindows() throws Exception {
        try (ZipFile zip = new ZipFile(archive("imednet-snowflake-[0-9]*.zip").toFile());
                InputStream script = zip.getInputStream(zip.getEntry(home.getFileName() + "/bin/imednet.cmd"))) {
            assertThat(new String(script.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("@echo off\r\n")
                    .contains("imednet.home");
        }
    }

    @Test
    void itRunsFromAnotherWorkingDirectoryByTheRoutesBesideIt() throws Exception {
        String program = home.resolve("bin/imednet").toString();
        assertThat(run(elsewhere, program, "--version").output).contains("imednet 0.");

        assertThat(run(elsewhere, program, "routes", "check").exitCode).isZero();
        Files.writeString(home.resolve("routes/extend/customize-page.camel.yaml"), "- rout: x\n");
        Run check = run(elsewhere, program, "routes", "check");
        assertThat(check.exitCode).isEqualTo(2);
        assertThat(check.output).contains("customize-page.camel.yaml:1: ");
    }

    @Test
    void aRouteMayUseWhatAJarInLibHas() throws Exception {
        Files.writeString(home.resolve("routes/extend/customize-page.camel.yaml"), """
                - route:
                    id: customize-page
                    from:
                      uri: direct:customize-page
                      steps:
                        - bean:
                            beanType: example.Mask
                            method: mask
                """);
        String program = home.resolve("bin/imednet").toString();
        assertThat(run(elsewhere, program, "routes", "check").output).contains("example.Mask");

        makeJar("example.Mask", "package example; public class Mask { public void mask() {} }");

        Run check = run(elsewhere, program, "routes", "check");
        assertThat(check.exitCode).as(check.output).isZero();
    }

    @Test
    void itLogsAsItsOwnConfigurationSays() throws Exception {
        Path full = unpack("imednet-snowflake-with-local-servers-*.tar.gz", directory.resolve("full"));
        Files.writeString(full.resolve("log4j2.properties"), """
                appender.own.type = Console
                appender.own.name = own
                appender.own.target = SYSTEM_ERR
                appender.own.layout.type = PatternLayout
                appender.own.layout.pattern = OWN %p %m%n
                rootLogger.level = info
                rootLogger.appenderRef.own.ref = own
                """);

        assertThat(run(elsewhere, full.resolve("bin/imednet").toString()).output).contains("OWN INFO Apache Camel");
    }

    @Test
    void theJarLeavesLoggingToWhoeverEmbedsIt() throws Exception {
        try (ZipFile jar = new ZipFile(home.resolve("imednet-snowflake.jar").toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName)).noneMatch(name -> name.matches("log(4j|back|ging)[^/]*"));
        }
    }

    @Test
    void theDemoExportsTheSampleStudyWhereTheLocalServersAre() throws Exception {
        Path full = unpack("imednet-snowflake-with-local-servers-*.tar.gz", directory.resolve("full"));
        String program = full.resolve("bin/imednet").toString();

        Run demo = run(elsewhere, program);

        assertThat(demo.output).contains("reconciled       yes");
        assertThat(demo.exitCode).isZero();
        assertThat(run(elsewhere, program, "local", "snowflake", "--help").output).contains("--account-parameter");
    }

    @Test
    void withoutTheLocalServersTheProgramSaysWhereTheyAre() throws Exception {
        String program = home.resolve("bin/imednet").toString();
        for (String[] arguments : new String[][] {{}, {"local"}, {"local", "snowflake", "--data", "x"}}) {
            List<String> command = new ArrayList<>(List.of(program));
            command.addAll(List.of(arguments));
            Run run = run(elsewhere, command.toArray(String[]::new));
            assertThat(run.output).contains("imednet-snowflake-with-local-servers");
            assertThat(run.exitCode).isEqualTo(2);
        }
    }

    @Test
    void theArchiveForProductionHasNeitherTheLocalServersNorDuckDb() throws Exception {
        assertThat(Files.size(archive("imednet-snowflake-[0-9]*.tar.gz"))).isLessThan(165_000_000);
        assertThat(Files.size(archive("imednet-snowflake-[0-9]*.zip"))).isLessThan(165_000_000);
        try (var libraries = Files.list(home.resolve("lib"))) {
            assertThat(libraries.map(library -> library.getFileName().toString()))
                    .noneMatch(name -> name.contains("duckdb") || name.contains("local"));
        }
        try (ZipFile jar = new ZipFile(home.resolve("imednet-snowflake.jar").toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains("io/github/imednet/snowflake/cli/LocalServers.class")
                    .noneMatch(name -> name.contains("/local/") || name.endsWith(".LocalServers"));
        }
    }

    /** A jar in the distribution's lib with a class of somebody else's. */
    private void makeJar(String name, String source) throws Exception {
        Path file = Files.writeString(directory.resolve(name.replaceAll(".*\\.", "") + ".java"), source);
        Path classes = directory.resolve("classes");
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        assertThat(run(directory, java + "/javac", "-d", classes.toString(), file.toString()).exitCode).isZero();
        String jar = home.resolve("lib/own.jar").toString();
        assertThat(run(directory, java + "/jar", "-cf", jar, "-C", classes.toString(), ".").exitCode).isZero();
    }

    private static Path archive(String name) throws Exception {
        try (var files = Files.newDirectoryStream(Path.of("target"), name)) {
            return files.iterator().next().toAbsolutePath();
        }
    }

    private static Run run(Path directory, String... command) throws Exception {
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private record Run(int exitCode, String output) {}
}
