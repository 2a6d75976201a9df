package io.github.imednet.snowflake.local.imednet;

import com.sun.net.httpserver.Headers;
import io.github.imednet.snowflake.local.http.Fault;
import java.io.IOException;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers a request that a fault strikes. */
final class FaultyApi {

    private static final DateTimeFormatter HTTP_TIME =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);
    private static final String WEB_PAGE =
            "<!DOCTYPE html><html><head><title>Maintenance</title></head><body>Please try again later.</body></html>";

    private final EdcApi api;
    private final Envelope envelope;
    private final Clock clock;
    private final AtomicInteger strikes = new AtomicInteger();

    /** @param clock in UTC */
    FaultyApi(EdcApi api, Envelope envelope, Clock clock) {
        this.api = api;
        this.envelope = envelope;
        this.clock = clock;
    }

    /** @throws ApiException if the request is refused for reasons of its own */
    Answer answer(Fault fault, ApiRequest request, Headers headers) throws IOException {
        return switch (FaultKind.of(fault)) {
            case STATUS -> status(fault, request);
            case DROP -> Answer.dropped();
            case TRUNCATE -> truncated(fault, api.answer(request, headers, ListFault.NONE));
            case NOT_JSON -> Answer.of(200, fault.argument("type", "text/html"), Map.of(),
                    new JsonBuffer(WEB_PAGE.length()).raw(WEB_PAGE));
            case REPEAT_PAGE, CHANGE_ROW, NEW_ROW, REMOVE_ROW, SHUFFLE_TIES, DELAY ->
                    api.answer(request, headers, ListFault.of(fault, strikes.incrementAndGet()));
        };
    }

    private Answer status(Fault fault, ApiRequest request) {
        int code = (int) fault.number("code", 500);
        ErrorBody shape = ErrorBody.valueOf(fault.argument("body", "vendor").toUpperCase(Locale.ROOT));
        ApiException error = ApiException.of(code, ErrorBody.reason(code) + ", because the server was told to fail");
        Map<String, String> headers = new HashMap<>(shape.headers(error));
        if (fault.has("retry-after")) {
            headers.put("Retry-After", String.valueOf(fault.number("retry-after", 0)));
        }
        if (fault.has("retry-at")) {
            ZonedDateTime time = ZonedDateTime.now(clock).plusSeconds(fault.number("retry-at", 0));
            headers.put("Retry-After", HTTP_TIME.format(time));
        }
        return Answer.json(code, headers, envelope.error(error, shape, request.path()));
    }

    private static Answer truncated(Fault fault, Answer whole) {
        int length = whole.body().length();
        int sent = (int) Math.min(fault.number("bytes", length / 2), length);
        return whole.truncated(sent, fault.argument("announced", "full").equals("full") ? length : sent);
    }
}
