package io.github.imednet.snowflake.local.snowflake.wire;

import com.sun.net.httpserver.HttpExchange;
import io.github.imednet.snowflake.local.http.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes and gives the files of stages, as the store does in which Snowflake keeps them: at addresses that are signed
 * for one file and one direction, or to whoever shows a token for a directory. Both expire.
 */
final class StageEndpoint {

    static final String PREFIX = "/stages/";
    private static final Duration VALIDITY = Duration.ofHours(1);
    private static final String NEW_ONLY = "x-goog-if-generation-match";
    /** The headers that a client may send; some look whether theirs are among them. */
    private static final String SIGNED_HEADERS = String.join("%3B", "content-encoding", "host", NEW_ONLY,
            "x-goog-meta-encryptiondata", "x-goog-meta-matdesc", "x-goog-meta-sfc-digest");
    private static final int EXISTS = 412;
    /** What Google's store answers, upon which clients ask for another address. */
    private static final int EXPIRED = 400;
    private static final int FORBIDDEN = 403;
    /** What it answers to a token, upon which clients ask for another one. */
    private static final int TOKEN_EXPIRED = 401;

    private final Timing timing;
    private final Path uploads;
    private final SecretKeySpec key;

    /** @param uploads where files are as long as they are not there as a whole; on the file system of the stages */
    StageEndpoint(Timing timing, Path uploads) {
        this.uploads = uploads;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.timing = timing;
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    static boolean serves(String path) {
        return path.startsWith(PREFIX);
    }

    /** @param method PUT or GET */
    String address(String server, String method, Path file) {
        String place = StagePermit.place(file);
        String expires = expires();
        return server + PREFIX
                + URLEncoder.encode(file.getFileName().toString(), StandardCharsets.UTF_8)
                        .replace("+", "%20") + "?X-Goog-SignedHeaders=" + SIGNED_HEADERS + "&file=" + place
                + "&expires=" + expires + "&signature=" + signature(method, place, expires);
    }

    /** The bucket and the path of a directory, by which clients with a token make the addresses of its files. */
    String location(Path directory) {
        return PREFIX.substring(1) + StagePermit.place(directory) + '/';
    }

    String token(Path directory) {
        String expires = expires();
        return expires + '.' + signature(StagePermit.TOKEN, StagePermit.place(directory), expires);
    }

    /** A file is there under its name only once it is there as a whole. */
    void handle(HttpExchange exchange, Optional<Fault> fault) throws IOException, InterruptedException {
        StagePermit permit = StagePermit.of(exchange, PREFIX);
        int refusal = refusal(permit);
        if (refusal != 0) {
            exchange.sendResponseHeaders(refusal, -1);
            return;
        }
        transfer(exchange, fault, permit.file());
    }

    /** The status that the request is refused with, or 0. */
    private int refusal(StagePermit permit) {
        boolean genuine = MessageDigest.isEqual(
                signature(permit.use(), permit.place(), permit.expires()).getBytes(StandardCharsets.UTF_8),
                permit.signature().getBytes(StandardCharsets.UTF_8));
        if (!genuine || permit.file() == null) {
            return FORBIDDEN;
        }
        boolean expired = Instant.ofEpochSecond(Long.parseLong(permit.expires())).isBefore(timing.clock().instant());
        return !expired ? 0 : permit.byToken() ? TOKEN_EXPIRED : EXPIRED;
    }

    private void transfer(HttpExchange exchange, Optional<Fault> fault, Path file)
            throws IOException, InterruptedException {
        if (exchange.getRequestMethod().equals("PUT")) {
            boolean onlyNew = "0".equals(exchange.getRequestHeaders().getFirst(NEW_ONLY));
            if (onlyNew && Files.exists(file)) {
                exchange.sendResponseHeaders(EXISTS, -1);
                return;
            }
            receive(exchange, file, fault);
        } else {
            send(exchange, file, fault);
        }
    }

    private void receive(HttpExchange exchange, Path file, Optional<Fault> fault)
            throws IOException, InterruptedException {
        Path part = Files.createTempFile(Files.createDirectories(uploads), "upload", null);
        try {
            try (InputStream body = exchange.getRequestBody()) {
                Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
            }
            Thread.sleep(FaultKind.delay(fault, Files.size(part)).toMillis());
            Files.createDirectories(file.getParent());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        if (!FaultKind.DROP_AFTER.is(fault)) {
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static void send(HttpExchange exchange, Path file, Optional<Fault> fault)
            throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(Files.size(file)));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        Thread.sleep(FaultKind.delay(fault, Files.size(file)).toMillis());
        exchange.sendResponseHeaders(200, Files.size(file) == 0 ? -1 : Files.size(file));
        try (OutputStream body = exchange.getResponseBody()) {
            Files.copy(file, body);
        }
    }

    private String expires() {
        return Long.toString(timing.clock().instant().plus(VALIDITY).getEpochSecond());
    }

    private String signature(String method, String place, String expires) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            byte[] signed = mac.doFinal((method + ' ' + place + ' ' + expires).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has HmacSHA256", e);
        }
    }
}
