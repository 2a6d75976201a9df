package io.github.imednet.snowflake.load;

/** PUT or COPY answered, but not that every file and row of the load arrived. Nothing of the load is kept. */
public final class LoadAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LoadAnswerException(String message) {
        super(message);
    }
}
