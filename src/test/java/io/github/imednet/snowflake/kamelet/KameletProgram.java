package io.github.imednet.snowflake.kamelet;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

/** A program with one route in YAML that runs until it is killed. */
final class KameletProgram {

    private KameletProgram() {}

    /** @param arguments the files of the route and of its properties */
    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[1]))) {
            properties.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        try (KameletContext context = new KameletContext(Files.readString(Path.of(arguments[0])), settings)) {
            new CountDownLatch(1).await();
        }
    }
}
