package io.github.imednet.snowflake.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run was made by: this program, the JVM, Camel and Snowflake's driver, each with its version. */
final class RunVersions {

    private static final Map<String, String> CLASSES = Map.of(
            "imednet-snowflake", RunVersions.class.getName(),
            "apache-camel", "org.apache.camel.CamelContext",
            "snowflake-jdbc", "net.snowflake.client.api.driver.SnowflakeDriver");

    private RunVersions() {}

    static Map<String, String> current() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("java", Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
        CLASSES.keySet().stream().sorted().forEach(name -> versions.put(name, version(CLASSES.get(name))));
        return versions;
    }

    private static String version(@Nullable String className) {
        try {
            String version = Class.forName(className, false, RunVersions.class.getClassLoader())
                    .getPackage()
                    .getImplementationVersion();
            return version == null ? "not built as a jar" : version;
        } catch (ClassNotFoundException e) {
            return "not on the class path";
        }
    }
}
