package io.github.imednet.snowflake.ingest;

/** A value that its column cannot hold. The message does not quote the value, which may be a patient's. */
final class ValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ValueException(String problem) {
        super(problem, null, false, false);
    }
}
