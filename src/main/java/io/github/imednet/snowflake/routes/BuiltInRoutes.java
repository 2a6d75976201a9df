package io.github.imednet.snowflake.routes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** The route files that are packed into the jar. */
public final class BuiltInRoutes {

    /** Where they are, as a folder of the class path. */
    public static final String FOLDER = "META-INF/imednet-snowflake/routes/";

    /** How a route file's name ends. */
    public static final String ENDING = ".camel.yaml";

    private BuiltInRoutes() {}

    /**
     * The texts of all files by their names, such as {@code write-batch.camel.yaml}.
     *
     * @throws IOException if the class path cannot be read
     */
    public static Map<String, String> texts(CamelContext context) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try {
            for (Resource resource : PluginHelper.getPackageScanResourceResolver(context)
                    .findResources("classpath:" + FOLDER + '*' + ENDING)) {
                String location = resource.getLocation();
                texts.put(location.substring(location.lastIndexOf('/') + 1), text(resource));
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The built-in routes cannot be found: " + e.getMessage(), e);
        }
        return texts;
    }

    private static String text(Resource resource) throws IOException {
        try (InputStream content = resource.getInputStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
