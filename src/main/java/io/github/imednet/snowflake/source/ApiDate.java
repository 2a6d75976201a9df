package io.github.imednet.snowflake.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The API's dates without a time of day: {@code YYYY-MM-DD}. */
final class ApiDate {

    private static final int LENGTH = 10;

    private ApiDate() {}

    /** Days since 1970-01-01, or null if the text is anything else, or a day that Snowflake has not. */
    static @Nullable Integer days(String text) {
        try {
            LocalDate date = text.length() == LENGTH ? LocalDate.parse(text) : null;
            return date == null || date.getYear() < 1 ? null : (Integer) Math.toIntExact(date.toEpochDay());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
