package io.github.imednet.snowflake.routes;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The route files that are packed into the jar. */
public final class BuiltInRoutes {

    /** Where they are, as a folder of the class path. */
    public static final String FOLDER = "META-INF/imednet-snowflake/routes/";

    /** The folders below it that have route files. */
    public static final List<String> FOLDERS = List.of(
            "config",
            "doctor",
            "export",
            "extend",
            "ingest",
            "load",
            "lookup",
            "plan",
            "query",
            "queue",
            "replay",
            "schedule",
            "shared",
            "sink",
            "stage",
            "verify",
            "views");

    /** How a route file's name ends. */
    public static final String ENDING = ".camel.yaml";

    private BuiltInRoutes() {}

    /** Patterns by which Camel finds all files; it finds none in a jar by one pattern for all folders. */
    public static List<String> patterns() {
        return FOLDERS.stream().map(BuiltInRoutes::pattern).toList();
    }

    /** The pattern by which Camel finds the files of a folder. */
    public static String pattern(String folder) {
        return "classpath:" + FOLDER + folder + "/*" + ENDING;
    }

    /**
     * The texts of all files by their folders and names, such as {@code export/write-batch.camel.yaml}.
     *
     * @throws IOException if the class path cannot be read
     */
    public static SortedMap<String, String> texts() throws IOException {
        URL folder = BuiltInRoutes.class.getClassLoader().getResource(FOLDER);
        if (folder == null) {
            throw new IOException("The built-in routes are missing: there is no " + FOLDER + " on the class path");
        }
        SortedMap<String, String> texts = new TreeMap<>();
        for (String file : folder.openConnection() instanceof JarURLConnection jar ? filesOf(jar) : filesOf(folder)) {
            try (InputStream content = BuiltInRoutes.class.getClassLoader().getResourceAsStream(FOLDER + file)) {
                texts.put(file, new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    private static List<String> filesOf(JarURLConnection jar) throws IOException {
        return jar.getJarFile().stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith(FOLDER) && name.endsWith(ENDING))
                .map(name -> name.substring(FOLDER.length()))
                .toList();
    }

    private static List<String> filesOf(URL folder) throws IOException {
        try {
            Path top = Path.of(folder.toURI());
            try (Stream<Path> files = Files.walk(top)) {
                return files.map(file -> top.relativize(file).toString().replace(File.separatorChar, '/'))
                        .filter(name -> name.endsWith(ENDING))
                        .toList();
            }
        } catch (URISyntaxException e) {
            throw new IOException("The built-in routes cannot be found at " + folder, e);
        }
    }
}
