package io.github.imednet.snowflake.local.snowflake.wire;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/**
 * What a request for a staged file shows: a signed address of the file, or a token for a directory.
 *
 * @param use that is signed: PUT or GET of one file, or {@link #TOKEN}
 * @param place the path that is signed, encoded
 * @param expires seconds since 1970, as signed
 * @param below the path below the place; empty for one file
 */
record StagePermit(String use, String place, String expires, String signature, String below) {

    static final String TOKEN = "TOKEN";

    /** @param prefix of the paths of all staged files */
    static StagePermit of(HttpExchange exchange, String prefix) {
        Map<String, String> query = Request.query(exchange.getRequestURI().getRawQuery());
        if (query.containsKey("file")) {
            return new StagePermit(exchange.getRequestMethod(), query.get("file"), query.getOrDefault("expires", ""),
                    query.getOrDefault("signature", ""), "");
        }
        String[] path = exchange.getRequestURI().getPath().substring(prefix.length()).split("/", 2);
        String shown = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String[] token = shown.replaceFirst("^Bearer ", "").split("\\.", 2);
        return new StagePermit(TOKEN, path[0], token[0], token[token.length - 1], path[path.length - 1]);
    }

    static String place(Path file) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(file.toString().getBytes(StandardCharsets.UTF_8));
    }

    boolean byToken() {
        return use.equals(TOKEN);
    }

    /** The file; null if it is not below the place. */
    Path file() {
        Path signed = Path.of(new String(Base64.getUrlDecoder().decode(place), StandardCharsets.UTF_8));
        Path file = signed.resolve(below).normalize();
        return file.startsWith(signed) ? file : null;
    }
}
