package io.github.imednet.snowflake.local.imednet;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Writes times, which are seconds since 1970 in UTC, many times faster than a formatter does. */
final class SampleTime {

    static final long DAY = 24 * 60 * 60;
    static final long START = LocalDate.of(2023, 1, 9).toEpochDay() * DAY + 8 * 60 * 60;

    private SampleTime() {}

    /** Appends {@code "2023-01-09 08:00:00"}. */
    static JsonBuffer dateTime(JsonBuffer out, long time) {
        return timeOfDay(day(out.raw('"'), time).raw(' '), time).raw('"');
    }

    /** @param dateTime such as {@code 2023-01-09 08:00:00}, with a fraction or without */
    static long parse(String dateTime) {
        return LocalDateTime.parse(dateTime.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC);
    }

    /** Appends {@code "2023-01-09T08:00"}. */
    static JsonBuffer minute(JsonBuffer out, long time) {
        long minute = time % DAY / 60;
        day(out.raw('"'), time).raw('T').digits(minute / 60, 2).raw(':').digits(minute % 60, 2);
        return out.raw('"');
    }

    /** Appends {@code "2023-01-09"}. */
    static JsonBuffer date(JsonBuffer out, long time) {
        return day(out.raw('"'), time).raw('"');
    }

    /** Appends a date of which only year, or year and month, are known. */
    static JsonBuffer partialDate(JsonBuffer out, long time, boolean withMonth) {
        LocalDate date = LocalDate.ofEpochDay(time / DAY);
        out.raw('"').digits(date.getYear(), 4);
        if (withMonth) {
            out.raw('-').digits(date.getMonthValue(), 2);
        }
        return out.raw('"');
    }

    private static JsonBuffer day(JsonBuffer out, long time) {
        LocalDate date = LocalDate.ofEpochDay(time / DAY);
        out.digits(date.getYear(), 4).raw('-').digits(date.getMonthValue(), 2);
        return out.raw('-').digits(date.getDayOfMonth(), 2);
    }

    private static JsonBuffer timeOfDay(JsonBuffer out, long time) {
        long second = time % DAY;
        out.digits(second / 3600, 2).raw(':').digits(second / 60 % 60, 2);
        return out.raw(':').digits(second % 60, 2);
    }
}
