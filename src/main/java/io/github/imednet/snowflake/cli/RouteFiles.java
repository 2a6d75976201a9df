package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which route files a program runs: those in its folder, and of the built-in ones all whose names the folder does not
 * have.
 */
record RouteFiles(String include, String exclude) {

    private static final String BUILT_IN = BuiltInRoutes.FOLDER;
    private static final String ENDING = BuiltInRoutes.ENDING;

    /** The folder that may be missing, for nobody named it. */
    private static final Path UNNAMED = Path.of("routes");

    /**
     * Only these, each from the folder if it has it; no other file of the folder runs.
     *
     * @throws ExportConfigurationException as {@link #paths(Path)}
     */
    static RouteFiles of(Path folder, List<String> names) throws IOException {
        paths(folder);
        List<String> include = new ArrayList<>();
        for (String name : names) {
            Path own = ProgramHome.find(folder.resolve(name + ENDING));
            include.add(Files.exists(own)
                    ? "file:" + own.toAbsolutePath().normalize()
                    : "classpath:" + BUILT_IN + name + ENDING);
        }
        return new RouteFiles(String.join(",", include), "");
    }

    /**
     * @param folder if it is {@code routes} it may be missing: then all built-in routes run as they are
     * @throws ExportConfigurationException as {@link #paths(Path)}
     */
    static RouteFiles in(Path folder) throws IOException {
        return in(folder, "*");
    }

    /** @param part which routes are meant, by the names of their files: {@code ingest*} */
    static RouteFiles in(Path folder, String part) throws IOException {
        List<String> include = new ArrayList<>(List.of("classpath:" + BUILT_IN + part + ENDING));
        List<String> exclude = new ArrayList<>();
        for (Path file : paths(folder, part)) {
            String name = file.getFileName().toString();
            include.add("file:" + file.toAbsolutePath().normalize());
            // As Camel names the resource in a folder of classes, and in a jar.
            exclude.add("**/" + BUILT_IN + name);
            exclude.add("classpath:" + BUILT_IN + name);
        }
        return new RouteFiles(String.join(",", include), String.join(",", exclude));
    }

    /**
     * The route files of a folder by their names; see {@link ProgramHome}.
     *
     * @throws ExportConfigurationException if a named folder is missing, or has YAML files that would not be read: a
     *     route that was to drop a variable would not run, and nobody would know
     */
    static List<Path> paths(Path folder) throws IOException {
        return paths(folder, "*");
    }

    private static List<Path> paths(Path folder, String part) throws IOException {
        Path found = ProgramHome.find(folder);
        if (!Files.isDirectory(found)) {
            if (folder.equals(UNNAMED)) {
                return List.of();
            }
            throw new ExportConfigurationException(List.of("The folder of routes " + folder + " is not there"));
        }
        refuseUnread(found);
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(found, part + ENDING)) {
            files.forEach(paths::add);
        }
        Collections.sort(paths);
        return paths;
    }

    private static void refuseUnread(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            List<String> unread = files.filter(file -> isUnread(folder, file))
                    .sorted()
                    .map(file -> file + " would not be read: route files are named NAME" + ENDING + " and lie in "
                            + folder + " itself")
                    .toList();
            if (!unread.isEmpty()) {
                throw new ExportConfigurationException(unread);
            }
        }
    }

    private static boolean isUnread(Path folder, Path file) {
        String name = file.getFileName().toString();
        if (folder.equals(file.getParent())) {
            return name.matches(".+\\.ya?ml") && !name.endsWith(ENDING) && Files.isRegularFile(file);
        }
        return name.endsWith(ENDING);
    }
}
