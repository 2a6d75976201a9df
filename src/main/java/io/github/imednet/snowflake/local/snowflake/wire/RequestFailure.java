package io.github.imednet.snowflake.local.snowflake.wire;

/** A request was refused outside SQL: a login, a token or a query id that is not valid. */
final class RequestFailure extends Exception {

    static final String SESSION_GONE = "390111";
    static final String SESSION_EXPIRED = "390112";
    static final String MASTER_TOKEN_UNKNOWN = "390113";
    static final String MASTER_TOKEN_EXPIRED = "390114";

    private final String code;

    RequestFailure(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }
}
