package io.github.imednet.snowflake.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.run.SettingsOf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an entity. */
class PrivacyPolicyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String RECORD = """
            {"studyKey":"S","recordId":7,"formKey":"AE","subjectKey":"001-007","subjectId":55,"dateCreated":\
            "2024-03-05 10:11:12","keywords":[{"keywordName":"Late","keywordId":4},{"keywordName":"Odd"}],\
            "recordData" : {"aeterm":"Headache","aestdtc":"2024-03-05T09:30","aeendtc":"2024-03-09","part":"2024-03",\
            "dose":1.50e1,"half":"\\ud83d","n":12,"none":null,"blank":""}}""";

    @TempDir
    private Path directory;

    private final PolicyFindings findings = new PolicyFindings();

    @Test
    void whatIsKeptIsKeptByteByByte() throws IOException {
        assertThat(text(ImednetResource.RECORDS, "default: keep", RECORD)).isEqualTo(RECORD);
    }

    /** Without the field that says so, the views of the forms would show deleted records. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "false | default: drop",
        "false | {default: keep, rules: [{field: deleted, action: empty}]}",
        "false | {default: keep, rules: [{form: AE, field: 'd*', action: drop}]}",
        "false | {default: drop, rules: [{form: AE, action: keep}]}",
        "false | {default: drop, rules: [{list: subjects, field: deleted, action: keep}]}",
        "true | {default: drop, rules: [{form: AE, action: keep}, {field: deleted, action: keep}]}",
        "true | {default: keep, rules: [{variable: '*', action: drop}, {list: users, action: drop}]}"
    })
    void viewsOfFormsNeedToKnowWhatIsDeleted(boolean keeps, String policy) throws IOException {
        Path file = Files.writeString(directory.resolve("privacy.yaml"), policy);
        Map<String, String> settings =
                new HashMap<>(Map.of("export.privacy-policy", file.toString(), "export.form-views", "true"));

        Throwable refused = catchThrowable(() -> PrivacyFilter.of(SettingsOf.defaults(settings)));

        assertThat(refused == null).isEqualTo(keeps);
        if (refused != null) {
            assertThat(refused).hasMessageContaining("(field: deleted, action: keep)");
        }
        settings.put("export.form-views-deleted", "true");
        assertThat(PrivacyFilter.of(SettingsOf.defaults(settings))).isNotNull();
    }

    @Test
    void theFirstRuleThatMatchesDecides() throws IOException {
        String policy = """
                default: keep
                rules:
                  - {form: "A*", variable: AETERM, action: keep}
                  - {variable: ["ae*", n], action: drop}
                  - {field: recordData, action: mask, with: hidden}
                """;

        JsonNode data = apply(ImednetResource.RECORDS, policy, RECORD).path("recordData");

        assertThat(data.path("aeterm").asText()).isEqualTo("Headache");
        assertThat(data.has("aestdtc")).isFalse();
        assertThat(data.has("n")).isFalse();
        assertThat(data.path("dose").asText()).isEqualTo("hidden");
        assertThat(data.get("none").isNull()).isTrue();
        assertThat(data.path("blank").asText("?")).isEmpty();
    }

    @Test
    void aRuleByFormIsForItsFormAlone() throws IOException {
        String policy = "default: keep\nrules: [{form: AE, field: subjectKey, action: empty}]";

        assertThat(apply(ImednetResource.RECORDS, policy, RECORD).path("subjectKey").isNull()).isTrue();
        assertThat(apply(ImednetResource.RECORDS, policy, RECORD.replace("\"AE\"", "\"CM\""))
                        .path("subjectKey")
                        .asText())
                .isEqualTo("001-007");
        assertThat(apply(ImednetResource.SUBJECTS, policy, "{\"subjectId\":1,\"subjectKey\":\"x\"}")
                        .path("subjectKey").asText())
                .isEqualTo("x");
    }

    @Test
    void byDefaultAllIsLeftOutThatALoadDoesNotNeedAndIsNamedWithoutValues() throws IOException {
        String policy = "default: drop\nrules: [{variable: aeterm, action: keep}, {field: deleted, action: drop}]";

        JsonNode record = apply(
                ImednetResource.RECORDS, policy, RECORD.replace("\"studyKey\"", "\"deleted\":false,\"studyKey\""));

        assertThat(record).isEqualTo(JSON.readTree(
                "{\"studyKey\":\"S\",\"recordId\":7,\"formKey\":\"AE\",\"recordData\":{\"aeterm\":\"Headache\"}}"));
        assertThat(findings.undecided())
                .contains("records.subjectKey", "records.keywords.keywordName", "records.recordData.aestdtc of form AE")
                .noneMatch(name -> name.contains("deleted") || name.contains("2024") || name.contains("Late"));
    }

    @Test
    void hashesJoinAcrossListsAndANumberStaysOne() throws IOException {
        String policy = "default: keep\n"
                + "rules: [{list: [records, visits], field: subjectId, action: hash}, {field: [subjectKey, user],"
                + " action: hash}]";

        JsonNode record = apply(ImednetResource.RECORDS, policy, RECORD);
        JsonNode visit = apply(
                ImednetResource.VISITS, policy, "{\"visitId\":1,\"subjectKey\":\"001-007\",\"subjectId\":55}");

        assertThat(record.get("subjectKey")).isEqualTo(visit.get("subjectKey"));
        assertThat(record.path("subjectKey").asText()).matches("[0-9a-f]{64}");
        assertThat(record.get("subjectId")).isEqualTo(visit.get("subjectId"));
        assertThat(record.path("subjectId").isIntegralNumber()).isTrue();
        assertThat(record.path("subjectId").asLong()).isNotEqualTo(55).isPositive();
    }

    /** openssl dgst -sha256 -hmac KEY makes the same. */
    @Test
    void aHashIsHmacSha256OfTheText() throws IOException {
        String policy = "default: keep\nrules: [{field: subjectKey, action: hash}]";

        assertThat(apply(ImednetResource.SUBJECTS, policy, "{\"subjectKey\":\"001-007\"}").path("subjectKey").asText())
                .isEqualTo("92246070e86ae7dfe1297052e9d7cf336926c85fd953dcd958487569affa9f6d");
    }

    @Test
    void aRuleForAFieldIsForAllThatIsInIt() throws IOException {
        String query =
                """
                {"annotationId":1,"subjectKey":"a","description":"d","queryComments":[{"comment":"Headache?","user":"x"},\
                {"comment":"","closed":true}]}""";
        String policy = """
                default: keep
                rules:
                  - {field: queryComments.closed, action: keep}
                  - {list: queries, field: [queryComments, description], action: mask}
                """;

        assertThat(text(ImednetResource.QUERIES, policy, query)).isEqualTo("""
                {"annotationId":1,"subjectKey":"a","description":"***","queryComments":[{"comment":"***","user":"***"},\
                {"comment":"","closed":true}]}""");
    }

    @Test
    void aRuleForAVariableIsForItsCodingsToo() throws IOException {
        String policy = "default: keep\nrules: [{variable: aeterm, action: drop}]";
        String coding =
                "{\"codingId\":\"C1\",\"variable\":\"AETERM\",\"value\":\"HEADACHE\",\"code\":\"Headache\",\"reason\":\"r\"}";

        assertThat(text(ImednetResource.CODINGS, policy, coding))
                .isEqualTo("{\"codingId\":\"C1\",\"variable\":\"AETERM\",\"reason\":\"r\"}");
        assertThat(text(ImednetResource.CODINGS, policy, coding.replace("AETERM", "CMTRT"))).contains("HEADACHE");
    }

    @Test
    void allDatesOfASubjectMoveByTheSameDaysAndWhatIsNoWholeDateIsEmptied() throws IOException {
        String policy = """
                default: keep
                shift-days: 100
                rules:
                  - {variable: "*dtc", action: shift-dates}
                  - {variable: part, action: shift-dates}
                  - {field: ["date*", "*Date"], action: shift-dates}
                """;

        JsonNode record = apply(ImednetResource.RECORDS, policy, RECORD);
        JsonNode visit = apply(
                ImednetResource.VISITS,
                policy,
                "{\"visitId\":1,\"subjectKey\":\"001-007\",\"startDate\":\"2024-03-01\"}");

        LocalDate start = LocalDate.parse(record.at("/recordData/aestdtc").asText().substring(0, 10));
        LocalDate end = LocalDate.parse(record.at("/recordData/aeendtc").asText());
        assertThat(record.at("/recordData/aestdtc").asText()).endsWith("T09:30");
        assertThat(ChronoUnit.DAYS.between(start, end)).isEqualTo(4);
        assertThat(ChronoUnit.DAYS.between(start, LocalDate.parse("2024-03-05"))).isBetween(1L, 100L);
        assertThat(ChronoUnit.DAYS.between(LocalDate.parse(visit.path("startDate").asText()), start)).isEqualTo(4);
        assertThat(record.path("dateCreated").asText()).isEqualTo(start + " 10:11:12");
        assertThat(record.at("/recordData/part").isNull()).isTrue();
    }

    @Test
    void aDateOfNobodyDoesNotMoveByAGuess() throws IOException {
        String policy = "default: keep\nrules: [{field: \"date*\", action: shift-dates}]";

        assertThat(apply(ImednetResource.SITES, policy, "{\"siteId\":1,\"dateCreated\":\"2024-03-05 00:00:00\"}")
                        .path("dateCreated").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-05, 2024", "2024-03, 2024", "2024, 2024", "2024-03-05T09:30, 2024", "05-MAR-2024, 2024",
        "UN-UNK-2024, 2024", "unk 2024, 2024", "2024-UN-UN, 2024", "2024-MAR, 2024", "2024---05, 2024", "Mar2024, 2024",
        "NK-MAR-1954, 1954", "UK-MAR-1954, 1954", "xx Mar 1954, 1954", "NK-UNK-1954, 1954", "UNK/1954, 1954",
        "2024-03-NK, 2024", "2024-MAR-NK, 2024", "2024-XX-XX, 2024", "2024-XX-YY,", "SUB-NK-1954,", "SUBUN1954,",
        "SUB1234,", "SUB2024,", "1001-12,", "1234,", "2024-13,", "2024-UNX,", "32-UNK-2024,", "2024-02-30,", "5/3/2024,", "seen by Ann in 2024,", "2024-03-05 Ann,"
    })
    void ofADateTheYearStaysAndWhatIsNoneIsEmptied(String value, String year) throws IOException {
        String policy = "default: keep\nrules: [{variable: d, action: year-only}]";

        JsonNode data =
                apply(ImednetResource.RECORDS, policy, "{\"recordId\":1,\"recordData\":{\"d\":\"" + value + "\"}}");

        assertThat(data.at("/recordData/d").textValue()).isEqualTo(year);
    }

    @Test
    void aNumberIsAYearIfItIsOneOfADate() throws IOException {
        String policy = "default: keep\nrules: [{variable: [d, e], action: year-only}]";

        assertThat(text(ImednetResource.RECORDS, policy, "{\"recordId\":1,\"recordData\":{\"d\":1954,\"e\":1234}}"))
                .isEqualTo("{\"recordId\":1,\"recordData\":{\"d\":1954,\"e\":null}}");
    }

    @Test
    void aTypedDateKeepsItsTypeWithItsYear() throws IOException {
        String policy = "default: keep\nrules: [{field: dateCreated, action: year-only}]";

        assertThat(apply(ImednetResource.RECORDS, policy, RECORD).path("dateCreated").asText())
                .isEqualTo("2024-01-01 00:00:00");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-05, 2024-03-04", "05-MAR-2024, 04-MAR-2024", "1 Mar 2024 10:00, 29 Feb 2024 10:00",
        "01mar2024, 29feb2024", "2024-03-05 10:11:12+01:00, 2024-03-04 10:11:12+01:00", "0001-01-01,", "2024-13-01,",
        "UN-MAR-2024,"
    })
    void aDateMovesInTheFormThatItHas(String value, String moved) {
        assertThat(DateText.movedBack(value, 1).orElse(null)).isEqualTo(moved);
    }

    @Test
    void aDateHasTheSameDigitsInEveryCountry() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            assertThat(DateText.movedBack("05-MAR-2024", 1)).contains("04-MAR-2024");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aFieldOfARecordsDataIsNamedInUpperAndLowerCaseAlike() throws IOException {
        String policy = "default: keep\nrules: [{field: [recordData.AETERM, recordData.Part], action: drop}]";

        JsonNode data = apply(ImednetResource.RECORDS, policy, RECORD).path("recordData");

        assertThat(data.has("aeterm")).isFalse();
        assertThat(data.has("part")).isFalse();
        assertThat(data.has("aestdtc")).isTrue();
    }

    @Test
    void whatHasNothingInItIsLeftOutWithoutAWord() throws IOException {
        String record = "{\"recordId\":1,\"keywords\":[ ],\"recordData\":{},\"deleted\":false}";

        assertThat(text(ImednetResource.RECORDS, "default: drop", record)).isEqualTo("{\"recordId\":1}");
        assertThat(findings.undecided()).containsExactly("records.deleted");
        assertThat(text(ImednetResource.RECORDS, "default: keep", record)).contains("\"recordData\":{}");
    }

    @Test
    void dataOfWhichTheVariablesCannotBeToldApartIsLeftOut() throws IOException {
        String record = "{\"recordId\":1,\"formKey\":\"AE\",\"recordData\":\"aeterm=Headache\"}";

        assertThat(text(ImednetResource.RECORDS, "default: keep", record)).isEqualTo(record);
        assertThat(text(ImednetResource.RECORDS, "default: keep\nrules: [{variable: aeterm, action: drop}]", record))
                .isEqualTo("{\"recordId\":1,\"formKey\":\"AE\"}");
        assertThat(text(ImednetResource.RECORDS, "default: keep\nrules: [{variable: aeterm, action: drop}]",
                        record.replace("recordData", "RECORDDATA")))
                .doesNotContain("Headache");
    }

    @Test
    void namesThatAreOddAreLeftOutAndKeptLikeOthers() throws IOException {
        String record = "{\"recordId\":1,\"recordData\":{\"\u00e4\\u0041\" : 1 , \"b\\\"c\":2,\"b\\\"c\":3}}";

        assertThat(text(ImednetResource.RECORDS, "default: keep\nrules: [{variable: 'b\"c', action: drop}]", record))
                .isEqualTo("{\"recordId\":1,\"recordData\":{\"\u00e4\\u0041\" : 1}}");
    }

    @Test
    void anAnswerThatIsCutOffIsNotLetPass() throws IOException {
        PrivacyPolicy policy = policy("default: keep");
        String answer = "{\"data\":[{\"recordId\":1},{\"recordId\":2";

        assertThatThrownBy(() -> new AnswerFilter(policy, ImednetResource.RECORDS, findings)
                        .apply(answer.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    private JsonNode apply(ImednetResource list, String policy, String entity) throws IOException {
        return JSON.readTree(text(list, policy, entity));
    }

    /** In an answer, all else of which has to stay as it is. */
    private String text(ImednetResource list, String policy, String entity) throws IOException {
        String before = "{\"pagination\": {\"data\":[{\"recordId\":1}]}, \"data\": [ ";
        String after = " , {} ]\n}\n";
        byte[] answer = (before + entity + after).getBytes(StandardCharsets.UTF_8);

        String filtered =
                new String(new AnswerFilter(policy(policy), list, findings).apply(answer), StandardCharsets.UTF_8);

        assertThat(filtered).startsWith(before).endsWith(after);
        return filtered.substring(before.length(), filtered.length() - after.length());
    }

    private PrivacyPolicy policy(String text) throws IOException {
        return PrivacyPolicy.of(Policies.settings(directory, text, Policies.KEY)).orElseThrow();
    }
}
