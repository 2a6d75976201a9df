package io.github.imednet.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.imednet.snowflake.model.RecordColumn;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.ReconciliationReport;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Header;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The names in docs/contracts.md are those that there are: none has gone, and none has come that is not told. */
class ContractsTest {

    /** Of HTTP and of Camel's components, which have their names from there, and one that stays inside request-page. */
    private static final String HEADER_OF_OTHERS = "Camel.*|Date|Retry-After|imednetRequestBegun";

    private static final Map<String, Set<String>> ROUTES = new TreeMap<>();
    private static final Set<String> ENTRIES = new TreeSet<>();
    private static final Map<String, String> BEANS = new TreeMap<>();
    private static final Set<String> HEADERS_SET = new TreeSet<>();

    private static DocumentTables page;

    @BeforeAll
    static void readPageAndRoutes() throws IOException {
        page = new DocumentTables("contracts.md");
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml")).toList()) {
                List<?> items = (List<?>) new Load(LoadSettings.builder().build())
                        .loadFromString(Files.readString(file));
                items.forEach(item -> readItem((Map<?, ?>) item));
            }
        }
    }

    private static void readItem(Map<?, ?> item) {
        if (item.get("route") instanceof Map<?, ?> route) {
            Map<?, ?> from = (Map<?, ?>) route.get("from");
            Set<String> steps = new TreeSet<>();
            readSteps(from, steps);
            ROUTES.put(route.get("id").toString(), steps);
            ENTRIES.add(from.get("uri").toString());
        } else if (item.get("beans") instanceof List<?> beans) {
            beans.forEach(bean -> BEANS.put(
                    ((Map<?, ?>) bean).get("name").toString(), ((Map<?, ?>) bean).get("type").toString()));
        }
    }

    private static void readSteps(Object node, Set<String> steps) {
        if (node instanceof Map<?, ?> map) {
            if (map.get("id") instanceof String id) {
                steps.add(id);
            }
            if (map.get("setHeader") instanceof Map<?, ?> header) {
                HEADERS_SET.add(header.get("name").toString());
            }
            map.values().forEach(value -> readSteps(value, steps));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> readSteps(value, steps));
        }
    }

    @Test
    void everyRouteAndItsStepsAreThose() {
        Map<String, Set<String>> listed = new TreeMap<>();
        page.rows("Routes and steps").forEach(row -> listed.put(
                DocumentTables.names(row.get(0)).get(0), new TreeSet<>(DocumentTables.names(row.get(1)))));

        assertThat(listed).isEqualTo(ROUTES);
    }

    /**
     * Whoever embeds the routes has all of them in one context, in which Camel wants every id to be one of its kind.
     */
    @Test
    void noTwoStepsHaveTheSameId() {
        assertThat(ROUTES.values().stream().flatMap(Set::stream).toList()).doesNotHaveDuplicates();
    }

    @Test
    void routeFilesAreFewAndNamedAsTheirFirstRoutesOrMadeOfBeansAndErrorHandling() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            List<Path> all = files.filter(path -> path.toString().endsWith(".yaml")).toList();
            // Those of the queue are of an optional profile, and count apart.
            assertThat(all).filteredOn(file -> !file.getParent().endsWith("queue")).hasSizeLessThanOrEqualTo(50);
            assertThat(all).filteredOn(file -> file.getParent().endsWith("queue")).hasSize(3);
            assertThat(all).allSatisfy(file -> assertThat(Files.readString(file)).containsPattern(
                    "(?m)^(    id|  name): " + file.getFileName().toString().replaceAll("\\..*", "") + "$"
                            + "|^- beans:$|^    id: request-errors$"));
        }
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(150);
    }

    /** Those of a record, of a failure and of a setting. */
    @Test
    void theWaysThroughTheProjectNameRoutesStepsAndClassesThatThereAre() throws IOException {
        DocumentTables design = new DocumentTables("design.md");
        Set<String> places = new TreeSet<>(BEANS.keySet());
        places.add("config/resources");
        ROUTES.forEach((route, steps) -> {
            places.add(route);
            places.addAll(steps);
        });

        assertThat(design.column("Where to look", 1)).hasSizeGreaterThan(30).isSubsetOf(places);
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(design.column("Where to look", 2)).hasSizeGreaterThan(30).isSubsetOf(
                    files.map(file -> file.getFileName().toString().replace(".java", "")).toList());
        }
    }

    @Test
    void everyEntryBeginsARoute() {
        assertThat(page.column("Entries", 0)).hasSizeGreaterThan(10).isSubsetOf(ENTRIES);
    }

    @Test
    void everyHeaderIsReadOrSetByARoute() {
        Set<String> headers = new TreeSet<>(HEADERS_SET);
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(getClass().getPackageName())
                .forEach(type -> type.getMethods().stream()
                        .flatMap(method -> method.getParameters().stream())
                        .flatMap(parameter -> parameter.tryGetAnnotationOfType(Header.class).stream())
                        .forEach(header -> headers.add(header.value())));
        headers.removeIf(header -> header.matches(HEADER_OF_OTHERS));

        assertThat(page.column("Headers", 0)).containsExactlyInAnyOrderElementsOf(headers);
    }

    @Test
    void everyBeanHasItsMethods() throws ClassNotFoundException {
        for (List<String> row : page.rows("Beans")) {
            for (String bean : DocumentTables.names(row.get(0))) {
                assertThat(BEANS).containsKey(bean);
                assertThat(Class.forName(BEANS.get(bean)).getMethods())
                        .extracting(Method::getName)
                        .containsAll(DocumentTables.names(row.get(1)));
            }
        }
    }

    @Test
    void everyKameletHasItsParametersAndHeaders() throws IOException {
        Map<String, List<Set<String>>> kamelets = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("routes/kamelets"))) {
            for (Path file : files.toList()) {
                Map<?, ?> kamelet = (Map<?, ?>) new Load(LoadSettings.builder().build())
                        .loadFromString(Files.readString(file));
                Set<String> parameters = declared(kamelet, "spec", "definition", "properties");
                Set<String> headers = declared(kamelet, "spec", "dataTypes", "out", "headers");
                kamelets.put(field(kamelet, "metadata", "name").toString(), List.of(parameters, headers));
            }
        }
        Map<String, List<Set<String>>> listed = new TreeMap<>();
        page.rows("Kamelets").forEach(row -> listed.put(
                DocumentTables.names(row.get(0)).get(0),
                List.of(
                        new TreeSet<>(DocumentTables.names(row.get(1))),
                        new TreeSet<>(DocumentTables.names(row.get(2))))));

        assertThat(listed).isEqualTo(kamelets);
    }

    /** Such as {@code pageSize: integer = 500}; without a default a parameter is required. */
    private static Set<String> declared(Map<?, ?> kamelet, String... path) {
        Set<String> declared = new TreeSet<>();
        if (field(kamelet, path) instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> {
                Object otherwise = field(value, "default");
                boolean required = otherwise == null && path[path.length - 1].equals("properties");
                String rest = otherwise == null || otherwise.equals("") ? "" : " = " + otherwise;
                declared.add(name + ": " + field(value, "type") + (required ? ", required" : rest));
            });
        }
        return declared;
    }

    private static Object field(Object document, String... path) {
        Object value = document;
        for (String name : path) {
            value = value instanceof Map<?, ?> fields ? fields.get(name) : null;
        }
        return value;
    }

    @Test
    void whatComesOutHasTheseNames() {
        List<List<String>> rows = page.rows("What comes out");
        List<String> columns = new ArrayList<>(Arrays.stream(RecordColumn.values()).map(Enum::name).toList());
        columns.add("_SOURCE_FILE");

        assertThat(DocumentTables.names(rows.get(0).get(1))).isEqualTo(columns);
        assertThat(DocumentTables.names(rows.get(1).get(1))).isEqualTo(fields(ExportSummary.class));
        assertThat(DocumentTables.names(rows.get(2).get(1))).isEqualTo(fields(ReconciliationReport.class));
    }

    private static List<String> fields(Class<? extends Record> type) {
        SnakeCaseStrategy snakeCase = new SnakeCaseStrategy();
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(snakeCase::translate)
                .toList();
    }
}
