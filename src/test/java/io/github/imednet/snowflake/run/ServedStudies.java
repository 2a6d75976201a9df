package io.github.imednet.snowflake.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves the same records as every study's, word for word, and remembers the paths that it was asked for. */
final class ServedStudies implements AutoCloseable {

    private static final Pattern QUERY = Pattern.compile("page=(\\d+)&size=(\\d+)&sort=recordId%2CASC");

    private final List<String> records;
    private final HttpServer server;
    private final Set<String> paths = new ConcurrentSkipListSet<>();

    /** @param records JSON objects */
    ServedStudies(List<String> records) throws IOException {
        this.records = records;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** As they came, percent-encoded. */
    Set<String> paths() {
        return paths;
    }

    private void answer(HttpExchange exchange) throws IOException {
        paths.add(exchange.getRequestURI().getRawPath());
        Matcher query = QUERY.matcher(String.valueOf(exchange.getRequestURI().getRawQuery()));
        byte[] body = query.matches()
                ? page(Integer.parseInt(query.group(1)), Integer.parseInt(query.group(2)))
                : new byte[0];
        exchange.sendResponseHeaders(query.matches() ? 200 : 400, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private byte[] page(int page, int size) {
        List<String> part =
                records.subList(Math.min(records.size(), page * size), Math.min(records.size(), (page + 1) * size));
        return ("{\"pagination\":{\"currentPage\":" + page + ",\"totalElements\":" + records.size() + "},\"data\":["
                        + String.join(",", part) + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
