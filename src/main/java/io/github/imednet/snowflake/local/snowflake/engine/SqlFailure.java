package io.github.imednet.snowflake.local.snowflake.engine;

/** A statement failed as it would on Snowflake: a code of six digits, an SQL state, and Snowflake's kind of message. */
public final class SqlFailure extends Exception {

    private final String code;
    private final String sqlState;

    /** @param code six digits, such as {@code 002003}; @param sqlState five characters, such as {@code 42S02} */
    public SqlFailure(String code, String sqlState, String message) {
        super(message);
        this.code = code;
        this.sqlState = sqlState;
    }

    public SqlFailure(String code, String sqlState, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.sqlState = sqlState;
    }

    public String code() {
        return code;
    }

    public String sqlState() {
        return sqlState;
    }

    /** Whether a file or a value is wrong, and not the statement: what ON_ERROR is for. */
    boolean isOfData() {
        return code.startsWith("100") && sqlState.startsWith("22");
    }
}
