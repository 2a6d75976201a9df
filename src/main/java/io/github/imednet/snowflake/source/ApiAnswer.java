package io.github.imednet.snowflake.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.config.RouteBean;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the API's good answers from its bad ones. */
@RouteBean
public final class ApiAnswer {

    /** The exchange's property with what was asked for. */
    public static final String REQUEST = "apiRequest";

    private static final Logger LOG = LoggerFactory.getLogger(ApiAnswer.class);
    private static final int LONGEST_DESCRIPTION = 300;

    /** Longer ones are taken for a fault of who asks for them. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final ObjectMapper json = new ObjectMapper();

    /**
     * Lets an answer of status 200 pass.
     *
     * @throws ImednetApiException for every other status, with what the body says of it in any of its three known forms
     */
    public void check(
            @Header(Exchange.HTTP_RESPONSE_CODE) int status,
            @Header("Retry-After") @Nullable String retryAfter,
            @Header("Date") @Nullable String date,
            @ExchangeProperty(REQUEST) ApiRequest request,
            @Body byte[] body) {
        if (status != 200) {
            throw ImednetApiException.refused(
                    status,
                    waitOf(retryAfter, date),
                    "iMednet answered " + status + describe(body) + remedy(status, request));
        }
    }

    private String describe(byte[] body) {
        String description = "";
        try {
            JsonNode root = json.readTree(body);
            JsonNode error = root.path("metadata").path("error");
            String field = error.path("field").path("attribute").asText("");
            description = firstOf(error.path("description"), error.path("message"), root.path("message"));
            description += field.isEmpty() ? "" : " (" + field + ")";
        } catch (IOException e) {
            // a body that is no JSON, such as a proxy's page, says nothing that belongs into a message
        }
        String line = description.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+", " ").trim();
        return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), LONGEST_DESCRIPTION));
    }

    private static String firstOf(JsonNode... nodes) {
        for (JsonNode node : nodes) {
            if (!node.asText("").isBlank()) {
                return node.asText();
            }
        }
        return "";
    }

    private static String remedy(int status, ApiRequest request) {
        return switch (status) {
            case 400 -> request.filters().isEmpty() ? "" : ". Check " + String.join(" and ", request.filters());
            case 401 -> ". Check imednet.api-key and imednet.security-key";
            case 403 -> ". Check the study key, and that imednet.api-key and imednet.security-key may read this study";
            case 404 -> ". Check imednet.base-url and the study key";
            case 429 -> ". A lower imednet.parallel-pages sends fewer requests at a time";
            default -> "";
        };
    }

    /**
     * Retry-After in its two forms, seconds or a date (RFC 9110, section 10.2.3), of a day at most.
     *
     * @param date the answer's own, so that the two clocks need not agree; where there is none this machine's counts
     * @return null if it is absent or neither, or over already: then it says no more than that a request may be made,
     *     and not that it is time for one
     */
    static @Nullable Duration waitOf(@Nullable String retryAfter, @Nullable String date) {
        Duration wait = retryAfter == null ? null : asked(retryAfter, date);
        if (wait == null || wait.isZero() || wait.isNegative()) {
            return null;
        }
        Duration bounded = bounded(wait);
        if (!bounded.equals(wait)) {
            LOG.warn("iMednet asked for a wait of {} hours: it is cut to {}", wait.toHours(), bounded.toHours());
        }
        return bounded;
    }

    static Duration bounded(Duration wait) {
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static @Nullable Duration asked(String retryAfter, @Nullable String date) {
        String value = retryAfter.trim();
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Instant answered = AnswerTime.parse(date);
            return Duration.between(answered == null ? Instant.now() : answered, until);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
