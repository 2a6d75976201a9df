package io.github.imednet.snowflake.local.imednet;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The shapes in which errors of the API are known to arrive. */
enum ErrorBody {
    /** As the vendor documents it; this server's own errors have it. */
    VENDOR {
        @Override
        Map<String, Object> body(ApiException error, String path, String timestamp) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("code", error.code());
            details.put("description", error.getMessage());
            if (!error.field().isEmpty()) {
                details.put("field", error.field());
            }
            return metadata(statusName(error.status()), path, timestamp, details);
        }
    },
    /** As an OpenAPI description of the API by others has it. */
    OPENAPI {
        @Override
        Map<String, Object> body(ApiException error, String path, String timestamp) {
            return metadata("ERROR", path, timestamp, Map.of("message", error.getMessage()));
        }
    },
    /** As the gateway before the API answers; it sends {@code x-amzn-errortype} along. */
    GATEWAY {
        @Override
        Map<String, Object> body(ApiException error, String path, String timestamp) {
            return Map.of("message", reason(error.status()));
        }

        @Override
        Map<String, String> headers(ApiException error) {
            return Map.of("x-amzn-errortype", reason(error.status()).replace(" ", "") + "Exception");
        }
    };

    private static final Map<Integer, String> REASONS = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            405, "Method Not Allowed",
            429, "Too Many Requests",
            500, "Internal Server Error",
            502, "Bad Gateway",
            503, "Service Unavailable",
            504, "Gateway Timeout");

    abstract Map<String, Object> body(ApiException error, String path, String timestamp);

    Map<String, String> headers(ApiException error) {
        return Map.of();
    }

    private static Map<String, Object> metadata(
            String status, String path, String timestamp, Map<String, Object> error) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("status", status);
        metadata.put("path", path);
        metadata.put("timestamp", timestamp);
        metadata.put("error", error);
        return Map.of("metadata", metadata);
    }

    static String reason(int status) {
        return REASONS.getOrDefault(status, "Status " + status);
    }

    private static String statusName(int status) {
        return reason(status).toUpperCase(Locale.ROOT).replace(' ', '_');
    }
}
