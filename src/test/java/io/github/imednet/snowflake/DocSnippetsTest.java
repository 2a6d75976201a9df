package io.github.imednet.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Java in the docs names the packages of what it uses, and their links lead somewhere. */
class DocSnippetsTest {

    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s#:]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void everyPageImportsTheClassesThatItsSnippetsUse() throws Exception {
        Map<String, String> classes = classes();
        TreeSet<String> missing = new TreeSet<>();
        for (Path page : pages()) {
            String java = SNIPPET.matcher(Files.readString(page)).results()
                    .map(found -> found.group(1))
                    .collect(Collectors.joining());
            Matcher name = Pattern.compile("(?<![.\\w\"])[A-Z]\\w+").matcher(java);
            while (name.find()) {
                String full = classes.get(name.group());
                if (full != null && !java.contains("import " + full + ";")) {
                    missing.add(page + " uses " + name.group() + " without: import " + full + ";");
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyLinkLeadsToAFileAndItsAnchorToAHeadingThere() throws Exception {
        TreeSet<String> broken = new TreeSet<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                String anchor = link.group(2);
                if (!Files.exists(target) || anchor != null && !anchors(target).contains(anchor)) {
                    broken.add(page + " has the link " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** As the web page of a repository makes them. */
    private static List<String> anchors(Path page) throws Exception {
        return HEADING.matcher(Files.readString(page)).results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
                .toList();
    }

    private static List<Path> pages() throws Exception {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("CHANGELOG.md")),
                            docs.filter(page -> page.toString().endsWith(".md")))
                    .toList();
        }
    }

    /** Public classes by their simple names; what two packages have is in neither's snippets. */
    private static Map<String, String> classes() throws Exception {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.map(file -> SOURCES.relativize(file).toString())
                    .filter(file -> file.endsWith(".java") && !file.endsWith("package-info.java"))
                    .map(file -> file.replace('/', '.').replaceFirst("\\.java$", ""))
                    .collect(Collectors.toMap(
                            name -> name.substring(name.lastIndexOf('.') + 1), name -> name, (one, other) -> one));
        }
    }
}
