package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which route files a program runs: those in its folder, and of the built-in ones all whose names the folder does not
 * have.
 */
record RouteFiles(String include, String exclude) {

    private static final String BUILT_IN = BuiltInRoutes.FOLDER;
    private static final String ENDING = BuiltInRoutes.ENDING;

    /** Only these, each from the folder if it has it; no other file of the folder runs. */
    static RouteFiles of(Path folder, List<String> names) {
        List<String> include = new ArrayList<>();
        for (String name : names) {
            Path own = ProgramHome.find(folder.resolve(name + ENDING));
            include.add(Files.exists(own)
                    ? "file:" + own.toAbsolutePath().normalize()
                    : "classpath:" + BUILT_IN + name + ENDING);
        }
        return new RouteFiles(String.join(",", include), "");
    }

    /** @param folder may be missing: then all built-in routes run as they are */
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

    /** The route files of a folder, which may be missing, by their names; see {@link ProgramHome}. */
    static List<Path> paths(Path folder) throws IOException {
        return paths(folder, "*");
    }

    private static List<Path> paths(Path folder, String part) throws IOException {
        List<Path> paths = new ArrayList<>();
        Path found = ProgramHome.find(folder);
        if (Files.isDirectory(found)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(found, part + ENDING)) {
                files.forEach(paths::add);
            }
        }
        Collections.sort(paths);
        return paths;
    }
}
