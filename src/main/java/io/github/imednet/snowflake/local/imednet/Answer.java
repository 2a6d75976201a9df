package io.github.imednet.snowflake.local.imednet;

import java.util.Map;

/** What the server is about to send. */
record Answer(int status, String contentType, Map<String, String> headers, JsonBuffer body) {

    static Answer ok(JsonBuffer body) {
        return json(200, Map.of(), body);
    }

    static Answer json(int status, Map<String, String> headers, JsonBuffer body) {
        return new Answer(status, "application/json", headers, body);
    }
}
