package io.github.imednet.snowflake.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request to the API was not made, or not waited for: the process was told to stop. */
public final class RequestAbandonedException extends IOException {

    private static final long serialVersionUID = 1L;

    RequestAbandonedException(@Nullable IOException cause) {
        super("The request was abandoned: the process was told to stop", cause);
    }
}
