package io.github.imednet.snowflake.source;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Until when iMednet is asked for nothing. Its limit is the API key's: a 429 to one request holds for all requests of
 * the process, and whoever listens can tell other processes, or be told by them.
 */
public final class RequestPause implements ExecChainHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RequestPause.class);

    /** What is longer by less is not worth telling: requests that are refused together differ by milliseconds. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    private final Duration usual;
    private final OpenRequests requests;
    private final List<Consumer<Instant>> listeners = new CopyOnWriteArrayList<>();
    private long end = System.nanoTime();
    private long told = end;

    /**
     * @param usual how long it is where a 429 does not say how long
     * @param requests with which it is abandoned
     */
    RequestPause(Duration usual, OpenRequests requests) {
        this.usual = usual;
        this.requests = requests;
    }

    /** Has somebody told, at each 429, until when this process begins no request. */
    public void onRefusal(Consumer<Instant> listener) {
        listeners.add(listener);
    }

    /**
     * Begins no request for so long, at most for a day; a pause that ends later stays.
     *
     * @return whether that is worth telling: it is longer than was told last, by a second where that has not ended
     */
    public synchronized boolean pause(Duration wait) {
        if (wait.isNegative() || wait.isZero()) {
            return false;
        }
        long now = System.nanoTime();
        long asked = now + ApiAnswer.bounded(wait).toNanos();
        if (asked - end > 0) {
            end = asked;
        }
        boolean worthTelling = end - told > 0 && (told - now <= 0 || end - told >= WORTH_TELLING.toNanos());
        if (worthTelling) {
            told = end;
        }
        return worthTelling;
    }

    /** How long it still is; zero if requests may begin. */
    public synchronized Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** Waits for its end. What is abandoned meanwhile is refused by {@link OpenRequests}, which are next. */
    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        awaitEnd();
        ClassicHttpResponse response = chain.proceed(request, scope);
        if (response.getCode() == 429) {
            refused(response.getFirstHeader(HttpHeaders.RETRY_AFTER), response.getFirstHeader(HttpHeaders.DATE));
        }
        return response;
    }

    void refused(@Nullable Header retryAfter, @Nullable Header date) {
        Duration asked = ApiAnswer.waitOf(value(retryAfter), value(date));
        Duration wait = asked == null ? usual : asked;
        if (pause(wait)) {
            Instant until = Instant.now().plus(wait);
            LOG.info("iMednet answered 429: no request begins before {}", until);
            listeners.forEach(listener -> listener.accept(until));
        }
    }

    private static @Nullable String value(@Nullable Header header) {
        return header == null ? null : header.getValue();
    }

    private void awaitEnd() throws IOException {
        try {
            for (Duration left = left(); !left.isZero() && !requests.isAbandoned(); left = left()) {
                requests.awaitAbandoned(left.plusMillis(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while requests to iMednet were paused");
        }
    }
}
