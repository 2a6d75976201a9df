package io.github.imednet.snowflake.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.PrivacySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a check says of a field is what becomes of it. */
class PolicyReviewTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, List<String>> STUDY =
            Map.of("AE", List.of("aeterm", "aesev", "visit"), "DM", List.of("sex", "visit"));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {
        "default: drop;rules:;- {form: AE, variable: '*', action: keep}",
        "default: keep;rules:;- {form: AE, variable: '*', action: mask, with: line 3}",
        "default: drop;rules:;- {list: variables, variable: aeterm, field: label, action: keep}",
        "default: keep;rules:;- {form: DM, field: [value, label], action: mask, with: line 3}"
                + ";- {variable: visit, field: [value, label, description], action: mask, with: line 4}"
                + ";- {variable: v*, action: drop}",
        "default: keep;rules:;- {variable: visit, field: [label, code], action: mask, with: line 3}"
                + ";- {form: AE, field: '*', action: mask, with: line 4}",
        "default: drop;rules:;- {field: [recordData.AETERM, queryComments.comment], action: keep}"
    })
    void theCheckSaysOfEachFieldWhatTheFilterDoes(String policy) throws IOException {
        PrivacySettings settings = Policies.settings(directory, policy.replace(";", "\n"), null);
        List<DecidedField> said = review(settings).fields();
        PrivacyPolicy applied = PrivacyPolicy.of(settings).orElseThrow();

        for (ImednetResource list : ImednetResource.values()) {
            for (String form : STUDY.keySet()) {
                for (String variable : STUDY.get(form)) {
                    ObjectNode entity = entity(list, form, variable);
                    JsonNode filtered = JSON.readTree(EntityFilter.apply(
                            applied, list, bytes(entity), new PolicyFindings()));
                    for (String path : paths(list, form)) {
                        assertThat(filtered.at("/" + path.replace('.', '/')).asText("dropped"))
                                .as("%s of %s, form %s, variable %s", path, list, form, variable)
                                .isEqualTo(expected(said, list, form, variable, path, entity));
                    }
                }
            }
        }
    }

    @Test
    void aVariableOfAFormHasALineOfItsOwnOnlyWhereTheOthersDoNotSayTheSame() throws IOException {
        String policy = """
                default: drop
                rules:
                  - {variable: visit, action: keep}
                  - {form: AE, variable: aeterm, action: keep}
                """;

        assertThat(review(Policies.settings(directory, policy, null)).fields())
                .filteredOn(field -> field.list().equals("codings") && field.field().equals("value"))
                .extracting(field -> field.action() + ' ' + field.form() + ' ' + field.variable())
                .containsExactly("drop null null", "keep null visit", "keep AE aeterm");
    }

    private static PolicyReview review(PrivacySettings settings) {
        PolicyReview review = new PolicyReview(settings);
        STUDY.forEach((form, variables) -> variables.forEach(variable -> review.add(form, variable)));
        return review;
    }

    /** By the lines of the entity's form and variable, of one of them or, if there are none, of all entities. */
    private static String expected(
            List<DecidedField> said, ImednetResource list, String form, String variable, String path, JsonNode entity) {
        Comparator<DecidedField> byNames = Comparator.comparingInt(PolicyReviewTest::names);
        List<DecidedField> lines = said.stream()
                .filter(line -> line.list().equals(list.path()) && line.field().equals(path))
                .filter(line -> line.form() == null || line.form().equals(form))
                .filter(line -> line.variable() == null || line.variable().equals(variable))
                .sorted(byNames.reversed())
                .toList();
        List<String> outcomes = lines.stream()
                .filter(line -> names(line) == names(lines.get(0)))
                .map(line -> outcome(line, entity))
                .distinct()
                .toList();
        assertThat(outcomes).as("%s of %s", path, list).hasSize(1);
        return outcomes.get(0);
    }

    private static int names(DecidedField line) {
        return (int) Stream.of(line.form(), line.variable()).filter(Objects::nonNull).count();
    }

    private static String outcome(DecidedField line, JsonNode entity) {
        return switch (line.action()) {
            case "drop" -> "dropped";
            case "mask" -> "line " + line.rule();
            default -> entity.at("/" + line.field().replace('.', '/')).asText();
        };
    }

    private static List<String> paths(ImednetResource list, String form) {
        List<String> paths = new ArrayList<>(ApiFields.of(list));
        if (list == ImednetResource.RECORDS) {
            STUDY.get(form).forEach(variable -> paths.add("recordData." + variable));
        }
        return paths;
    }

    private static ObjectNode entity(ImednetResource list, String form, String variable) {
        Map<String, String> own = Map.of("formKey", form, "variable", variable, "variableName", variable);
        ObjectNode entity = JSON.createObjectNode();
        for (String path : paths(list, form)) {
            int point = path.indexOf('.');
            if (point < 0) {
                entity.put(path, own.getOrDefault(path, "value"));
            } else {
                entity.withObject("/" + path.substring(0, point)).put(path.substring(point + 1), "value");
            }
        }
        return entity;
    }

    private static byte[] bytes(JsonNode entity) {
        return entity.toString().getBytes(StandardCharsets.UTF_8);
    }
}
