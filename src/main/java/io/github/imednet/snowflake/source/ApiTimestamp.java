package io.github.imednet.snowflake.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The API's dates: {@code YYYY-MM-DD HH:MM:SS} in UTC without a mark; ISO forms are taken as well. */
final class ApiTimestamp {

    private ApiTimestamp() {}

    /** Microseconds since 1970-01-01 UTC, or null if the text is no date that keeps all it says. */
    static Long microseconds(String text) {
        try {
            Instant instant = instant(text.trim());
            boolean exact = instant.getNano() % 1000 == 0;
            return exact ? (Long) (instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Years have four digits, so that microseconds always fit into 64 bits. */
    private static Instant instant(String text) {
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        boolean zoned = iso.endsWith("Z") || iso.length() > 19 && (iso.indexOf('+', 19) > 0 || iso.indexOf('-', 19) > 0);
        return zoned ? OffsetDateTime.parse(iso).toInstant() : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
}
