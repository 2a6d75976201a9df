package io.github.imednet.snowflake.local.imednet;

import java.util.Map;

/**
 * What the server is about to send.
 *
 * @param announced the Content-Length
 * @param sent how much of the body is sent; less than announced closes the connection, below zero without an answer
 */
record Answer(int status, String contentType, Map<String, String> headers, JsonBuffer body, int announced, int sent) {

    static Answer ok(JsonBuffer body) {
        return json(200, Map.of(), body);
    }

    static Answer json(int status, Map<String, String> headers, JsonBuffer body) {
        return of(status, "application/json", headers, body);
    }

    static Answer of(int status, String contentType, Map<String, String> headers, JsonBuffer body) {
        return new Answer(status, contentType, headers, body, body.length(), body.length());
    }

    /** No answer: the connection closes. */
    static Answer dropped() {
        return new Answer(0, "", Map.of(), new JsonBuffer(0), 0, -1);
    }

    Answer truncated(int toSend, int toAnnounce) {
        return new Answer(status, contentType, headers, body, toAnnounce, toSend);
    }
}
