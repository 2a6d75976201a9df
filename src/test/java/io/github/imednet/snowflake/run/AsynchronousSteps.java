package io.github.imednet.snowflake.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Steps of a user's own in a built-in route that each leave the rest of it to another thread. */
public final class AsynchronousSteps {

    private static final String STEPS = """
            - threads:
                poolSize: 2
            - delay:
                asyncDelayed: true
                expression:
                  constant: 1
            - wireTap:
                uri: log:tapped
            - to:
                uri: seda:elsewhere
                pattern: InOut
            """;

    private static final String ELSEWHERE = """
            - route:
                id: elsewhere
                from:
                  uri: seda:elsewhere
                  steps:
                    - delay:
                        asyncDelayed: true
                        expression:
                          constant: 1
            """;

    private AsynchronousSteps() {}

    /**
     * Copies a built-in route, with the steps in front of each of some of its own.
     *
     * @param steps ids of steps
     * @return the copy, in this directory
     */
    public static Path in(String route, Path directory, String... steps) throws IOException {
        String text = Files.readString(find(route + ".camel.yaml"));
        for (String step : steps) {
            int id = text.indexOf("id: " + step + "\n");
            if (id < 0) {
                throw new IllegalArgumentException(route + " has no step " + step);
            }
            int start = text.lastIndexOf("- ", id);
            int line = text.lastIndexOf('\n', start) + 1;
            String indented = STEPS.indent(start - line);
            text = text.substring(0, line) + indented + text.substring(line);
        }
        return Files.writeString(directory.resolve(route + ".camel.yaml"), text + ELSEWHERE);
    }

    private static Path find(String fileName) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(file -> file.endsWith(fileName)).findFirst().orElseThrow();
        }
    }
}
