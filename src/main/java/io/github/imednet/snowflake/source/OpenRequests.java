package io.github.imednet.snowflake.source;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * The requests of an HTTP client whose answers may still be on their way, so that none of them holds up the end of a
 * process. An answer's body is read after the client has returned it, so a request is kept for as long as anybody has
 * it; canceling one that is done has no effect.
 */
final class OpenRequests implements ExecChainHandler {

    private final Set<Cancellable> requests =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final CountDownLatch abandoned = new CountDownLatch(1);

    /** Ends all of them, and those that are still to come. */
    void abandon() {
        abandoned.countDown();
        copy().forEach(Cancellable::cancel);
    }

    /** Waits until they are ended, or until the time is over. */
    void awaitAbandoned(Duration longest) throws InterruptedException {
        abandoned.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isAbandoned() {
        return abandoned.getCount() == 0;
    }

    /** @throws RequestAbandonedException if it was abandoned before its answer began */
    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (scope.originalRequest instanceof Cancellable open) {
            requests.add(open);
        }
        // Looked at after the request was entered: one that comes while the others are ended is among them, or ends
        // here.
        if (isAbandoned()) {
            throw new RequestAbandonedException();
        }
        try {
            return chain.proceed(request, scope);
        } catch (IOException e) {
            throw isAbandoned() ? new RequestAbandonedException(e) : e;
        }
    }

    private List<Cancellable> copy() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }
}
