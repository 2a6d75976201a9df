package io.github.imednet.snowflake.local.snowflake.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.imednet.snowflake.local.snowflake.engine.SqlFailure;
import java.io.IOException;
import java.util.Map;

/** Snowflake's envelope around every answer: {@code data}, {@code code}, {@code message}, {@code success}. */
final class Answers {

    private static final String IN_PROGRESS = "333333";
    private static final String IN_PROGRESS_ASYNC = "333334";

    private Answers() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Answer success() {
        return json -> envelope(json, out -> out.writeNull(), null, null, true);
    }

    static Answer success(Answer data) {
        return json -> envelope(json, data, null, null, true);
    }

    static Answer success(ObjectNode data) {
        return success(json -> json.writeTree(data));
    }

    /** The statement still runs; the client is to ask for its result: at once, or, if asynchronous, when it likes. */
    static Answer inProgress(Execution execution, boolean asynchronous) {
        ObjectNode data = object();
        data.put("queryId", execution.queryId());
        data.put("getResultUrl", "/queries/" + execution.queryId() + "/result");
        data.put("queryAbortsAfterSecs", 300);
        String code = asynchronous ? IN_PROGRESS_ASYNC : IN_PROGRESS;
        return json -> envelope(json, out -> out.writeTree(data), code, "Query execution in progress.", true);
    }

    static Answer failure(RequestFailure failure) {
        return json -> envelope(json, out -> out.writeNull(), failure.code(), failure.getMessage(), false);
    }

    static Answer failure(SqlFailure failure, String queryId) {
        ObjectNode data = object();
        data.put("internalError", false);
        data.put("errorCode", failure.code());
        data.put("age", 0);
        data.put("sqlState", failure.sqlState());
        data.put("queryId", queryId);
        return json -> envelope(json, out -> out.writeTree(data), failure.code(), failure.getMessage(), false);
    }

    /** Those of a session's parameters that drivers want to know, as a list of name and value. */
    static void writeParameters(JsonGenerator json, Map<String, String> present) throws IOException {
        json.writeArrayFieldStart("parameters");
        for (Map.Entry<String, JsonNode> parameter : SessionParameters.reported(present).entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", parameter.getKey());
            json.writeFieldName("value");
            json.writeTree(parameter.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void envelope(JsonGenerator json, Answer data, String code, String message, boolean success)
            throws IOException {
        json.writeStartObject();
        json.writeFieldName("data");
        data.write(json);
        json.writeStringField("code", code);
        json.writeStringField("message", message);
        json.writeBooleanField("success", success);
        json.writeEndObject();
    }
}
