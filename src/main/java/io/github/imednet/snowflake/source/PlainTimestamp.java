package io.github.imednet.snowflake.source;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Reads the API's dates, {@code "YYYY-MM-DD HH:MM:SS"} in UTC, from the bytes of an answer. */
final class PlainTimestamp {

    /** With quotation marks. */
    static final int LENGTH = 21;

    static final long NONE = Long.MIN_VALUE;

    private static final String FORM = "\"0000-00-00 00:00:00\"";
    private static final int SECONDS_OF_DAY = 86_400;

    private final byte[] body;
    private int yearMonthDay;
    private long epochDay;

    PlainTimestamp(byte[] body) {
        this.body = body;
    }

    /** Microseconds since 1970-01-01, or {@link #NONE} if there is no date in this form that exists. */
    long microseconds(int start) {
        if (!hasForm(start)) {
            return NONE;
        }
        int hours = two(start + 12);
        int minutes = two(start + 15);
        int seconds = two(start + 18);
        int day = (two(start + 1) * 100 + two(start + 3)) * 10_000 + two(start + 6) * 100 + two(start + 9);
        boolean exists = day >= 10_000 && hours < 24 && minutes < 60 && seconds < 60 && isDay(day);
        return exists ? (epochDay * SECONDS_OF_DAY + hours * 3600 + minutes * 60 + seconds) * 1_000_000 : NONE;
    }

    private boolean hasForm(int start) {
        if (start + LENGTH > body.length) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            int wanted = FORM.charAt(i);
            int found = body[start + i];
            if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
                return false;
            }
        }
        return true;
    }

    /** Many dates of a page are of few days. */
    private boolean isDay(int day) {
        if (day != yearMonthDay) {
            try {
                epochDay = LocalDate.of(day / 10_000, day / 100 % 100, day % 100).toEpochDay();
            } catch (DateTimeException e) {
                return false; // such as the 30th of February
            }
            yearMonthDay = day;
        }
        return true;
    }

    private int two(int start) {
        return 10 * (body[start] - '0') + body[start + 1] - '0';
    }
}
