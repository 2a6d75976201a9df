package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.HasExitCode;

/** A message is not an order, or one that cannot be met: it is not tried. */
public final class InvalidOrderException extends RuntimeException implements HasExitCode {

    private static final long serialVersionUID = 1L;

    private final String reason;

    InvalidOrderException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** {@code invalid-order}, {@code deadline-passed} or {@code worker-lost}. */
    String reason() {
        return reason;
    }

    @Override
    public int exitCode() {
        return ExitCode.CONFIGURATION;
    }
}
