package io.github.imednet.snowflake;

import static io.github.imednet.snowflake.Distribution.archive;
import static io.github.imednet.snowflake.Distribution.copy;
import static io.github.imednet.snowflake.Distribution.run;
import static io.github.imednet.snowflake.Distribution.unpack;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.Distribution.Run;
import io.github.imednet.snowflake.model.Sha256;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives as they are downloaded: unpacked, and run from another working directory. */
class DistributionIT {

    /** As they were unpacked: whoever changes a file takes a copy. */
    private static Path home;

    private static Path withLocalServers;

    @TempDir
    private Path directory;

    private Path elsewhere;

    @BeforeAll
    static void unpackArchives(@TempDir Path unpacked) throws Exception {
        home = unpack("imednet-snowflake-[0-9]*.tar.gz", unpacked.resolve("production"));
        withLocalServers = unpack("imednet-snowflake-with-local-servers-*.tar.gz", unpacked.resolve("full"));
    }

    @BeforeEach
    void createOtherWorkingDirectory() throws Exception {
        elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    }

    @Test
    void itHasWhatItsUsersNeed() {
        for (String name : List.of(
                "bin/imednet",
                "bin/imednet.cmd",
                "bin/classes.list",
                "bin/java.options",
                "imednet-snowflake.jar",
                "application.properties",
                "log4j2.properties",
                "routes/export/export-records.camel.yaml",
                "deploy/Dockerfile",
                "deploy/base/cronjob.yaml",
                "deploy/base/kustomization.yaml",
                "deploy/my-study/kustomization.yaml",
                "deploy/workers/worker.yaml",
                "deploy/workers/scaledobject.yaml",
                "deploy/workers/kustomization.yaml",
                "deploy/my-key/kustomization.yaml",
                "deploy/broker-login/kustomization.yaml",
                "deploy/broker-login/trigger-authentication.yaml",
                "bin/healthcheck",
                "routes/kamelets/snowflake-ingest-sink.kamelet.yaml",
                "examples/kamelets/records-to-snowflake.camel.yaml",
                "examples/java/ExportStudy.java",
                "examples/plain-camel/pom.xml",
                "licenses/THIRD-PARTY.txt",
                "licenses/bom.cdx.json",
                "docs/operations.md",
                "examples/routes/two-studies/export-due.camel.yaml")) {
            assertThat(home.resolve(name)).isRegularFile();
        }
        assertThat(home.resolve("bin/imednet")).isExecutable();
        assertThat(home.resolve("bin/share-classes")).isExecutable();
        assertThat(home.resolve("bin/healthcheck")).isExecutable();
        assertThat(home.resolve("licenses/THIRD-PARTY.txt"))
                .content()
                .contains("org.apache.camel:camel-core:", "Apache");
    }

    /** Which only a JVM of version 24 or later would tell on standard error. */
    @Test
    void noJvmWarnsOfLibrariesInC() throws Exception {
        assertThat(home.resolve("bin/java.options")).content().contains("\n--enable-native-access=ALL-UNNAMED\n");
        try (JarFile jar = new JarFile(home.resolve("imednet-snowflake.jar").toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
        }
    }

    /** No image is built here: what its recipe copies is there, and what it starts runs. */
    @Test
    void theRecipeOfTheImageCopiesAndStartsWhatThereIs() throws Exception {
        String recipe = Files.readString(home.resolve("deploy/Dockerfile"));
        List<String> copied = Pattern.compile("(?m)^COPY (.*) \\S+$").matcher(recipe).results()
                .flatMap(copy -> Stream.of(copy.group(1).split(" ")))
                .toList();
        assertThat(copied).contains("bin/imednet", "lib").allSatisfy(name -> assertThat(home.resolve(name)).exists());
        for (String program : List.of("bin/imednet", "bin/healthcheck")) {
            assertThat(recipe).contains("[\"/opt/imednet/" + program + "\"]");
            assertThat(home.resolve(program)).isExecutable();
        }
    }

    @Test
    void theBillOfMaterialsHasEachLibraryAsItIsShipped() throws Exception {
        Set<String> listed = new HashSet<>();
        for (JsonNode component : new ObjectMapper()
                .readTree(home.resolve("licenses/bom.cdx.json").toFile())
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
        Path own = copy(home, directory);
        String program = own.resolve("bin/imednet").toString();
        assertThat(run(elsewhere, program, "--version").output()).contains("imednet 0.");

        assertThat(run(elsewhere, program, "routes", "check").exitCode()).isZero();
        Files.writeString(own.resolve("routes/extend/customize-page.camel.yaml"), "- rout: x\n");
        Run check = run(elsewhere, program, "routes", "check");
        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.output()).contains("customize-page.camel.yaml:1: ");
    }

    @Test
    void aRouteMayUseWhatAJarInLibHas() throws Exception {
        Path own = copy(home, directory);
        Files.writeString(own.resolve("routes/extend/customize-page.camel.yaml"), """
                - route:
                    id: customize-page
                    from:
                      uri: direct:customize-page
                      steps:
                        - bean:
                            beanType: example.Mask
                            method: mask
                """);
        String program = own.resolve("bin/imednet").toString();
        assertThat(run(elsewhere, program, "routes", "check").output()).contains("example.Mask");

        Distribution.addJar(own, "example.Mask", "package example; public class Mask { public void mask() {} }");

        Run check = run(elsewhere, program, "routes", "check");
        assertThat(check.exitCode()).as(check.output()).isZero();
    }

    @Test
    void itLogsAsItsOwnConfigurationSays() throws Exception {
        Path full = copy(withLocalServers, directory);
        Files.writeString(full.resolve("log4j2.properties"), """
                appender.own.type = Console
                appender.own.name = own
                appender.own.target = SYSTEM_ERR
                appender.own.layout.type = PatternLayout
                appender.own.layout.pattern = OWN %p %m%n
                rootLogger.level = info
                rootLogger.appenderRef.own.ref = own
                """);

        assertThat(run(elsewhere, full.resolve("bin/imednet").toString()).output()).contains("OWN INFO Apache Camel");
    }

    @Test
    void theJarLeavesLoggingToWhoeverEmbedsIt() throws Exception {
        try (ZipFile jar = new ZipFile(home.resolve("imednet-snowflake.jar").toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName)).noneMatch(name -> name.matches("log(4j|back|ging)[^/]*"));
        }
    }

    @Test
    void theDemoExportsTheSampleStudyWhereTheLocalServersAre() throws Exception {
        String program = withLocalServers.resolve("bin/imednet").toString();

        Run demo = run(elsewhere, program);

        assertThat(demo.output()).contains("reconciled       yes");
        assertThat(demo.exitCode()).isZero();
        assertThat(run(elsewhere, program, "local", "snowflake", "--help").output()).contains("--account-parameter");
    }

    @Test
    void withoutTheLocalServersTheProgramSaysWhereTheyAre() throws Exception {
        String program = home.resolve("bin/imednet").toString();
        for (String[] arguments : new String[][] {{}, {"local"}, {"local", "snowflake", "--data", "x"}}) {
            List<String> command = new ArrayList<>(List.of(program));
            command.addAll(List.of(arguments));
            Run run = run(elsewhere, command.toArray(String[]::new));
            assertThat(run.output()).contains("imednet-snowflake-with-local-servers");
            assertThat(run.exitCode()).isEqualTo(2);
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
}
