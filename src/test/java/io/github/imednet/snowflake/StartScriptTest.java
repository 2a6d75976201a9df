package io.github.imednet.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the start script asks of the JVM, by a {@code java} that prints its arguments. */
class StartScriptTest {

    private static final String OPTIMIZING = "-XX:TieredStopAtLevel=4";
    private static final String ARCHIVE = "-XX:SharedArchiveFile=";
    private static final long MEGABYTE = 1 << 20;

    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path home;

    private Path script;

    @BeforeEach
    void createInstallation() throws IOException {
        Files.createDirectory(home.resolve("bin"));
        script = Files.copy(Path.of("src/main/distribution/bin/imednet"), home.resolve("bin/imednet"));
        executable(home.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    }

    @Test
    void aLargeCsvFileIsReadWithTheOptimizingCompiler() throws Exception {
        String csv = file("visits 2026.CSV", 64 * MEGABYTE);

        assertThat(start("ingest", "--table", "VISITS", csv)).containsSubsequence(OPTIMIZING, "-cp", "ingest", csv);
    }

    @Test
    void nothingElseIs() throws Exception {
        String small = file("small.csv", 63 * MEGABYTE);
        String parquet = file("large.parquet", 100 * MEGABYTE);

        assertThat(start("ingest", small, parquet, home.resolve("missing.csv").toString())).doesNotContain(OPTIMIZING);
        assertThat(start("export", "snowflake", file("large.csv", 64 * MEGABYTE))).doesNotContain(OPTIMIZING);
        assertThat(start()).doesNotContain(OPTIMIZING);
    }

    @Test
    void aLogConfigurationOfTheEnvironmentComesBeforeThatOfTheDistribution() throws Exception {
        Path configuration = Files.createFile(home.resolve("log4j2.properties"));
        String option = "-Dlog4j2.configurationFile=" + configuration;

        assertThat(start()).contains(option);
        environment.put("LOG4J_CONFIGURATION_FILE", "/etc/log4j2.xml");
        assertThat(start()).doesNotContain(option);
    }

    @Test
    void withoutALocaleLettersBeyondAsciiAreUtf8() throws Exception {
        executable(home.resolve("bin/java"), "#!/bin/sh\necho \"locale ${LC_ALL:-}\"\n");
        environment.putAll(Map.of("LANG", "", "LC_ALL", "", "LC_CTYPE", ""));

        assertThat(start()).containsExactly("locale C.UTF-8");
        environment.put("LANG", "de_DE.UTF-8");
        assertThat(start()).containsExactly("locale ");
    }

    @Test
    void aLinkToTheScriptFindsTheInstallation() throws Exception {
        Path folder = Files.createDirectories(home.resolve("usr/bin"));
        Path relative = Files.createSymbolicLink(folder.resolve("imednet"), Path.of("../../bin/imednet"));
        script = Files.createSymbolicLink(home.resolve("link"), relative);

        assertThat(start()).contains("@" + home.resolve("bin/java.options"), "-Dimednet.home=" + home);
    }

    /** Of two releases all files have the same time; layers of an image keep whole seconds of it. */
    @Test
    void theArchiveOfClassesIsThatOfTheProgramsContent() throws Exception {
        Files.createFile(home.resolve("bin/classes.list"));
        executable(home.resolve("bin/share-classes"), "#!/bin/sh\nmkdir -p \"${3%/*}\"\n: >\"$3\"\n");
        environment.putAll(Map.of(
                "IMEDNET_CLASS_CACHE", home.resolve("cache").toString(), "IMEDNET_CLASS_CACHE_WAIT", "true"));
        Instant released = Instant.parse("2026-01-01T00:00:00Z");
        String archive = archiveOf("release 1", released.plusNanos(123_456_789));

        assertThat(archive).startsWith(ARCHIVE + home.resolve("cache"));
        assertThat(archiveOf("release 1", released)).isEqualTo(archive);
        assertThat(archiveOf("release 2", released)).isNotEqualTo(archive);
    }

    private String archiveOf(String program, Instant modified) throws Exception {
        Path jar = Files.writeString(home.resolve("imednet-snowflake.jar"), program);
        Files.setLastModifiedTime(jar, FileTime.from(modified));
        return start().stream().filter(argument -> argument.startsWith(ARCHIVE)).findFirst().orElseThrow();
    }

    /** @return the arguments that the JVM would get */
    private List<String> start(String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", home.toString());
        builder.environment().put("compiler", "gcc");
        builder.environment().putAll(environment);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed.lines().toList();
    }

    /** A file of zeroes that takes no room. */
    private String file(String name, long bytes) throws IOException {
        Path path = home.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(bytes);
        }
        return path.toString();
    }

    private static void executable(Path path, String script) throws IOException {
        Files.writeString(path, script);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }
}
