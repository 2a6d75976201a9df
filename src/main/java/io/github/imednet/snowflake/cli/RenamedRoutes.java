package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Built-in routes of earlier versions that have other names now. Nothing calls a route of the old name. */
final class RenamedRoutes {

    private static final Map<String, String> NEW_NAMES = Map.of(
            "enter-load", "record-load",
            "ingest-execute-sql", "execute-sql",
            "leave-lock", "release-lock",
            "load-batches", "collect-load",
            "settle-study", "check-for-changes");

    private RenamedRoutes() {}

    /** @throws ExportConfigurationException naming each file that has such a name: it was to take the route's place */
    static void requireNone(List<Path> files) {
        List<String> problems = files.stream()
                .filter(file -> NEW_NAMES.containsKey(routeOf(file)))
                .map(file -> file + " would not be called: the route " + routeOf(file) + " is "
                        + NEW_NAMES.get(routeOf(file)) + " now. Copy it anew with: imednet routes init "
                        + NEW_NAMES.get(routeOf(file)))
                .toList();
        if (!problems.isEmpty()) {
            throw new ExportConfigurationException(problems);
        }
    }

    private static String routeOf(Path file) {
        String name = RouteFiles.nameOf(file);
        return name.endsWith(BuiltInRoutes.ENDING)
                ? name.substring(0, name.length() - BuiltInRoutes.ENDING.length())
                : name;
    }
}
