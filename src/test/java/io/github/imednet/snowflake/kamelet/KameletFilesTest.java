package io.github.imednet.snowflake.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.RouteTemplateHelper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What every kamelet file has, as catalogs and Camel JBang read it. */
class KameletFilesTest {

    private static final String ANNOTATION = "camel.apache.org/";
    private static final String ICON = "data:image/svg+xml;base64,";
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passphrase|token|apiKey|securityKey)");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes/kamelets"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void itsNameTypeAndAnnotationsAreThere(Path file) throws Exception {
        Map<?, ?> kamelet = read(file);
        String name = at(kamelet, "metadata", "name").toString();
        Map<?, ?> annotations = (Map<?, ?>) at(kamelet, "metadata", "annotations");

        assertThat(kamelet.get("apiVersion")).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.get("kind")).isEqualTo("Kamelet");
        assertThat(file.getFileName()).hasToString(name + ".kamelet.yaml");
        assertThat(name).endsWith('-' + at(kamelet, "metadata", "labels", ANNOTATION + "kamelet.type").toString());
        assertThat(List.of("kamelet.support.level", "provider", "kamelet.group", "kamelet.namespace"))
                .allSatisfy(key -> assertThat(annotations.get(ANNOTATION + key)).asString().isNotBlank());
        String icon = annotations.get(ANNOTATION + "kamelet.icon").toString();
        assertThat(icon).startsWith(ICON);
        assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder()
                        .parse(new ByteArrayInputStream(Base64.getDecoder().decode(icon.substring(ICON.length()))))
                        .getDocumentElement().getTagName())
                .isEqualTo("svg");
        assertThat(at(kamelet, "spec", "dataTypes")).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyParameterIsWholeAndUsed(Path file) throws Exception {
        Map<?, ?> kamelet = read(file);
        Map<?, ?> definition = (Map<?, ?>) at(kamelet, "spec", "definition");
        List<?> required = definition.get("required") instanceof List<?> names ? names : List.of();

        assertThat(definition.get("title")).asString().isNotBlank();
        assertThat(definition.get("description")).asString().endsWith(".");
        ((Map<?, ?>) definition.get("properties")).forEach((name, value) -> {
            Map<?, ?> parameter = (Map<?, ?>) value;
            assertThat(parameter.get("title")).asString().isNotBlank();
            assertThat(parameter.get("description")).asString().endsWith(".");
            assertThat(parameter.get("type")).asString().matches("string|integer|number|boolean");
            // Without a default Camel would look for a variable of the environment of that name, such as USER.
            assertThat(parameter.containsKey("default")).isNotEqualTo(required.contains(name));
            assertThat("password".equals(parameter.get("format")))
                    .as("%s is a secret", name).isEqualTo(SECRET.matcher(name.toString()).matches());
            assertThat(file).content().contains("{{" + name + "}}");
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyParameterIsDocumentedWithItsDefault(Path file) throws Exception {
        Map<?, ?> kamelet = read(file);
        String name = at(kamelet, "metadata", "name").toString();
        String docs = Files.readString(Path.of("docs/kamelets.md"));
        TreeSet<String> rows = new TreeSet<>(rows(docs, name));
        if (name.startsWith("snowflake-")) {
            rows.addAll(rows(docs, "What both sinks take"));
        }
        TreeSet<String> expected = new TreeSet<>();
        ((Map<?, ?>) at(kamelet, "spec", "definition", "properties")).forEach((parameter, value) -> {
            Object otherwise = ((Map<?, ?>) value).get("default");
            String shown = otherwise == null ? "required" : otherwise.equals("") ? "" : "`" + otherwise + "`";
            expected.add("| `" + parameter + "` | " + shown + (shown.isEmpty() ? "|" : " |"));
        });

        assertThat(rows).hasSameSizeAs(expected);
        assertThat(expected).allSatisfy(start -> assertThat(rows).anyMatch(row -> row.startsWith(start)));
    }

    private static List<String> rows(String docs, String heading) {
        String section = docs.substring(docs.indexOf("\n## " + heading + '\n'));
        int end = section.indexOf("\n## ", 4);
        return section.substring(0, end < 0 ? section.length() : end).lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void itsDependenciesAreCamelsAndThisProjectInItsVersion(Path file) throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.substring(pom.indexOf("<version>") + 9, pom.indexOf("</version>"));

        assertThat((List<?>) at(read(file), "spec", "dependencies"))
                .extracting(Object::toString)
                .contains("camel:kamelet", "mvn:io.github.imednet:imednet-snowflake:" + version)
                .allMatch(dependency -> dependency.matches("camel:.*|mvn:io\\.github\\.imednet:.*"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void itIsInTheJarWhereCamelLooksForItAndNoRouteOfAnExport(Path file) throws Exception {
        try (InputStream packed = getClass().getResourceAsStream("/kamelets/" + file.getFileName());
                DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(packed).isNotNull();
            assertThat(new String(packed.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(Files.readString(file));
            assertThat(PluginHelper.getPackageScanResourceResolver(context)
                            .findResources(BuiltInRoutes.pattern("load")))
                    .isNotEmpty()
                    .noneMatch(resource -> resource.getLocation().contains("kamelet.yaml"));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void itIsFoundInTheFolderAsCamelJBangLooksForIt(Path file) throws Exception {
        String name = file.getFileName().toString().replace(".kamelet.yaml", "");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RouteTemplateHelper.loadRouteTemplateFromLocation(context, null, name, "file:routes/kamelets");

            assertThat(context.getRouteTemplateDefinition(name)).isNotNull();
        }
    }

    private static Map<?, ?> read(Path file) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    private static Object at(Map<?, ?> map, String... keys) {
        Object value = map;
        for (String key : keys) {
            value = ((Map<?, ?>) value).get(key);
        }
        return value;
    }
}
