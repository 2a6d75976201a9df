package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which route files a program runs: those in its folder, however deep, and of the built-in ones all whose names the
 * folder does not have.
 */
record RouteFiles(String include, String exclude) {

    private static final String BUILT_IN = BuiltInRoutes.FOLDER;
    private static final String ENDING = BuiltInRoutes.ENDING;

    /** The folder that may be missing, for nobody named it. */
    private static final Path UNNAMED = Path.of("routes");

    /**
     * All routes.
     *
     * @param folder if it is {@code routes} it may be missing: then all built-in routes run as they are
     * @throws ExportConfigurationException as {@link #paths(Path)}
     */
    static RouteFiles in(Path folder) throws IOException {
        return of(BuiltInRoutes.patterns(), paths(folder));
    }

    /**
     * The routes of a command: those of some built-in folders, the files that take their places, and those that lie in
     * folders of these names.
     *
     * @param parts folders such as {@code ingest}
     * @throws ExportConfigurationException as {@link #paths(Path)}
     */
    static RouteFiles in(Path folder, List<String> parts) throws IOException {
        List<String> include = parts.stream().map(BuiltInRoutes::pattern).toList();
        List<Path> own = paths(folder).stream()
                .filter(file -> BuiltInRoutes.has(parts, nameOf(file)) || parts.contains(folderOf(file)))
                .toList();
        return of(include, own);
    }

    private static RouteFiles of(List<String> builtIn, List<Path> own) {
        List<String> include = new ArrayList<>(builtIn);
        List<String> exclude = new ArrayList<>();
        for (Path file : own) {
            include.add("file:" + file.toAbsolutePath().normalize());
            // As Camel names the resource in a folder of classes, and in a jar.
            exclude.add("**/" + BUILT_IN + "**/" + nameOf(file));
            exclude.add("classpath:" + BUILT_IN + "**/" + nameOf(file));
        }
        return new RouteFiles(String.join(",", include), String.join(",", exclude));
    }

    /**
     * The route files below a folder, in order; see {@link ProgramHome}.
     *
     * @throws ExportConfigurationException if a named folder is missing, has two files of one name, or YAML files that
     *     would not be read: a route that was to drop a variable would not run, and nobody would know
     */
    static List<Path> paths(Path folder) throws IOException {
        Path found = ProgramHome.find(folder);
        if (!Files.isDirectory(found)) {
            if (folder.equals(UNNAMED)) {
                return List.of();
            }
            throw new ExportConfigurationException(List.of("The folder of routes " + folder + " is not there"));
        }
        try (Stream<Path> files = Files.walk(found)) {
            List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
            requireRead(all);
            List<Path> routes = all.stream().filter(file -> nameOf(file).endsWith(ENDING)).toList();
            requireNamedOnce(routes);
            return routes;
        }
    }

    static String nameOf(Path file) {
        return file.getFileName().toString();
    }

    private static String folderOf(Path file) {
        return file.toAbsolutePath().getParent().getFileName().toString();
    }

    private static void requireRead(List<Path> files) {
        List<String> unread = files.stream()
                .filter(file -> nameOf(file).matches(".+\\.ya?ml"))
                .filter(file -> !nameOf(file).endsWith(ENDING) && !nameOf(file).endsWith(".kamelet.yaml"))
                .map(file -> file + " would not be read: route files are named NAME" + ENDING)
                .toList();
        if (!unread.isEmpty()) {
            throw new ExportConfigurationException(unread);
        }
    }

    private static void requireNamedOnce(List<Path> files) {
        Map<String, Path> byName = new LinkedHashMap<>();
        List<String> twice = new ArrayList<>();
        for (Path file : files) {
            Path other = byName.putIfAbsent(nameOf(file), file);
            if (other != null) {
                twice.add(file + " has the name of " + other + ": only one route file can have it");
            }
        }
        if (!twice.isEmpty()) {
            throw new ExportConfigurationException(twice);
        }
    }
}
