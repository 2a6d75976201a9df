package io.github.imednet.snowflake.local.snowflake.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The session parameters that drivers act upon, with the JSON types they expect and what they are without a client. */
final class SessionParameters {

    /** Not the client's to change: telemetry stays off, and the values of a batch come with the query. */
    private static final Set<String> FIXED =
            Set.of("CLIENT_TELEMETRY_ENABLED", "CLIENT_STAGE_ARRAY_BINDING_THRESHOLD");

    private static final Map<String, JsonNode> DEFAULTS = defaults();

    private SessionParameters() {}

    /** The parameters of a request, as text. */
    static Map<String, String> requested(JsonNode parameters) {
        Map<String, String> requested = new HashMap<>();
        parameters.properties().forEach(parameter -> {
            boolean value = parameter.getValue().isValueNode() && !parameter.getValue().isNull();
            if (value && !FIXED.contains(parameter.getKey())) {
                requested.put(parameter.getKey(), parameter.getValue().asText());
            }
        });
        return requested;
    }

    /** All that drivers want to know, with the session's present values. */
    static Map<String, JsonNode> reported(Map<String, String> present) {
        Map<String, JsonNode> reported = new LinkedHashMap<>();
        DEFAULTS.forEach((name, otherwise) -> {
            String value = FIXED.contains(name) ? null : present.get(name);
            reported.put(name, value == null ? otherwise : sameType(otherwise, value));
        });
        return reported;
    }

    private static Map<String, JsonNode> defaults() {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        values.put("AUTOCOMMIT", BooleanNode.TRUE);
        // The engine always has a value for these.
        for (String format : List.of("TIMEZONE", "DATE_OUTPUT_FORMAT", "TIME_OUTPUT_FORMAT", "TIMESTAMP_OUTPUT_FORMAT",
                "TIMESTAMP_NTZ_OUTPUT_FORMAT", "TIMESTAMP_LTZ_OUTPUT_FORMAT", "TIMESTAMP_TZ_OUTPUT_FORMAT",
                "BINARY_OUTPUT_FORMAT")) {
            values.put(format, TextNode.valueOf(""));
        }
        values.put("CLIENT_TIMESTAMP_TYPE_MAPPING", TextNode.valueOf("TIMESTAMP_LTZ"));
        values.put("CLIENT_TELEMETRY_ENABLED", BooleanNode.FALSE);
        values.put("CLIENT_STAGE_ARRAY_BINDING_THRESHOLD", IntNode.valueOf(0));
        values.put("CLIENT_SESSION_KEEP_ALIVE", BooleanNode.FALSE);
        values.put("CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY", IntNode.valueOf(3600));
        values.put("CLIENT_RESULT_CHUNK_SIZE", IntNode.valueOf(160));
        values.put("CLIENT_PREFETCH_THREADS", IntNode.valueOf(4));
        values.put("CLIENT_MEMORY_LIMIT", IntNode.valueOf(1536));
        values.put("JDBC_TREAT_DECIMAL_AS_INT", BooleanNode.TRUE);
        values.put("JDBC_ENABLE_PUT_GET", BooleanNode.TRUE);
        return values;
    }

    private static JsonNode sameType(JsonNode model, String value) {
        if (model.isBoolean()) {
            return BooleanNode.valueOf(Boolean.parseBoolean(value));
        }
        return model.isInt() ? IntNode.valueOf(Integer.parseInt(value)) : TextNode.valueOf(value);
    }
}
