package io.github.imednet.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of both parity documents: no row is open, and each names tests that there are. */
class GuideParityTest {

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");
    private static final Set<String> HEADS = Set.of("| promise |", "| flaw |", "| the guide |", "| the guide's |");
    private static final int SHOWN_BY = 2;

    private static Set<String> tests;

    @BeforeAll
    static void findTests() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages(GuideParityTest.class.getPackageName());
        tests = new TreeSet<>();
        for (JavaClass type : classes) {
            tests.add(type.getSimpleName());
            for (JavaMethod method : type.getMethods()) {
                tests.add(type.getSimpleName() + '.' + method.getName());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"evidence/guide-parity.md, 60", "evidence/adbc-parity.md, 60"})
    void noRowIsOpen(String document, int least) throws IOException {
        assertThat(rows(document)).hasSizeGreaterThan(least);
        assertThat(rows(document).stream().filter(row -> row.toString().contains("(open)"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evidence/guide-parity.md", "evidence/adbc-parity.md"})
    void everyRowNamesTestsThatThereAre(String document) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (List<String> row : rows(document)) {
            Matcher test = TEST.matcher(row.get(SHOWN_BY));
            boolean named = false;
            while (test.find()) {
                named = true;
                String name = test.group(2) == null ? test.group(1) : test.group(1) + '.' + test.group(2);
                if (!tests.contains(name)) {
                    wrong.add(name + ": no such test");
                }
            }
            if (!named) {
                wrong.add(row.get(0) + ": names no test");
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<List<String>> rows(String document) throws IOException {
        return Files.readAllLines(Path.of("docs", document)).stream()
                .filter(line -> line.startsWith("| ") && HEADS.stream().noneMatch(line::startsWith))
                .map(line -> List.of(line.substring(1, line.length() - 1).split("\\|")))
                .toList();
    }
}
