package io.github.imednet.snowflake.local.imednet;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that the API refuses; the message is the description that the client reads. */
final class ApiException extends RuntimeException {

    private static final String VALIDATION = "1000";
    private static final String UNKNOWN = "9000";
    private static final String PERMISSION = "9001";
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, String> field;

    private ApiException(int status, String code, String description, Map<String, String> field) {
        super(description);
        this.status = status;
        this.code = code;
        this.field = field;
    }

    /** A parameter that cannot be served. */
    static ApiException badRequest(String attribute, String value, String description) {
        Map<String, String> field = new LinkedHashMap<>();
        field.put("attribute", attribute);
        field.put("value", value);
        return new ApiException(400, VALIDATION, description, field);
    }

    static ApiException of(int status, String description) {
        String code = switch (status) {
            case 400 -> VALIDATION;
            case 401, 403 -> PERMISSION;
            default -> UNKNOWN;
        };
        return new ApiException(status, code, description, Map.of());
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** The parameter and its value that failed validation; empty for other errors. */
    Map<String, String> field() {
        return field;
    }
}
