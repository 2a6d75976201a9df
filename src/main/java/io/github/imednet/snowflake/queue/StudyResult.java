package io.github.imednet.snowflake.queue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a worker tells of an order: a message's value, as JSON (docs/schemas/study-result.json). Its key is the study.
 *
 * @param version of this form: 1
 * @param correlationId the order's
 * @param topic of the order: workers of several API keys may tell in one topic of results
 * @param attempt the order's
 * @param worker host and process
 * @param startedAt when the worker took the order, ISO 8601
 * @param endedAt the same for its end; null while it runs
 * @param summary what the run did, as {@code --json} prints it; null where no run began
 * @param error why it was not reconciled, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StudyResult(
        @JsonProperty("version") int version,
        @JsonProperty("correlationId") String correlationId,
        @JsonProperty("topic") String topic,
        @JsonProperty("study") String study,
        @JsonProperty("state") State state,
        @JsonProperty("attempt") int attempt,
        @JsonProperty("worker") String worker,
        @JsonProperty("startedAt") String startedAt,
        @JsonProperty("endedAt") @Nullable String endedAt,
        @JsonProperty("summary") @Nullable JsonNode summary,
        @JsonProperty("error") @Nullable Failure error) {

    /** How far an order is. */
    public enum State {
        /** A worker exports it. */
        @JsonProperty("running")
        RUNNING,
        /** Every table was found equal to its source. */
        @JsonProperty("reconciled")
        RECONCILED,
        /** It failed for good, and is among the dead letters. */
        @JsonProperty("failed")
        FAILED,
        /** It failed, was interrupted, or another run has the study: it is tried again. */
        @JsonProperty("retry")
        RETRY
    }

    /**
     * Why an attempt did not end well.
     *
     * @param reason one of those of docs/queue.md, such as {@code run-in-progress}
     * @param message for people
     */
    public record Failure(@JsonProperty("reason") String reason, @JsonProperty("message") String message) {}

    /** The same with the numbers and texts of the summary, without its lists and what has parts. */
    StudyResult shortened() {
        ObjectNode brief = JsonNodeFactory.instance.objectNode();
        if (summary != null) {
            summary.fields().forEachRemaining(field -> {
                JsonNode value = field.getValue();
                if (value.isTextual()) {
                    brief.put(field.getKey(), UnmetOrder.bounded(value.textValue()));
                } else if (value.isValueNode()) {
                    brief.set(field.getKey(), value);
                }
            });
        }
        return new StudyResult(
                version, correlationId, topic, study, state, attempt, worker, startedAt, endedAt, brief, error);
    }

    /** Whether nothing more comes of the order. */
    @JsonIgnore
    public boolean isFinal() {
        return state == State.RECONCILED || state == State.FAILED;
    }
}
