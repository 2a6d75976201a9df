package io.github.imednet.snowflake.adbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.DocumentTables;
import io.github.imednet.snowflake.config.AdbcNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on the driver shows a program that runs, and names options that there are. */
class AdbcDocTest {

    private static final Path PAGE = Path.of("docs/adbc.md");
    private static final Pattern OPTION = Pattern.compile("`(adbc\\.(?:snowflake|rpc)\\.[a-z0-9_.]*[a-z0-9])`");

    @TempDir
    private Path directory;

    @Test
    void theExampleRuns() throws Exception {
        try (LocalDatabase snowflake = new LocalDatabase(directory)) {
            String uri = "LOADER@" + snowflake.hostAndPort()
                    + "/IMEDNET/PUBLIC?account=local&protocol=http&warehouse=COMPUTE_WH";
            assertThat(AdbcExample.run(uri, "local-password")).isEqualTo("ID\n1\n2\n");
        }
    }

    @Test
    void thePageShowsTheExample() throws Exception {
        List<String> shown = Files.readString(PAGE).lines()
                .dropWhile(line -> !line.equals("```java"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String example =
                Files.readString(Path.of("src/test/java/io/github/imednet/snowflake/adbc/AdbcExample.java"));
        assertThat(shown).hasSizeBetween(25, 45).allMatch(example::contains);
    }

    @Test
    void everyOptionThatThePageNamesIsOne() throws Exception {
        Matcher option = OPTION.matcher(Files.readString(PAGE));
        int count = 0;
        while (option.find()) {
            count++;
            assertThat(AdbcNames.settingOf(option.group(1))).as(option.group(1)).isPresent();
        }
        assertThat(count).isGreaterThan(8);
    }

    @Test
    void thePageOfAdbcsSuitesNamesTheTestsThatFail() throws Exception {
        List<String> named = new DocumentTables("evidence/adbc-suites.md").rows("Tests that fail").stream()
                .filter(row -> row.get(1).strip().equals("fails"))
                .flatMap(row -> DocumentTables.names(row.get(0)).stream())
                .toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(Differences.FAILURES.keySet());
    }
}
