package io.github.imednet.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages on settings, against application.properties: each key is on one of them, with the default that it has. */
class SettingsDocTest {

    private static final Pattern LINE = Pattern.compile("#?([a-z]+\\.[a-z0-9.-]+)=(.*)");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9.-]+)` \\| ([^|]*) \\|.*");
    private static final List<String> PAGES = List.of("settings", "connecting", "object-storage", "ingest", "query");

    @Test
    void everyKeyIsOnAPage() throws Exception {
        StringBuilder pages = new StringBuilder();
        for (String page : PAGES) {
            pages.append(Files.readString(Path.of("docs", page + ".md")));
        }
        List<String> missing = new ArrayList<>();
        for (String line : properties()) {
            Matcher setting = LINE.matcher(line);
            // On the page about connections the keys have no snowflake. before them.
            if (setting.matches()
                    && pages.indexOf('`' + setting.group(1) + '`') < 0
                    && pages.indexOf('`' + setting.group(1).replace("snowflake.", "") + '`') < 0) {
                missing.add(setting.group(1));
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void theDefaultsOnThePageAreThoseOfTheFile() throws Exception {
        Map<String, String> said = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs/settings.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                said.put(row.group(1), row.group(2).replace("`", ""));
            }
        }
        Map<String, String> set = new TreeMap<>();
        for (String line : properties()) {
            Matcher setting = LINE.matcher(line);
            if (setting.matches() && !line.startsWith("#") && said.containsKey(setting.group(1))) {
                set.put(setting.group(1), setting.group(2));
            }
        }

        assertThat(set).hasSizeGreaterThan(20);
        assertThat(said).containsAllEntriesOf(set);
    }

    private static List<String> properties() throws IOException {
        return Files.readAllLines(Path.of("application.properties"));
    }
}
