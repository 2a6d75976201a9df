package io.github.imednet.snowflake.queue;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.Printable;
import io.github.imednet.snowflake.config.StudyKey;
import io.github.imednet.snowflake.run.ExportSummary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Orders and results as the JSON of their messages. */
public final class QueueMessages {

    private static final String INVALID = "invalid-order";

    /** Characters of a text that is told again in results and in the log, and of a list's name. */
    private static final int LONGEST_NAME = 200;

    /** Characters of a filter: no server takes longer addresses. */
    private static final int LONGEST_FILTER = 10_000;

    /** Names of lists in an order. */
    private static final int MOST_LISTS = 100;

    /** Bytes of a result: with key and headers it stays below 1 MiB, which Kafka's producer sends at the most. */
    private static final int LONGEST_RESULT = 900_000;

    private static final List<String> REQUIRED = List.of("version", "study", "attempt", "correlationId", "enqueuedAt");

    /**
     * Nothing is guessed. A field that is unknown may be a misspelled one, and of one that is there twice nobody knows
     * which is meant: without it another export would be made than was ordered. A value of another type may be that of
     * another field.
     */
    private static final ObjectMapper ORDERS = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, texts -> {
                for (CoercionInputShape other : List.of(
                        CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
                    texts.setCoercion(other, CoercionAction.Fail);
                }
            })
            .build();

    /** Results of later versions may say more. */
    private static final ObjectMapper RESULTS =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private static final ObjectMapper SUMMARIES =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private QueueMessages() {}

    public static String write(StudyOrder order) {
        return json(ORDERS, order);
    }

    /** A result that the brokers did not take for its length would have its study exported again and again. */
    public static String write(StudyResult result) {
        String whole = json(RESULTS, result);
        return whole.getBytes(StandardCharsets.UTF_8).length <= LONGEST_RESULT
                ? whole
                : json(RESULTS, result.shortened());
    }

    /** A run's summary with the names that {@code --json} has. */
    static JsonNode tree(ExportSummary summary) {
        return SUMMARIES.valueToTree(summary);
    }

    /** @throws JsonProcessingException if the text is not a result */
    public static StudyResult result(String text) throws JsonProcessingException {
        return RESULTS.readValue(text, StudyResult.class);
    }

    /**
     * Reads and checks an order.
     *
     * @throws InvalidOrderException saying what is wrong with it
     */
    public static StudyOrder order(@Nullable String text) {
        if (text == null) {
            throw new InvalidOrderException(INVALID, "The message is empty");
        }
        JsonNode read = tree(text);
        JsonNode version = read.path("version");
        if (!version.isInt() || version.intValue() != StudyOrder.VERSION) {
            throw new InvalidOrderException(
                    INVALID,
                    "The order has version " + (version.isInt() ? version.intValue() : "none")
                            + ", and this worker knows only " + StudyOrder.VERSION
                            + ": a newer version of the tool may have sent it");
        }
        return checked(order(read));
    }

    /** The same of an order's fields. */
    static StudyOrder order(Map<String, ?> fields) {
        return order(json(ORDERS, fields));
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode read = ORDERS.readTree(text);
            if (read.isObject()) {
                return read;
            }
            throw new InvalidOrderException(INVALID, "The message is not a JSON object");
        } catch (JsonProcessingException e) {
            throw new InvalidOrderException(
                    INVALID, "The message is not JSON, or a field is there twice: " + problem(e));
        }
    }

    private static StudyOrder order(JsonNode read) {
        for (String field : REQUIRED) {
            if (!read.has(field)) {
                throw new InvalidOrderException(INVALID,
                        "The message is not an order: its field '" + field + "' is missing");
            }
        }
        for (JsonNode name : read.path("resources")) {
            if (name.isNull()) {
                throw new InvalidOrderException(INVALID, "The message is not an order: " + otherType("resources"));
            }
        }
        try {
            return ORDERS.treeToValue(read, StudyOrder.class);
        } catch (JsonProcessingException e) {
            throw new InvalidOrderException(INVALID, "The message is not an order: " + problem(e));
        }
    }

    /** Without Jackson's words, which quote values: of a filter these may be a subject's. */
    private static String problem(JsonProcessingException failure) {
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return "its field '" + start(unknown.getPropertyName()) + "' is unknown";
        }
        if (failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return otherType(mapping.getPath().get(0).getFieldName());
        }
        JsonLocation place = failure.getLocation();
        return failure.getClass().getSimpleName()
                + (place == null ? "" : " in line " + place.getLineNr() + ", column " + place.getColumnNr());
    }

    private static String otherType(String field) {
        return "the value of its field '" + field + "' has another type";
    }

    /**
     * Lets an order pass that a worker takes.
     *
     * @throws InvalidOrderException saying what is wrong with it
     */
    public static StudyOrder checked(StudyOrder order) {
        if (order.study() == null || order.study().isBlank()) {
            throw new InvalidOrderException(INVALID, "The order names no study");
        }
        try {
            StudyKey.check(order.study());
        } catch (ExportConfigurationException e) {
            throw new InvalidOrderException(INVALID, String.valueOf(e.getMessage()));
        }
        if (order.attempt() < 1 || order.correlationId() == null) {
            throw new InvalidOrderException(INVALID, "The order needs an attempt of 1 or more, and a correlationId");
        }
        requireLine("correlationId", order.correlationId(), LONGEST_NAME);
        requireLine("filter", order.filter(), LONGEST_FILTER);
        requireLine("recordDataFilter", order.recordDataFilter(), LONGEST_FILTER);
        requireNames(order.resources());
        requireTime("deadline", order.deadline());
        requireTime("enqueuedAt", order.enqueuedAt());
        return order;
    }

    /** What is longer could not be told: brokers bound the size of a result. */
    private static void requireLine(String field, @Nullable String value, int longest) {
        if (value != null && (value.isBlank() || value.length() > longest || !Printable.line(value).equals(value))) {
            throw new InvalidOrderException(
                    INVALID,
                    "The order's " + field + " is empty, not of one line, or longer than " + longest + " characters");
        }
    }

    private static void requireNames(@Nullable List<String> resources) {
        if (resources != null && (resources.isEmpty() || resources.size() > MOST_LISTS)) {
            throw new InvalidOrderException(INVALID, "The order's resources are none, or more than " + MOST_LISTS
                    + " names: leave the field out for those of the worker's settings");
        }
        if (resources != null) {
            resources.forEach(name -> requireLine("resources", name, LONGEST_NAME));
        }
    }

    private static String start(String text) {
        String line = Printable.line(text);
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "...";
    }

    private static void requireTime(String field, @Nullable String value) {
        try {
            if (value != null) {
                Instant.parse(value);
            }
        } catch (DateTimeParseException e) {
            throw new InvalidOrderException(INVALID, "The order's " + field
                    + " is not a time such as 2026-03-01T06:00:00Z");
        }
    }

    private static String json(ObjectMapper mapper, Object message) {
        try {
            return mapper.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // numbers and texts can always be written
        }
    }
}
