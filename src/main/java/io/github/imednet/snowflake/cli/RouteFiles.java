package io.github.imednet.snowflake.cli;

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

    private static final String BUILT_IN = "META-INF/imednet-snowflake/routes/";
    private static final String ENDING = ".camel.yaml";

    /** Only these, each from the folder if it has it; no other file of the folder runs. */
    static RouteFiles of(Path folder, List<String> names) {
        List<String> include = new ArrayList<>();
        for (String name : names) {
            Path own = folder.resolve(name + ENDING);
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
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, part + ENDING)) {
                files.forEach(file -> names.add(file.getFileName().toString()));
            }
        }
        Collections.sort(names);
        List<String> include = new ArrayList<>(List.of("classpath:" + BUILT_IN + part + ENDING));
        List<String> exclude = new ArrayList<>();
        for (String name : names) {
            include.add("file:" + folder.toAbsolutePath().normalize().resolve(name));
            // As Camel names the resource in a folder of classes, and in a jar.
            exclude.add("**/" + BUILT_IN + name);
            exclude.add("classpath:" + BUILT_IN + name);
        }
        return new RouteFiles(String.join(",", include), String.join(",", exclude));
    }
}
