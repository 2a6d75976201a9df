package io.github.imednet.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.Distribution.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script keeps an archive of classes: later starts use it, and nothing fails or is printed for it. */
class ClassArchiveIT {

    private static final String LOAD = "cli.ImednetCommand source: ";
    private static final String FROM_ARCHIVE = LOAD + "shared objects file";

    private static Path unpacked;

    @TempDir
    private Path directory;

    private Path home;
    private Path cache;

    @BeforeAll
    static void unpackArchive(@TempDir Path target) throws Exception {
        unpacked = Distribution.unpack("imednet-snowflake-[0-9]*.tar.gz", target);
    }

    @BeforeEach
    void copyWhatWasUnpacked() throws Exception {
        home = Distribution.copy(unpacked, directory);
        cache = directory.resolve("cache");
    }

    @Test
    void theFirstStartMakesItAndLaterOnesUseItUntilAJarChanges() throws Exception {
        Run without = start("off", "--help");

        assertThat(start(cache.toString(), "--help")).isEqualTo(without);
        Path first = archives().get(0);
        assertThat(archives()).hasSize(1);
        assertThat(Files.getPosixFilePermissions(cache)).allMatch(ClassArchiveIT::isOfOwner);
        assertThat(Files.getPosixFilePermissions(first)).allMatch(ClassArchiveIT::isOfOwner);
        assertThat(classesOf(cache)).contains(FROM_ARCHIVE);
        assertThat(start(cache.toString(), "--help")).isEqualTo(without);

        Distribution.addJar(home, "example.Mask", "package example; public class Mask {}");

        assertThat(start(cache.toString(), "--help")).isEqualTo(without);
        assertThat(archives()).hasSize(1).doesNotContain(first);
        assertThat(classesOf(cache)).contains(FROM_ARCHIVE);

        // What the name does not tell, the JVM sees
        Path damaged = archives().get(0);
        Files.delete(damaged);
        Files.writeString(damaged, "no archive");
        assertThat(start(cache.toString(), "--help")).isEqualTo(without);
        assertThat(classesOf(cache)).contains(LOAD).doesNotContain(FROM_ARCHIVE);
    }

    /** As ls shows it by default, the time of a file that is older than six months is its day. */
    @Test
    void itsNameTellsTheTimeOfAJarHoweverOldItIs() throws Exception {
        Path jar = home.resolve("imednet-snowflake.jar");
        Instant longAgo = Instant.parse("2020-01-01T10:00:00Z");
        Files.setLastModifiedTime(jar, FileTime.from(longAgo));
        start(cache.toString(), "--version");
        Path first = archives().get(0);

        Files.setLastModifiedTime(jar, FileTime.from(longAgo.plusSeconds(60)));
        start(cache.toString(), "--version");

        assertThat(archives()).hasSize(1).doesNotContain(first);
        assertThat(classesOf(cache)).contains(FROM_ARCHIVE);
    }

    /** Of two releases all files have the same time. */
    @Test
    void itsNameTellsTheContentOfTheProgramsJar() throws Exception {
        Path jar = home.resolve("imednet-snowflake.jar");
        FileTime time = Files.getLastModifiedTime(jar);
        start(cache.toString(), "--version");
        Path first = archives().get(0);

        byte[] content = Files.readAllBytes(jar);
        content[10] ^= 1; // the time of the first entry before its data, which nobody reads
        Files.write(jar, content);
        Files.setLastModifiedTime(jar, time);
        start(cache.toString(), "--version");

        assertThat(archives()).hasSize(1).doesNotContain(first);
        assertThat(classesOf(cache)).contains(FROM_ARCHIVE);
    }

    @Test
    void nothingFailsWhereNoArchiveCanBeKept() throws Exception {
        Files.writeString(cache, "a file, in which there can be no archive");

        assertThat(start(cache.toString(), "--version")).isEqualTo(start("off", "--version"));
        assertThat(cache).content().startsWith("a file");
    }

    @Test
    void theInstallationMayBeReadOnly() throws Exception {
        List<Path> files = files(home);

        start(cache.toString(), "--version");

        assertThat(archives()).hasSize(1);
        assertThat(files(home)).isEqualTo(files);
    }

    private Run start(String kept, String argument) throws Exception {
        return Distribution.run(
                directory,
                Map.of("IMEDNET_CLASS_CACHE", kept, "IMEDNET_CLASS_CACHE_WAIT", "true"),
                home.resolve("bin/imednet").toString(),
                argument);
    }

    /** Where each class came from. */
    private String classesOf(Path kept) throws Exception {
        return Distribution.run(
                        directory,
                        Map.of("IMEDNET_CLASS_CACHE", kept.toString(), "JAVA_TOOL_OPTIONS", "-Xlog:class+load"),
                        home.resolve("bin/imednet").toString(),
                        "--version")
                .output();
    }

    private static boolean isOfOwner(PosixFilePermission permission) {
        return permission.name().startsWith("OWNER_");
    }

    private List<Path> archives() throws Exception {
        return files(cache).stream().filter(Files::isRegularFile).toList();
    }

    private static List<Path> files(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }
}
