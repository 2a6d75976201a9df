package io.github.imednet.snowflake.judge;

import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A virtual environment of Python with what a requirements file names, and no other. It is made once, which takes the
 * package registry that pip is configured for, and kept in the build's directory until the requirements change.
 */
final class PythonEnvironment {

    private static final String SUITABLE = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";

    private final Path directory;

    private PythonEnvironment(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the environment, or takes the one that is there.
     *
     * @param directory where it is kept, with what was printed while it was made
     * @throws org.opentest4j.TestAbortedException if Python is not suitable or pip could not install, saying so
     */
    static PythonEnvironment of(Path requirements, Path directory) throws IOException, InterruptedException {
        PythonEnvironment environment = new PythonEnvironment(directory.toAbsolutePath());
        if (!environment.has(requirements)) {
            environment.make(requirements);
        }
        return environment;
    }

    /** Prepares a program of this environment. */
    ProcessBuilder run(Path script, String... arguments) {
        ProcessBuilder process = new ProcessBuilder(python().toString(), script.toString());
        process.command().addAll(List.of(arguments));
        return process;
    }

    /** Prepares a program that a package of this environment brings. */
    ProcessBuilder program(String name, String... arguments) {
        ProcessBuilder process = new ProcessBuilder(python().resolveSibling(name).toString());
        process.command().addAll(List.of(arguments));
        return process;
    }

    private boolean has(Path requirements) throws IOException {
        return Files.isExecutable(python())
                && Files.exists(installed())
                && Files.mismatch(installed(), requirements) < 0;
    }

    private void make(Path requirements) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Files.deleteIfExists(installed());
        proceed(List.of("python3", "-c", SUITABLE), "python3, 3.11 or later and with venv and pip, is not there");
        proceed(List.of("python3", "-m", "venv", "--clear", venv().toString()), "Python cannot make an environment");
        proceed(
                List.of(python().toString(), "-m", "pip", "install", "--no-input", "--disable-pip-version-check",
                        "--progress-bar=off", "--retries=1", "--requirement", requirements.toString()),
                "pip cannot install what " + requirements + " names");
        Files.copy(requirements, installed());
    }

    /** Aborts the test where a step is not possible: that is no fault of what is tested. */
    private void proceed(List<String> command, String otherwise) throws IOException, InterruptedException {
        Path log = directory.resolve("install.log");
        boolean done = succeeds(command, log);
        String reason = otherwise + ", see " + log;
        if (!done) {
            System.err.println("Skipped: " + reason);
        }
        assumeTrue(done, reason);
    }

    private static boolean succeeds(List<String> command, Path log) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        } catch (IOException e) {
            Files.writeString(log, e.toString());
            return false;
        }
        return awaitEnd(process) == 0;
    }

    private Path venv() {
        return directory.resolve("venv");
    }

    private Path python() {
        return venv().resolve("bin").resolve("python");
    }

    /** A copy of the requirements, there from when all of them are installed. */
    private Path installed() {
        return directory.resolve("installed.txt");
    }
}
