package io.github.imednet.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The archives as they are downloaded, unpacked and run. */
final class Distribution {

    private Distribution() {}

    /** @return the folder that the archive has unpacked into */
    static Path unpack(String archive, Path target) throws Exception {
        Files.createDirectories(target);
        assertThat(run(target, "tar", "-xzf", archive(archive).toString()).exitCode()).isZero();
        try (var folders = Files.newDirectoryStream(target, "imednet-snowflake-*")) {
            return folders.iterator().next();
        }
    }

    /** @return the copy, in that folder */
    static Path copy(Path home, Path target) throws Exception {
        assertThat(run(target, "cp", "-Rp", home.toString(), target.toString()).exitCode()).isZero();
        return target.resolve(home.getFileName());
    }

    static Path archive(String name) throws Exception {
        try (var files = Files.newDirectoryStream(Path.of("target"), name)) {
            return files.iterator().next().toAbsolutePath();
        }
    }

    /** Puts a jar with a class of somebody else's into a distribution's lib. */
    static void addJar(Path home, String name, String source) throws Exception {
        Path directory = home.resolveSibling("own");
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Path file = Files.writeString(directory.resolve(name.replaceAll(".*\\.", "") + ".java"), source);
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        assertThat(run(directory, java + "/javac", "-d", classes.toString(), file.toString()).exitCode()).isZero();
        String jar = home.resolve("lib/own.jar").toString();
        assertThat(run(directory, java + "/jar", "-cf", jar, "-C", classes.toString(), ".").exitCode()).isZero();
    }

    /** Runs a command that keeps no archive of classes. */
    static Run run(Path directory, String... command) throws Exception {
        return run(directory, Map.of("IMEDNET_CLASS_CACHE", "off"), command);
    }

    static Run run(Path directory, Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(List.of(command)).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    /** @param output what was printed, errors too */
    record Run(int exitCode, String output) {}
}
