package io.github.imednet.snowflake.queue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order to export a study: a message's value, as JSON (docs/schemas/study-order.json). Its key is the study.
 *
 * @param version of this form: 1
 * @param resources the lists that are exported, or null for those of the worker's settings
 * @param filter the API's {@code filter}, or null for that of the worker's settings
 * @param recordDataFilter the same for {@code recordDataFilter}
 * @param incremental whether only what changed is read, or null for what the worker's settings say
 * @param deadline after which nobody wants the export any more, ISO 8601, or null
 * @param attempt which attempt comes next, from 1
 * @param correlationId the same in all that is told of the order
 * @param enqueuedAt when it was ordered, ISO 8601
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StudyOrder(
        int version,
        String study,
        @Nullable List<String> resources,
        @Nullable String filter,
        @Nullable String recordDataFilter,
        @Nullable Boolean incremental,
        @Nullable String deadline,
        int attempt,
        String correlationId,
        String enqueuedAt) {

    /** The only version that there is. */
    public static final int VERSION = 1;

    @JsonCreator
    public StudyOrder(
            @JsonProperty(value = "version", required = true) int version,
            @JsonProperty(value = "study", required = true) String study,
            @JsonProperty("resources") @Nullable List<String> resources,
            @JsonProperty("filter") @Nullable String filter,
            @JsonProperty("recordDataFilter") @Nullable String recordDataFilter,
            @JsonProperty("incremental") @Nullable Boolean incremental,
            @JsonProperty("deadline") @Nullable String deadline,
            @JsonProperty(value = "attempt", required = true) int attempt,
            @JsonProperty(value = "correlationId", required = true) String correlationId,
            @JsonProperty(value = "enqueuedAt", required = true) String enqueuedAt) {
        this.version = version;
        this.study = study;
        this.resources = resources == null ? null : List.copyOf(resources);
        this.filter = filter;
        this.recordDataFilter = recordDataFilter;
        this.incremental = incremental;
        this.deadline = deadline;
        this.attempt = attempt;
        this.correlationId = correlationId;
        this.enqueuedAt = enqueuedAt;
    }

    /** The same after an attempt that failed. */
    StudyOrder nextAttempt() {
        return new StudyOrder(version, study, resources, filter, recordDataFilter, incremental, deadline, attempt + 1,
                correlationId, enqueuedAt);
    }

    /** Whether nobody wants it any more. */
    boolean isLate(Instant now) {
        return deadline != null && now.isAfter(Instant.parse(deadline));
    }
}
