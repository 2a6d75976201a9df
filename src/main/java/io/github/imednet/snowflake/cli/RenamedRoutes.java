package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Built-in routes of earlier versions that have other names now. Nothing calls a route of the old name. */
final class RenamedRoutes {

    private static final Map<String, String> NEW_NAMES = Map.of(
            "bury-order", "send-to-dead-letters",
            "claim-batch", "lock-batch",
            "claim-study", "lock-study",
            "enter-load", "record-load",
            "ingest-execute-sql", "execute-sql",
            "leave-lock", "release-lock",
            "load-batches", "collect-load",
            "settle-study", "check-for-changes");

    private RenamedRoutes() {}

    /**
     * @throws ExportConfigurationException naming each file that has such a name, for it was to take the route's place,
     *     and each that calls such a route, for nothing would answer in the midst of a run
     */
    static void requireNone(List<Path> files) throws IOException {
        List<String> problems = new ArrayList<>();
        StringBuilder texts = new StringBuilder();
        Map<Path, String> calling = new LinkedHashMap<>();
        for (Path file : files) {
            String route = routeOf(file);
            if (NEW_NAMES.containsKey(route)) {
                problems.add(file + " would not be called: the route " + route + " is " + NEW_NAMES.get(route)
                        + " now. Copy it anew with: imednet routes init " + NEW_NAMES.get(route));
            } else if (RouteFiles.nameOf(file).endsWith(BuiltInRoutes.ENDING)) {
                calling.put(file, Files.readString(file));
                texts.append(calling.get(file)).append('\n');
            }
        }
        calling.forEach((file, text) -> NEW_NAMES.forEach((before, now) -> {
            if (names("", before, text) && !names("from:\\s+uri: *[\"']?", before, texts)) {
                problems.add(file + " calls direct:" + before + ", which is direct:" + now + " now");
            }
        }));
        if (!problems.isEmpty()) {
            throw new ExportConfigurationException(problems);
        }
    }

    private static boolean names(String start, String route, CharSequence text) {
        return Pattern.compile(start + "direct:" + route + "(?![\\w-])").matcher(text).find();
    }

    private static String routeOf(Path file) {
        String name = RouteFiles.nameOf(file);
        return name.endsWith(BuiltInRoutes.ENDING)
                ? name.substring(0, name.length() - BuiltInRoutes.ENDING.length())
                : name;
    }
}
