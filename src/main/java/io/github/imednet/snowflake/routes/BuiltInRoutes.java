package io.github.imednet.snowflake.routes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** The route files that are packed into the jar. */
public final class BuiltInRoutes {

    /** Where they are, as a folder of the class path. */
    public static final String FOLDER = "META-INF/imednet-snowflake/routes/";

    /** The folders below it that have route files. */
    public static final List<String> FOLDERS = List.of(
            "export", "extend", "ingest", "load", "query", "replay", "schedule", "shared", "stage", "verify");

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
    public static Map<String, String> texts(CamelContext context) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try {
            for (String folder : FOLDERS) {
                for (Resource resource : PluginHelper.getPackageScanResourceResolver(context)
                        .findResources(pattern(folder))) {
                    String location = resource.getLocation();
                    String name = location.substring(location.lastIndexOf('/') + 1);
                    texts.put(folder + '/' + name, text(resource));
                }
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The built-in routes cannot be found: " + e.getMessage(), e);
        }
        return texts;
    }

    /** Whether one of these folders has a file of this name. */
    public static boolean has(Collection<String> folders, String fileName) {
        return folders.stream()
                .map(folder -> FOLDER + folder + '/' + fileName)
                .anyMatch(path -> BuiltInRoutes.class.getClassLoader().getResource(path) != null);
    }

    private static String text(Resource resource) throws IOException {
        try (InputStream content = resource.getInputStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
