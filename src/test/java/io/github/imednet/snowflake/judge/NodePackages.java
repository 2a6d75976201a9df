package io.github.imednet.snowflake.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Packages of Node, with all that they need, in the versions of a package-lock.json. npm fetches them once, from the
 * registry that it is configured for.
 */
final class NodePackages {

    private static final String SUITABLE = "process.exit(Number(process.versions.node.split('.')[0]) < 18 ? 1 : 0)";

    private final Path directory;

    private NodePackages(Path directory) {
        this.directory = directory;
    }

    /**
     * Installs the packages, or takes those that are there.
     *
     * @param source the directory of package.json and package-lock.json
     * @param directory where they are kept, with what was printed while they were installed
     * @throws org.opentest4j.TestAbortedException if Node is not suitable or npm could not install, saying so
     */
    static NodePackages of(Path source, Path directory) throws IOException, InterruptedException {
        Installation installation = new Installation(directory, source.resolve("package-lock.json"));
        boolean complete = installation.isComplete();
        if (!complete) {
            installation.begin();
        }
        installation.proceed(List.of("node", "-e", SUITABLE), "node, 18 or later, is not there");
        if (!complete) {
            for (String name : List.of("package.json", "package-lock.json")) {
                Files.copy(source.resolve(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            installation.proceed(
                    List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1",
                            "--fetch-timeout=60000"),
                    "npm cannot install");
            installation.complete();
        }
        return new NodePackages(installation.directory());
    }

    /** A file of a package. */
    Path file(String name) {
        return directory.resolve("node_modules").resolve(name);
    }

    /** Prepares a script that is told the packages' directory by its last argument. */
    ProcessBuilder run(Path script, String... arguments) {
        ProcessBuilder process = new ProcessBuilder("node", script.toString());
        process.command().addAll(List.of(arguments));
        process.command().add(directory.toString());
        return process;
    }
}
