package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which route files a program runs: those in its folder, however deep, and of the built-in ones all whose names the
 * folder does not have. Each is named: Camel reads the whole jar for each pattern.
 *
 * @param locations of all of them, as Camel names resources
 * @param early of those that say more than routes, and so are looked at before any route is made
 */
record RouteFiles(List<String> locations, List<String> early) {

    private static final String ENDING = BuiltInRoutes.ENDING;

    /** What the built-in files have beside routes. */
    private static final String BEANS = "- beans:";

    /** The folder that may be missing, for nobody named it. */
    private static final Path UNNAMED = Path.of("routes");

    /**
     * All routes.
     *
     * @param folder if it is {@code routes} it may be missing: then all built-in routes run as they are
     * @throws ExportConfigurationException as {@link #paths(Path)}
     */
    static RouteFiles in(Path folder) throws IOException {
        return of(BuiltInRoutes.FOLDERS, paths(folder), BuiltInRoutes.texts());
    }

    /**
     * The routes of a command: those of some built-in folders, the files that take their places, and those that lie in
     * folders of these names.
     *
     * @param parts folders such as {@code ingest}
     * @throws ExportConfigurationException as {@link #paths(Path)}
     */
    static RouteFiles in(Path folder, Collection<String> parts) throws IOException {
        return in(paths(folder), parts, BuiltInRoutes.texts());
    }

    private static RouteFiles in(List<Path> files, Collection<String> parts, SortedMap<String, String> builtIn)
            throws IOException {
        List<Path> own = files.stream()
                .filter(file -> isIn(parts, nameOf(file), builtIn) || parts.contains(folderOf(file)))
                .toList();
        return of(parts, own, builtIn);
    }

    private static boolean isIn(Collection<String> parts, String name, SortedMap<String, String> builtIn) {
        return parts.stream().anyMatch(part -> builtIn.containsKey(part + '/' + name));
    }

    /**
     * The same for a command that runs whatever routes the folder has. What these call nobody knows before they do: the
     * parts are only enough where the folder has nothing but built-in files as they are.
     *
     * @throws ExportConfigurationException as {@link #paths(Path)}
     */
    static RouteFiles atLeast(Path folder, Collection<String> parts) throws IOException {
        SortedMap<String, String> builtIn = BuiltInRoutes.texts();
        List<Path> files = paths(folder);
        for (Path file : files) {
            if (!isBuiltIn(file, builtIn)) {
                return of(BuiltInRoutes.FOLDERS, files, builtIn);
            }
        }
        return in(files, parts, builtIn);
    }

    private static RouteFiles of(Collection<String> parts, List<Path> own, SortedMap<String, String> builtIn)
            throws IOException {
        Set<String> names = own.stream().map(RouteFiles::nameOf).collect(Collectors.toSet());
        RouteFiles files = new RouteFiles(new ArrayList<>(), new ArrayList<>());
        builtIn.forEach((file, text) -> {
            String[] folderAndName = file.split("/", 2);
            if (parts.contains(folderAndName[0]) && !names.contains(folderAndName[1])) {
                files.add("classpath:" + BuiltInRoutes.FOLDER + file, text.contains(BEANS));
            }
        });
        for (Path file : own) {
            boolean early = !isBuiltIn(file, builtIn) || Files.readString(file).contains(BEANS);
            files.add("file:" + file.toAbsolutePath().normalize(), early);
        }
        return files;
    }

    private void add(String location, boolean isEarly) {
        locations.add(location);
        if (isEarly) {
            early.add(location);
        }
    }

    /** Whether a file is as the built-in one of its name, as in the folder of a distribution. */
    private static boolean isBuiltIn(Path file, SortedMap<String, String> builtIn) throws IOException {
        for (Map.Entry<String, String> known : builtIn.entrySet()) {
            if (known.getKey().endsWith('/' + nameOf(file))) {
                byte[] text = known.getValue().getBytes(StandardCharsets.UTF_8);
                return Arrays.equals(text, Files.readAllBytes(file));
            }
        }
        return false;
    }

    /**
     * The route files below a folder, in order; see {@link ProgramHome}.
     *
     * @throws ExportConfigurationException if a named folder is missing, or one has links without targets, two files of
     *     one name, or YAML files that cannot or would not be read, or would not be called: a route that was to drop a
     *     variable would not run, and nobody would know
     */
    static List<Path> paths(Path folder) throws IOException {
        Path found = ProgramHome.find(folder);
        if (!Files.isDirectory(found)) {
            if (Files.exists(found, LinkOption.NOFOLLOW_LINKS)) {
                throw new ExportConfigurationException(List.of("The folder of routes " + folder + " cannot be read:"
                        + " there is something else of its name, such as a link whose target is missing"));
            }
            if (folder.equals(UNNAMED)) {
                return List.of();
            }
            throw new ExportConfigurationException(List.of("The folder of routes " + folder + " does not exist"));
        }
        try (Stream<Path> files = Files.walk(found, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> named = files.filter(file -> !isPassedOver(found.relativize(file))).sorted().toList();
            requireRead(named);
            List<Path> all = named.stream().filter(Files::isRegularFile).toList();
            RenamedRoutes.requireNone(all);
            List<Path> routes = all.stream().filter(file -> nameOf(file).endsWith(ENDING)).toList();
            requireNamedOnce(routes);
            return routes;
        }
    }

    /**
     * Kubernetes has the files of a ConfigMap in a folder such as {@code ..data}, and links to them elsewhere. Emacs
     * locks a file that is edited by a link to nothing, such as {@code .#mine.camel.yaml}.
     */
    private static boolean isPassedOver(Path file) {
        for (Path name : file) {
            if (name.toString().startsWith("..") || name.toString().startsWith(".#")) {
                return true;
            }
        }
        return false;
    }

    static String nameOf(Path file) {
        return file.getFileName().toString();
    }

    private static String folderOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent()).getFileName().toString();
    }

    /**
     * Docker makes a folder of a file that is mounted and missing. Links may have lost their targets, whatever they are
     * called: one may have led to a folder of route files.
     */
    private static void requireRead(List<Path> entries) {
        List<String> unread = new ArrayList<>();
        for (Path entry : entries) {
            String name = nameOf(entry);
            boolean isYaml = name.matches("(?i).+\\.ya?ml");
            if (Files.isSymbolicLink(entry) && !Files.exists(entry)) {
                unread.add(entry + " is a link without a target that can be read");
            } else if (isYaml && (!Files.isRegularFile(entry) || !Files.isReadable(entry))) {
                unread.add(entry + " is not a readable file");
            } else if (isYaml && !name.endsWith(ENDING) && !name.endsWith(".kamelet.yaml")) {
                unread.add(entry + " would not be read: route files are named NAME" + ENDING);
            }
        }
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
