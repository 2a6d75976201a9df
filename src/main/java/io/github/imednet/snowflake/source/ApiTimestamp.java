package io.github.imednet.snowflake.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The API's dates: {@code YYYY-MM-DD HH:MM:SS} in UTC without a mark; ISO forms are taken as well. */
final class ApiTimestamp {

    private static final String API_FORM = "0000-00-00 00:00:00";
    private static final Pattern WHOLE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?Z?");

    /** Snowflake's timestamps have years of four digits; microseconds of these always fit into 64 bits. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

    private ApiTimestamp() {}

    /** Whether {@link #microseconds} tell all that the text does: it has a time of day, and no offset. */
    static boolean isWhole(String text) {
        return hasApiForm(text) || WHOLE.matcher(text).matches();
    }

    /** Microseconds since 1970-01-01 UTC, or null if the text is no date that keeps all it says. */
    static @Nullable Long microseconds(String text) {
        try {
            String trimmed = text.trim();
            if (hasApiForm(trimmed) && !trimmed.startsWith("0000")) {
                return apiSecond(trimmed) * 1_000_000;
            }
            Instant instant = instant(trimmed);
            boolean exact = instant.getNano() % 1000 == 0;
            boolean held = !instant.isBefore(FIRST) && instant.isBefore(AFTER_LAST);
            return exact && held ? (Long) (instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant instant(String text) {
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        String iso =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        boolean zoned =
                iso.endsWith("Z") || iso.length() > 19 && (iso.indexOf('+', 19) > 0 || iso.indexOf('-', 19) > 0);
        return zoned
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }

    private static boolean hasApiForm(String text) {
        for (int i = 0; i < API_FORM.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : 0;
            boolean fits = API_FORM.charAt(i) == '0' ? c >= '0' && c <= '9' : c == API_FORM.charAt(i);
            if (!fits) {
                return false;
            }
        }
        return text.length() == API_FORM.length();
    }

    /** Read by hand: the formatter takes longer for two dates than all else of a record takes. */
    private static long apiSecond(String text) {
        LocalDate day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
        LocalTime time = LocalTime.of(digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19));
        return day.toEpochSecond(time, ZoneOffset.UTC);
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }
}
