package io.github.imednet.snowflake.source;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API refused a request, or answered with what cannot be its answer. */
public final class ImednetApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean retryable;
    private final transient @Nullable Duration retryAfter;

    private ImednetApiException(
            int status,
            boolean retryable,
            @Nullable Duration retryAfter,
            String message,
            @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    /**
     * An error status. 408, 429 and 5xx may pass; all others are permanent.
     *
     * @param retryAfter how long the API asks to wait, or null
     */
    static ImednetApiException refused(int status, @Nullable Duration retryAfter, String message) {
        return new ImednetApiException(
                status, status == 408 || status == 429 || status >= 500, retryAfter, message, null);
    }

    /** An answer that cannot be read: cut off on its way, or none of the API's own. Asking again may help. */
    public static ImednetApiException unreadable(String message, @Nullable Throwable cause) {
        return new ImednetApiException(200, true, null, message, cause);
    }

    /** An answer that can be read and contradicts what was asked for or said before. */
    static ImednetApiException contradiction(boolean retryable, String message) {
        return new ImednetApiException(200, retryable, null, message, null);
    }

    /**
     * One answer that has the same id for two of its entities: asking again would give the same.
     *
     * @param answer which one
     * @param entity what comes twice
     */
    static ImednetApiException twice(String answer, String entity) {
        return contradiction(false, answer + " has " + entity + " twice, so that it is not known which of the two is"
                + " right: report it to iMednet's support");
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    public boolean isRetryable() {
        return retryable;
    }

    /** Whether the request itself is at fault: wrong keys, wrong study, wrong parameters. */
    public boolean isRefusal() {
        return status >= 400 && status < 500 && !retryable;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
