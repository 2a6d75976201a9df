package io.github.imednet.snowflake.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.imednet.snowflake.local.http.LocalHttpServer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers every statement with the same row, in Snowflake's own encoding, also with values that the local server has no
 * place for.
 */
final class AnsweringSnowflake implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SELECT = 4096;
    private static final int HOUR = 3_600;

    private final LocalHttpServer http;
    private final List<Value> row;
    private final AtomicInteger logins = new AtomicInteger();
    private volatile ArrayNode parameters = JSON.createArrayNode();

    AnsweringSnowflake(Value... row) throws IOException {
        this.row = List.of(row);
        this.http = LocalHttpServer.start("answering-snowflake", 0, this::answer);
    }

    URI uri() {
        return http.uri();
    }

    int logins() {
        return logins.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        ObjectNode answer = JSON.createObjectNode().put("success", true);
        switch (exchange.getRequestURI().getPath()) {
            case "/session/v1/login-request" -> answer.set("data", login(JSON.readTree(body).path("data")));
            case "/queries/v1/query-request" -> answer.set("data", result());
            default -> answer.putNull("data");
        }
        byte[] bytes = JSON.writeValueAsBytes(answer);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** The session has the parameters that it is asked for, and the one that the driver cannot do without. */
    private ObjectNode login(JsonNode login) {
        logins.incrementAndGet();
        ArrayNode asked = JSON.createArrayNode();
        asked.addObject().put("name", "AUTOCOMMIT").put("value", true);
        login.path("SESSION_PARAMETERS").properties().forEach(parameter ->
                asked.addObject().put("name", parameter.getKey()).set("value", parameter.getValue()));
        parameters = asked;
        ObjectNode data = JSON.createObjectNode()
                .put("token", "session")
                .put("masterToken", "master")
                .put("validityInSeconds", HOUR)
                .put("masterValidityInSeconds", HOUR)
                .put("sessionId", 1)
                .put("serverVersion", "9.0.0");
        data.putObject("sessionInfo").put("databaseName", "IMEDNET").put("schemaName", "PUBLIC");
        data.set("parameters", parameters);
        return data;
    }

    private ObjectNode result() {
        ObjectNode data = JSON.createObjectNode()
                .put("queryId", UUID.randomUUID().toString())
                .put("statementTypeId", SELECT)
                .put("version", 1)
                .put("queryResultFormat", "json")
                .put("total", 1)
                .put("returned", 1);
        data.set("parameters", parameters);
        ArrayNode columns = data.putArray("rowtype");
        List<String> texts = new ArrayList<>();
        for (Value value : row) {
            columns.addObject()
                    .put("name", value.column())
                    .put("type", value.type())
                    .put("nullable", true)
                    .put("precision", 0)
                    .put("scale", 9)
                    .put("length", 0);
            texts.add(value.text());
        }
        data.putArray("rowset").add(JSON.valueToTree(texts));
        return data;
    }

    @Override
    public void close() {
        http.close();
    }

    /** @param text as a result in JSON has it: seconds since 1970, and the offset in minutes after 1440 at UTC */
    record Value(String column, String type, String text) {}
}
