package io.github.imednet.snowflake.local.imednet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleStudyTest {

    private static final int RECORDS = 3_210;

    private final StudyData data = StudyData.sample(RECORDS);

    @Test
    void recordsAreTheSameInEveryRunAndOnEveryMachine() throws Exception {
        byte[] records = text(data.rows(Resource.RECORDS), 0, RECORDS).getBytes(StandardCharsets.UTF_8);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(records);
        assertThat(HexFormat.of().formatHex(hash)).isEqualTo(
                "8431ae37d13a38151b50b5873cbf75041b6b984372fc021bf07396ab387facf6");
    }

    @ParameterizedTest
    @EnumSource(Resource.class)
    void aLargerSampleBeginsWithTheSmallerOne(Resource resource) throws IOException {
        try (StudyData larger = StudyData.sample(10 * RECORDS)) {
            int count = data.rows(resource).count();
            assertThat(text(larger.rows(resource), 0, count)).isEqualTo(text(data.rows(resource), 0, count));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19, 20, 21, 999, 1_000, 1_001})
    void everyListEndsWhereItsRecordsDo(int records) throws IOException {
        try (StudyData sample = StudyData.sample(records)) {
            Set<Long> ids = ids(sample, Resource.RECORDS, "recordId");
            assertThat(ids).hasSize(records);
            assertThat(ids).containsAll(ids(sample, Resource.CODINGS, "recordId"));
            assertThat(ids).containsAll(ids(sample, Resource.QUERIES, "recordId"));
            assertThat(ids).isEqualTo(ids(sample, Resource.RECORD_REVISIONS, "recordId"));
            assertThat(ids(sample, Resource.RECORDS, "subjectId"))
                    .isEqualTo(ids(sample, Resource.SUBJECTS, "subjectId"));
            assertThat(ids(sample, Resource.RECORDS, "visitId")).isEqualTo(ids(sample, Resource.VISITS, "visitId"));
        }
    }

    @Test
    void whatRecordsReferToIsThere() throws IOException {
        assertThat(ids(data, Resource.RECORDS, "siteId")).isSubsetOf(ids(data, Resource.SITES, "siteId"));
        assertThat(ids(data, Resource.RECORDS, "formId")).isEqualTo(ids(data, Resource.FORMS, "formId"));
        assertThat(ids(data, Resource.RECORDS, "intervalId")).isEqualTo(ids(data, Resource.INTERVALS, "intervalId"));
        assertThat(ids(data, Resource.RECORDS, "parentRecordId")).isNotEmpty()
                .isSubsetOf(ids(data, Resource.RECORDS, "recordId"));
        Map<Long, JsonNode> records = entities(data, Resource.RECORDS).stream()
                .collect(Collectors.toMap(record -> record.get("recordId").longValue(), Function.identity()));
        for (JsonNode coding : entities(data, Resource.CODINGS)) {
            String variable = coding.get("variable").asText().toLowerCase(Locale.ROOT);
            JsonNode record = records.get(coding.get("recordId").longValue());
            assertThat(record.get("recordData").get(variable)).isEqualTo(coding.get("value"));
            assertThat(record.get("formKey")).isEqualTo(coding.get("formKey"));
        }
        for (JsonNode record : records.values()) {
            JsonNode parent = records.get(record.get("parentRecordId").longValue());
            if (parent != null) {
                assertThat(parent.get("subjectId")).isEqualTo(record.get("subjectId"));
                assertThat(parent.get("formKey").asText()).isEqualTo("AE");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-01-01 00:00:00",
                "2023-03-15 12:00:00",
                "2023-04-01 08:00:00.5",
                "2023-08-01 00:00:00",
                "2030-01-01 00:00:00"
            })
    void recordsThatAreNotLookedAtWereNotChangedSince(String time) throws IOException {
        Rows records = data.rows(Resource.RECORDS);
        int next = Math.min(records.nextChanged(0, time), RECORDS);
        for (JsonNode record : entities(data, Resource.RECORDS).subList(0, next)) {
            assertThat(record.get("dateModified").asText()).isLessThan(time);
        }
        assertThat(next == RECORDS).isEqualTo(time.compareTo("2023-08") > 0);
    }

    @Test
    void answersHaveTheNamesOfTheirFormsVariables() throws IOException {
        Map<String, Set<String>> names = new HashMap<>();
        for (JsonNode variable : entities(data, Resource.VARIABLES)) {
            names.computeIfAbsent(variable.get("formKey").asText(), form -> new HashSet<>(
                    Set.of("dateCreated", "dateModified", "unvnum"))).add(variable.get("variableName").asText());
        }
        for (JsonNode record : entities(data, Resource.RECORDS)) {
            assertThat(names.get(record.get("formKey").asText())).containsAll(names(record.get("recordData")));
        }
    }

    @Test
    void recordsHoldTheOddValuesThatRealOnesDo() throws IOException {
        List<JsonNode> records = entities(data, Resource.RECORDS);
        List<JsonNode> answers = records.stream()
                .flatMap(record -> StreamSupport.stream(record.get("recordData").spliterator(), false)).toList();
        assertThat(answers).anyMatch(JsonNode::isNull).anyMatch(JsonNode::isBoolean).anyMatch(JsonNode::isInt)
                .anyMatch(JsonNode::isDouble)
                .anyMatch(answer -> answer.asText("-").isEmpty())
                .anyMatch(answer -> answer.asText().contains("\""))
                .anyMatch(answer -> answer.asText().contains("\n"))
                .anyMatch(answer -> answer.asText().contains("\\"))
                .anyMatch(answer -> answer.asText().contains("頭痛"))
                .anyMatch(answer -> answer.asText().contains("🙂"));
        assertThat(records.stream().filter(record -> record.get("formKey").asText().equals("LB"))
                .map(record -> record.at("/recordData/result")))
                .anyMatch(JsonNode::isNumber).anyMatch(JsonNode::isTextual).anyMatch(JsonNode::isMissingNode);
        assertThat(records).anyMatch(record -> record.get("deleted").booleanValue())
                .anyMatch(record -> record.get("visitId").isNull())
                .anyMatch(record -> record.get("keywords").size() == 1)
                .anyMatch(record -> record.get("keywords").size() == 2)
                .anyMatch(record -> record.get("keywords").isEmpty())
                .allMatch(record -> record.get("dateModified").asText().compareTo(
                        record.get("dateCreated").asText()) >= 0);
    }

    @Test
    void recordsAreAsLongAsRealOnes() throws IOException {
        int bytes = text(data.rows(Resource.RECORDS), 0, RECORDS).getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes / RECORDS).isBetween(600, 1_200);
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000_000, 1_000_000_000})
    void theLastPageOfALargeSampleNeedsNoneOfThoseBeforeIt(int records) throws IOException {
        try (StudyData large = StudyData.sample(records);
                ImednetServer server = ImednetServer.start(ImednetServer.Settings.defaults(large))) {
            JsonNode page = new ApiClient(server).page("/studies/SAMPLE/records",
                    "size", "500", "page", String.valueOf(records / 500 - 1), "sort", "recordId,asc");
            assertThat(page.at("/pagination/totalElements").intValue()).isEqualTo(records);
            assertThat(page.get("data")).hasSize(500);
            assertThat(page.at("/data/499/recordOid").asText()).endsWith("-" + String.format("%010d", records));
            JsonNode reversed = new ApiClient(server).page("/studies/SAMPLE/records",
                    "size", "1", "sort", "recordId,desc");
            assertThat(reversed.at("/data/0")).isEqualTo(page.at("/data/499"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000_000_001})
    void aSampleOfAnImpossibleSizeIsRefused(int records) {
        assertThatThrownBy(() -> StudyData.sample(records))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(records));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<Long> ids(StudyData data, Resource resource, String attribute) throws IOException {
        return entities(data, resource).stream()
                .map(entity -> entity.get(attribute))
                .filter(id -> !id.isNull())
                .map(JsonNode::longValue)
                .collect(Collectors.toSet());
    }

    private static List<JsonNode> entities(StudyData data, Resource resource) throws IOException {
        Rows rows = data.rows(resource);
        JsonNode array = ApiClient.json("[" + text(rows, 0, rows.count()) + "]");
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static String text(Rows rows, int first, int count) throws IOException {
        JsonBuffer out = new JsonBuffer(1024);
        rows.write(first, count, out);
        return out.toString();
    }
}
