package io.github.imednet.snowflake.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request to the API was not made, or not waited for: what asks was told to stop. */
public final class RequestAbandonedException extends IOException {

    private static final long serialVersionUID = 1L;

    public RequestAbandonedException() {
        this(null);
    }

    RequestAbandonedException(@Nullable IOException cause) {
        super("The request was abandoned: what asked for it was told to stop", cause);
    }
}
