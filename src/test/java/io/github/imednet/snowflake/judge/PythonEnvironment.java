package io.github.imednet.snowflake.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A virtual environment of Python with what a requirements file names, and no other. It is made once, which takes the
 * package registry that pip is configured for, and kept in the build's directory until the requirements change.
 */
final class PythonEnvironment {

    private static final String SUITABLE = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";

    private static final Path MAKE = Path.of("src", "test", "judges", "environment.py").toAbsolutePath();

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
        Installation installation = new Installation(directory, requirements);
        PythonEnvironment environment = new PythonEnvironment(installation.directory());
        if (!Files.isExecutable(environment.python()) || !installation.isComplete()) {
            environment.make(installation);
        }
        return environment;
    }

    /** Prepares a program of this environment. */
    ProcessBuilder run(Path script, String... arguments) {
        return prepare(List.of(python().toString(), script.toString()), arguments);
    }

    /** Prepares a program that a package of this environment brings. */
    ProcessBuilder program(String name, String... arguments) {
        return prepare(List.of(python().resolveSibling(name).toString()), arguments);
    }

    /** What is imported is compiled once, and lies among neither the sources nor the packages. */
    private ProcessBuilder prepare(List<String> command, String... arguments) {
        ProcessBuilder process = new ProcessBuilder(new ArrayList<>(command));
        process.command().addAll(List.of(arguments));
        process.environment().remove("PYTHONDONTWRITEBYTECODE");
        process.environment().put("PYTHONPYCACHEPREFIX", directory.resolve("compiled").toString());
        return process;
    }

    private void make(Installation installation) throws IOException, InterruptedException {
        installation.begin();
        installation.proceed(
                List.of("python3", "-c", SUITABLE), "python3, 3.11 or later and with venv and pip, is not there");
        installation.proceed(
                List.of("python3", MAKE.toString(), installation.packages().toString(), venv().toString()),
                "pip cannot install what " + installation.packages() + " names");
        installation.complete();
    }

    private Path venv() {
        return directory.resolve("venv");
    }

    private Path python() {
        return venv().resolve("bin").resolve("python");
    }
}
