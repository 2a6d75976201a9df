package io.github.imednet.snowflake.judge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imednet.snowflake.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a package manager installs into a directory of the build, once, and again when the file that lists the packages
 * changes.
 */
final class Installation {

    private final Path directory;
    private final Path packages;

    /**
     * @param directory where it is kept, with what was printed while it was made
     * @param packages the file that lists what is installed
     */
    Installation(Path directory, Path packages) {
        this.directory = directory.toAbsolutePath();
        this.packages = packages.toAbsolutePath();
    }

    Path directory() {
        return directory;
    }

    Path packages() {
        return packages;
    }

    boolean isComplete() throws IOException {
        return Files.exists(installed()) && Files.mismatch(installed(), packages) < 0;
    }

    void begin() throws IOException {
        Files.createDirectories(directory);
        Files.deleteIfExists(installed());
    }

    void complete() throws IOException {
        Files.copy(packages, installed());
    }

    /**
     * Runs a step of it in its directory.
     *
     * @param otherwise why the tests are skipped where the step is not possible: that is no fault of what is tested
     */
    void proceed(List<String> command, String otherwise) throws IOException, InterruptedException {
        Path log = directory.resolve("install.log");
        boolean done = succeeds(command, log);
        String reason = otherwise + ", see " + log;
        if (!done) {
            System.err.println("Skipped: " + reason);
        }
        assumeTrue(done, reason);
    }

    private boolean succeeds(List<String> command, Path log) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            Files.writeString(log, e.toString());
            return false;
        }
        // A network that does not answer is no fault of what is tested either.
        if (!process.waitFor(Waiting.LIMIT.toMinutes(), TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            return false;
        }
        return process.exitValue() == 0;
    }

    /** A copy of the list, there from when all of it is installed. */
    private Path installed() {
        return directory.resolve("installed.txt");
    }
}
