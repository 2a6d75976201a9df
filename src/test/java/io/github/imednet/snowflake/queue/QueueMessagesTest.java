package io.github.imednet.snowflake.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.imednet.snowflake.queue.StudyResult.Failure;
import io.github.imednet.snowflake.queue.StudyResult.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueMessagesTest {

    private static final StudyOrder ORDER = new StudyOrder(
            1,
            "ONE",
            List.of("records"),
            "siteId==7",
            "AESER==Yes",
            true,
            "2026-03-01T06:00:00Z",
            2,
            "id",
            "2026-02-28T22:00:00Z");

    @Test
    void anOrderIsReadAsItWasWritten() {
        assertThat(QueueMessages.order(QueueMessages.write(ORDER))).isEqualTo(ORDER);
        StudyOrder least = new StudyOrder(1, "ONE", null, null, null, null, null, 1, "id", "2026-02-28T22:00:00Z");
        assertThat(QueueMessages.order(QueueMessages.write(least))).isEqualTo(least);
        assertThat(QueueMessages.write(least)).doesNotContain("null");
    }

    /** Else the brokers would not take it, and the study would be exported again and again. */
    @Test
    void aResultThatIsTooLongHasTheNumbersOfItsSummaryAlone() throws Exception {
        ObjectNode summary = new ObjectMapper().createObjectNode().put("rows_loaded", 7).put("reconciled", true);
        StudyResult result = new StudyResult(
                1, "id", "imednet.studies", "ONE", State.RECONCILED, 1, "w", "then", "later", summary, null);
        summary.put("error", "\u00fc".repeat(500_000)).putArray("undecided_fields");

        String sent = QueueMessages.write(result);

        assertThat(sent.getBytes(StandardCharsets.UTF_8).length).isLessThan(100_000);
        JsonNode told = QueueMessages.result(sent).summary();
        assertThat(told.path("rows_loaded").asLong()).isEqualTo(7);
        assertThat(told.path("reconciled").asBoolean()).isTrue();
        assertThat(told.has("undecided_fields")).isFalse();
        summary.remove("error");
        assertThat(QueueMessages.result(QueueMessages.write(result))).isEqualTo(result);
    }

    /** A field that the schema does not have, or the class not, would be found by neither's users. */
    @Test
    void theSchemasHaveTheFieldsOfTheMessages() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        StudyResult result = new StudyResult(
                1,
                "id",
                "imednet.studies",
                "ONE",
                State.FAILED,
                1,
                "process 1 on host",
                "then",
                "later",
                mapper.createObjectNode(),
                new Failure("refused", "why"));

        assertThat(fields(mapper.readTree(QueueMessages.write(ORDER)))).isEqualTo(fields("study-order"));
        assertThat(fields(mapper.readTree(QueueMessages.write(result)))).isEqualTo(fields("study-result"));
        JsonNode states = schema("study-result").at("/properties/state/enum");
        for (State state : State.values()) {
            assertThat(states).contains(mapper.valueToTree(state));
        }
        assertThat(states).hasSize(State.values().length);
        assertThat(QueueMessages.result(QueueMessages.write(result))).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not JSON | not JSON",
                "[1] | not a JSON object",
                "{} | version none",
                "{\"version\":7,\"study\":\"ONE\"} | version 7",
                "{\"version\":1,\"attempt\":1,\"correlationId\":\"x\",\"enqueuedAt\":\"2026-02-28T22:00:00Z\"} | study",
                "{\"version\":1,\"study\":\"ONE\",\"attempt\":1,\"correlationId\":\"x\",\"enqueuedAt\":\"now\"} |"
                        + " enqueuedAt",
                "{\"version\":1,\"study\":\"..\",\"attempt\":1,\"correlationId\":\"x\",\"enqueuedAt\":\"2026-02-28T22:00:00Z\"}"
                    + " | study key is invalid",
                "{\"version\":1,\"study\":null,\"attempt\":1,\"correlationId\":\"x\",\"enqueuedAt\":\"2026-02-28T22:00:00Z\"}"
                    + " | names no study",
                "{\"version\":1,\"study\":\"ONE\",\"resource\":[],\"attempt\":1,\"correlationId\":\"x\","
                        + "\"enqueuedAt\":\"2026-02-28T22:00:00Z\"} | resource",
                "{\"version\":1,\"study\":\"ONE\",\"resources\":[],\"attempt\":1,\"correlationId\":\"x\","
                        + "\"enqueuedAt\":\"2026-02-28T22:00:00Z\"} | resources are none",
                "{\"version\":1,\"study\":\"ONE\",\"attempt\":0,\"correlationId\":\"x\",\"enqueuedAt\":\"2026-02-28T22:00:00Z\"}"
                    + " | attempt"
            })
    void whatIsNoOrderIsRefusedWithWhatIsWrong(String text, String problem) {
        assertThatThrownBy(() -> QueueMessages.order(text))
                .isInstanceOf(InvalidOrderException.class)
                .hasMessageContaining(problem);
    }

    /** What might be meant by a value of another type is not guessed: another export would be made than was ordered. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "attempt | \"1\"",
                "attempt | 1.5",
                "attempt | true",
                "attempt | [1]",
                "study | 5",
                "study | true",
                "study | [\"ONE\"]",
                "resources | \"records\"",
                "resources | [1]",
                "resources | [null]",
                "resources | {}",
                "filter | 5",
                "recordDataFilter | false",
                "incremental | \"true\"",
                "incremental | \"\"",
                "incremental | 1",
                "deadline | 1772344800000",
                "correlationId | 7",
                "enqueuedAt | 1772344800"
            })
    void aValueOfAnotherTypeIsRefused(String field, String value) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode order = (ObjectNode) mapper.readTree(QueueMessages.write(ORDER));
        order.set(field, mapper.readTree(value));

        assertThatThrownBy(() -> QueueMessages.order(order.toString()))
                .isInstanceOf(InvalidOrderException.class)
                .hasMessage("The message is not an order: the value of its field '" + field + "' has another type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "1.0", "1.9", "true", "null"})
    void aVersionOfAnotherTypeIsNone(String version) {
        String order = QueueMessages.write(ORDER).replace("\"version\":1", "\"version\":" + version);

        assertThatThrownBy(() -> QueueMessages.order(order)).hasMessageContaining("version none");
    }

    @Test
    void aFieldThatIsThereTwiceIsRefused() {
        String order = QueueMessages.write(ORDER).replaceFirst("\\{", "{\"study\":\"TWO\",");

        assertThatThrownBy(() -> QueueMessages.order(order)).isInstanceOf(InvalidOrderException.class)
                .hasMessageContaining("a field is there twice").hasMessageNotContaining("TWO");
    }

    /** What is told again of an order goes to the log, and into a result whose size the brokers bound. */
    @Test
    void textsThatAreToldAgainAreOfOneLineAndNotLong() {
        String long1 = "x".repeat(201);
        for (StudyOrder order : List.of(
                order(List.of("records"), "siteId==7", "id\n2026 WARN another line"),
                order(List.of("records"), "siteId==7", long1),
                order(List.of("records\u001b[2J"), null, "id"),
                order(List.of(long1), null, "id"),
                order(Collections.nCopies(101, "records"), null, "id"),
                order(null, "x".repeat(10_001), "id"))) {
            assertThatThrownBy(() -> QueueMessages.order(QueueMessages.write(order)))
                    .isInstanceOf(InvalidOrderException.class)
                    .hasMessageMatching("\\P{Cntrl}{20,120}");
        }
        assertThatThrownBy(() -> QueueMessages.order(QueueMessages.write(ORDER).replace("deadline", long1 + long1)))
                .hasMessageMatching(".{1,300}\\.\\.\\.' is unknown");
    }

    private static StudyOrder order(@Nullable List<String> resources, @Nullable String filter, String id) {
        return new StudyOrder(1, "ONE", resources, filter, null, null, null, 1, id, "2026-02-28T22:00:00Z");
    }

    /** A filter in the wrong place may name a subject: not for logs, results and dead letters' headers. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "subjectKey==marked | line 1, column",
        "{\"version\":1, subjectKey==marked | line 1, column",
        "{\"version\":\"subjectKey==marked\"} | version none",
        "{\"version\":1,\"study\":\"ONE\",\"attempt\":\"subjectKey==marked\",\"correlationId\":\"x\","
                + "\"enqueuedAt\":\"2026-02-28T22:00:00Z\"} | 'attempt'",
        "{\"version\":1,\"study\":\"ONE\",\"resources\":\"subjectKey==marked\",\"attempt\":1,\"correlationId\":\"x\","
                + "\"enqueuedAt\":\"2026-02-28T22:00:00Z\"} | 'resources'",
        "{\"version\":1,\"study\":\"ONE\",\"incremental\":\"subjectKey==marked\",\"attempt\":1,\"correlationId\":\"x\","
                + "\"enqueuedAt\":\"2026-02-28T22:00:00Z\"} | 'incremental'",
        "{\"version\":1,\"study\":\"ONE\",\"deadline\":\"subjectKey==marked\",\"attempt\":1,\"correlationId\":\"x\","
                + "\"enqueuedAt\":\"2026-02-28T22:00:00Z\"} | deadline is not a time"
    })
    void whatIsWrongIsToldWithoutTheValue(String text, String problem) {
        assertThatThrownBy(() -> QueueMessages.order(text))
                .isInstanceOf(InvalidOrderException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("marked");
    }

    private static List<String> fields(String schema) throws Exception {
        return fields(schema(schema).get("properties"));
    }

    private static JsonNode schema(String name) throws Exception {
        return new ObjectMapper().readTree(Path.of("docs/schemas/" + name + ".json").toFile());
    }

    private static List<String> fields(JsonNode object) {
        List<String> fields = new ArrayList<>();
        object.fieldNames().forEachRemaining(fields::add);
        return fields.stream().sorted().toList();
    }
}
