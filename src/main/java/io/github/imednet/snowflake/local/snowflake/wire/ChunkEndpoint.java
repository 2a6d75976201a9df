package io.github.imednet.snowflake.local.snowflake.wire;

import com.sun.net.httpserver.HttpExchange;
import io.github.imednet.snowflake.local.snowflake.engine.ResultChunk;
import io.github.imednet.snowflake.local.snowflake.engine.SqlFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends the chunks of large results, as the store does in which Snowflake puts them. */
final class ChunkEndpoint {

    static final String KEY_HEADER = "x-result-key";

    private static final Pattern PATH = Pattern.compile("/results/([^/]+)/(\\d{1,9})");

    private final Executions executions;

    ChunkEndpoint(Executions executions) {
        this.executions = executions;
    }

    static boolean serves(String path) {
        return PATH.matcher(path).matches();
    }

    static String path(Execution execution, int number) {
        return "/results/" + execution.queryId() + "/" + number;
    }

    /** 404 for a result that is forgotten by now, 403 without its key. */
    void send(HttpExchange exchange, String path) throws IOException, InterruptedException {
        Matcher matcher = PATH.matcher(path);
        Optional<Execution> execution = matcher.matches() ? executions.find(matcher.group(1)) : Optional.empty();
        Optional<Execution.Outcome> outcome = execution.isEmpty() ? Optional.empty() : outcome(execution.get());
        Optional<ResultChunk> chunk = outcome.flatMap(known -> chunk(known, Integer.parseInt(matcher.group(2))));
        if (chunk.isEmpty()) {
            exchange.sendResponseHeaders(404, -1);
        } else if (!execution.get().resultKey().equals(exchange.getRequestHeaders().getFirst(KEY_HEADER))) {
            exchange.sendResponseHeaders(403, -1);
        } else if (outcome.get().format() == ResultFormat.ARROW) {
            sendArrow(exchange, ArrowRows.of(outcome.get().result()), chunk.get());
        } else {
            send(exchange, chunk.get().file());
        }
    }

    private static void send(HttpExchange exchange, Path file) throws IOException {
        // Rows without brackets around them are no JSON document: Node's driver would read them as one.
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, Files.size(file));
        try (OutputStream body = exchange.getResponseBody()) {
            Files.copy(file, body);
        }
    }

    private static void sendArrow(HttpExchange exchange, ArrowRows rows, ResultChunk chunk) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            rows.write(chunk, body);
        }
    }

    private static Optional<Execution.Outcome> outcome(Execution execution) throws InterruptedException {
        try {
            return Optional.of(execution.await(Duration.ZERO));
        } catch (SqlFailure | TimeoutException e) {
            return Optional.empty();
        }
    }

    private static Optional<ResultChunk> chunk(Execution.Outcome outcome, int number) {
        List<ResultChunk> chunks = outcome.result().chunks();
        return Optional.of(number)
                .filter(known -> known < chunks.size())
                .map(chunks::get)
                .filter(chunk -> Files.exists(chunk.file()));
    }
}
