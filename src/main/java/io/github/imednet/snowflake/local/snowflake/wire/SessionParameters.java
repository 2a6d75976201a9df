package io.github.imednet.snowflake.local.snowflake.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The session parameters that drivers act upon, with the JSON types they expect. */
final class SessionParameters {

    /** Not the client's to change: telemetry stays off, and the values of a batch come with the query. */
    private static final Set<String> FIXED =
            Set.of("CLIENT_TELEMETRY_ENABLED", "CLIENT_STAGE_ARRAY_BINDING_THRESHOLD", "AUTOCOMMIT");

    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    /** @param requested the {@code SESSION_PARAMETERS} of the login; those that are not known here are left out */
    SessionParameters(JsonNode requested) {
        putDefaults();
        for (Map.Entry<String, JsonNode> known : values.entrySet()) {
            JsonNode value = requested.path(known.getKey());
            if (value.isValueNode() && !value.isNull() && !FIXED.contains(known.getKey())) {
                known.setValue(sameType(known.getValue(), value));
            }
        }
    }

    /** All of them, with the session's present autocommit mode. */
    Map<String, JsonNode> with(boolean autocommit) {
        Map<String, JsonNode> current = new LinkedHashMap<>(values);
        current.put("AUTOCOMMIT", BooleanNode.valueOf(autocommit));
        return current;
    }

    private void putDefaults() {
        values.put("AUTOCOMMIT", BooleanNode.TRUE);
        values.put("TIMEZONE", TextNode.valueOf("UTC"));
        values.put("DATE_OUTPUT_FORMAT", TextNode.valueOf("YYYY-MM-DD"));
        values.put("TIME_OUTPUT_FORMAT", TextNode.valueOf("HH24:MI:SS"));
        values.put("TIMESTAMP_OUTPUT_FORMAT", TextNode.valueOf("YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM"));
        values.put("TIMESTAMP_NTZ_OUTPUT_FORMAT", TextNode.valueOf("YYYY-MM-DD HH24:MI:SS.FF3"));
        values.put("TIMESTAMP_LTZ_OUTPUT_FORMAT", TextNode.valueOf(""));
        values.put("TIMESTAMP_TZ_OUTPUT_FORMAT", TextNode.valueOf(""));
        values.put("BINARY_OUTPUT_FORMAT", TextNode.valueOf("HEX"));
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
    }

    private static JsonNode sameType(JsonNode model, JsonNode value) {
        if (model.isBoolean()) {
            return BooleanNode.valueOf(Boolean.parseBoolean(value.asText()));
        }
        return model.isInt() ? IntNode.valueOf(value.asInt()) : TextNode.valueOf(value.asText());
    }
}
