package io.github.imednet.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The trees of routes in the documents are drawn as the routes call each other. */
class RouteTreeTest {

    private static final String DIRECT = "direct:";

    /** Each level of a tree is as wide as {@code ├── }. */
    private static final int WIDTH = 4;

    /** What a line is about: routes side by side, or each calling the next one, and then a comment. */
    private static final Pattern LINE =
            Pattern.compile("([│├└─ ]*)(?:direct:)?([a-z][a-z0-9-]*(?:(?:, | ── )[a-z][a-z0-9-]*)*)(?:  .*)?");

    /** The routes that each route sends to. */
    private static final Map<String, Set<String>> CALLS = new TreeMap<>();

    @BeforeAll
    static void readRoutes() throws IOException {
        for (String text : BuiltInRoutes.texts().values()) {
            for (Object item : (List<?>) new Load(LoadSettings.builder().build()).loadFromString(text)) {
                if (((Map<?, ?>) item).get("route") instanceof Map<?, ?> route) {
                    Set<String> called = new TreeSet<>();
                    readCalls(((Map<?, ?>) route.get("from")).get("steps"), called);
                    CALLS.put(route.get("id").toString(), called);
                }
            }
        }
    }

    private static void readCalls(Object node, Set<String> called) {
        if (node instanceof String uri && uri.startsWith(DIRECT)) {
            called.add(uri.substring(DIRECT.length()));
        } else if (node instanceof Map<?, ?> map) {
            map.values().forEach(value -> readCalls(value, called));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> readCalls(value, called));
        }
    }

    /** Of all that an export comes to, every call is in the tree, and nothing else. */
    @Test
    void theTreeOfAnExportIsWhole() throws IOException {
        Set<String> calls = new TreeSet<>();
        Deque<String> left = new ArrayDeque<>(List.of("export-records"));
        while (!left.isEmpty()) {
            String route = left.pop();
            for (String called : CALLS.get(route)) {
                if (calls.add(route + " > " + called)) {
                    left.push(called);
                }
            }
        }

        assertThat(drawn("concepts.md")).isEqualTo(calls);
    }

    /** They leave out what is as for an export. */
    @Test
    void theOtherTreesHaveNoCallThatThereIsNot() throws IOException {
        Set<String> calls = new TreeSet<>();
        CALLS.forEach((route, all) -> all.forEach(called -> calls.add(route + " > " + called)));
        // One for each check, by the check's name.
        CALLS.keySet().stream()
                .filter(route -> route.startsWith("doctor-"))
                .forEach(route -> calls.add("doctor > " + route));

        assertThat(drawn("design.md")).hasSizeGreaterThan(25).isSubsetOf(calls);
    }

    /** The calls in a document's trees, as {@code CALLING > CALLED}. */
    private static Set<String> drawn(String document) throws IOException {
        Set<String> calls = new TreeSet<>();
        List<String> above = new ArrayList<>();
        boolean inTree = false;
        for (String line : Files.readAllLines(Path.of("docs", document))) {
            inTree = line.startsWith(DIRECT) || inTree && line.matches("[│├└ ].*");
            if (!inTree) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            assertThat(parts.matches()).as("a line of a tree, with two spaces before its comment: %s", line).isTrue();
            int level = parts.group(1).length() / WIDTH;
            above = new ArrayList<>(above.subList(0, level));
            String[] chain = parts.group(2).split(" ── ");
            for (int i = 0; i < chain.length; i++) {
                String calling = i > 0 ? chain[i - 1] : level > 0 ? above.get(level - 1) : null;
                if (calling != null) {
                    Arrays.stream(chain[i].split(", ")).forEach(called -> calls.add(calling + " > " + called));
                }
            }
            above.add(chain[0]);
        }
        return calls;
    }
}
