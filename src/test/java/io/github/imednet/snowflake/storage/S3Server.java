package io.github.imednet.snowflake.storage;

import com.sun.net.httpserver.HttpExchange;
import io.github.imednet.snowflake.local.http.LocalHttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adobe's S3Mock, in a process that serves all tests of this one, and before it a door that remembers what was asked
 * and can be told to refuse it, to keep the answer to itself, or to let it pass.
 */
public final class S3Server implements AutoCloseable {

    /** What the door does to a request that writes an object. */
    public enum Fault {
        /** 503 SlowDown, as S3 says that it is busy. */
        BUSY,
        /** 403 InvalidAccessKeyId, as S3 says that it does not know a key. */
        UNKNOWN_KEY,
        /** The object is written, and the answer is lost with the connection. */
        LOST_ANSWER
    }

    private static final Pattern READY = Pattern.compile("Tomcat started on ports \\d+ \\(https\\), (\\d+) \\(http\\)");
    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "host", "content-length", "expect", "upgrade", "transfer-encoding", "date");

    private static URI mock;

    private final LocalHttpServer door;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final AtomicInteger faultsLeft = new AtomicInteger();
    private volatile Fault fault;

    /** @param bucket is there from the start, and empty */
    public S3Server(String bucket) throws IOException, InterruptedException {
        startMock();
        ask("PUT", "/" + bucket);
        String objects = ask("GET", "/" + bucket + "?list-type=2");
        for (MatchResult key : KEY.matcher(objects).results().toList()) {
            ask("DELETE", "/" + bucket + "/" + key.group(1));
        }
        door = LocalHttpServer.start("s3-door", 0, this::answer);
    }

    private static synchronized void startMock() throws IOException {
        if (mock == null) {
            Path objects = Files.createTempDirectory(Path.of("target", "s3mock"), "objects");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx256m",
                            "-jar",
                            "target/s3mock/s3mock.jar",
                            "--server.port=0",
                            "--com.adobe.testing.s3mock.http-port=0",
                            "--com.adobe.testing.s3mock.store.root=" + objects.toAbsolutePath())
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "s3-end"));
            mock = URI.create("http://127.0.0.1:" + awaitPort(process.inputReader()));
        }
    }

    private String ask(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(mock.resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** Where the door is. */
    public URI uri() {
        return door.uri();
    }

    /** Makes the next writes fail. */
    public void fail(Fault kind, int times) {
        fault = kind;
        faultsLeft.set(times);
    }

    /** Paths of all objects that somebody asked to write, refused ones included, in the order of asking. */
    public List<String> written() {
        return written;
    }

    /** The headers with which these writes were signed. */
    public List<String> authorizations() {
        return authorizations;
    }

    /** Forgets what was asked, and lets everything pass. */
    public void reset() {
        written.clear();
        authorizations.clear();
        faultsLeft.set(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean write = exchange.getRequestMethod().equals("PUT");
        if (write) {
            written.add(exchange.getRequestURI().getPath());
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        }
        if (!write || faultsLeft.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            pass(exchange, forward(exchange, body));
        } else if (fault == Fault.BUSY) {
            refuse(exchange, 503, "SlowDown");
        } else if (fault == Fault.UNKNOWN_KEY) {
            refuse(exchange, 403, "InvalidAccessKeyId");
        } else {
            forward(exchange, body);
            throw new IOException("The answer is lost");
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(mock.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase())) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void pass(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase())) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        byte[] body =
                ("<Error><Code>" + code + "</Code><Message>No.</Message></Error>").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Reads on in the background, so that the process never waits for somebody to read what it says. */
    private static String awaitPort(BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                Thread rest = new Thread(() -> output.lines().forEach(ignored -> {}), "s3-output");
                rest.setDaemon(true);
                rest.start();
                return ready.group(1);
            }
        }
        throw new IOException("The S3 server did not start:\n" + said);
    }

    @Override
    public void close() {
        door.close();
    }
}
