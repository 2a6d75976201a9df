package io.github.imednet.snowflake.rows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Dates, times and moments in their Java types, or as ISO text, as Parquet has them. Nothing is rounded. */
final class Times {

    static final int FIRST_YEAR = 1;
    static final int LAST_YEAR = 9999;

    private static final long NANOS_OF_SECOND = 1_000_000_000L;

    /** A blank for the T, an offset or none. Strict, or 30 February would be the 29th. */
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[ ][XXX][XX][X]")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT)
            .withChronology(IsoChronology.INSTANCE);

    private static final DateTimeFormatter OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendOffset("+HH:MM", "+00:00")
            .toFormatter();

    private Times() {}

    /** Days since 1970-01-01. */
    static int days(Object value) {
        LocalDate date = date(value);
        requireYear(date);
        return Math.toIntExact(date.toEpochDay());
    }

    /** Large files have very many dates, and Java's own parser is slow. */
    static LocalDate parseDate(CharSequence text) {
        if (text.length() == "YYYY-MM-DD".length() && text.charAt(4) == '-' && text.charAt(7) == '-') {
            int year = digits(text, 0, 4);
            int month = digits(text, 5, 7);
            int day = digits(text, 8, 10);
            if (year >= 0 && month >= 0 && day >= 0) {
                return LocalDate.of(year, month, day);
            }
        }
        throw new DateTimeException("No date");
    }

    private static int digits(CharSequence text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static LocalDate date(Object value) {
        if (value instanceof LocalDate date) {
            return date;
        }
        if (value instanceof java.sql.Date date) {
            return date.toLocalDate();
        }
        if (value instanceof CharSequence text) {
            try {
                return parseDate(text);
            } catch (DateTimeException e) {
                throw new ValueException("not a date of the form YYYY-MM-DD");
            }
        }
        LocalDateTime time = wallClock(value);
        if (!time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            throw new ValueException("a time of day, where a date is expected");
        }
        return time.toLocalDate();
    }

    static long ofDay(Object value, int digits, TimeUnit unit) {
        LocalTime time = time(value);
        requireDigits(time.getNano(), digits);
        return time.toNanoOfDay() / nanoseconds(unit);
    }

    static LocalTime time(Object value) {
        if (value instanceof LocalTime time) {
            return time;
        }
        if (value instanceof java.sql.Time time) {
            // Its own conversion drops what is below a second.
            return time.toLocalTime().plus(Math.floorMod(time.getTime(), 1_000L), ChronoUnit.MILLIS);
        }
        if (value instanceof CharSequence text) {
            try {
                return LocalTime.parse(text);
            } catch (DateTimeException e) {
                // told below, as for any other type
            }
        }
        throw new ValueException("not a time of the form HH:MM:SS");
    }

    static long wallClock(Object value, int digits, TimeUnit unit) {
        LocalDateTime time = wallClock(value);
        requireDigits(time.getNano(), digits);
        return since1970(time.toEpochSecond(ZoneOffset.UTC), time.getNano(), unit);
    }

    /** A point of a calendar and a clock: what has an offset gives its own clock, an Instant that of UTC. */
    static LocalDateTime wallClock(Object value) {
        LocalDateTime time = value instanceof LocalDateTime local
                ? local
                : value instanceof java.sql.Timestamp timestamp
                        ? timestamp.toLocalDateTime()
                        : value instanceof LocalDate date ? date.atStartOfDay() : offset(value).toLocalDateTime();
        requireYear(time.toLocalDate());
        return time;
    }

    static long moment(Object value, int digits, TimeUnit unit) {
        OffsetDateTime moment = utc(value);
        requireDigits(moment.getNano(), digits);
        return since1970(moment.toEpochSecond(), moment.getNano(), unit);
    }

    static String wallClockText(Object value, int digits) {
        LocalDateTime time = wallClock(value);
        requireDigits(time.getNano(), digits);
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
    }

    static String momentText(Object value, int digits) {
        return offsetText(utc(value), digits);
    }

    /** With the offset that the value has: hours and minutes, as Snowflake keeps it. */
    static String offsetText(Object value, int digits) {
        OffsetDateTime time = offset(value);
        requireDigits(time.getNano(), digits);
        if (time.getOffset().getTotalSeconds() % 60 != 0) {
            throw new ValueException("an offset with seconds, as zones had before their standard time, which a"
                    + " TIMESTAMP_TZ does not have: a TIMESTAMP_LTZ keeps the moment");
        }
        return OFFSET.format(time);
    }

    /** A moment whose year is one that a column can tell also at UTC. */
    private static OffsetDateTime utc(Object value) {
        OffsetDateTime moment = offset(value).withOffsetSameInstant(ZoneOffset.UTC);
        requireYear(moment.toLocalDate());
        return moment;
    }

    /** A moment; where the value has no zone it is taken in UTC, which is the zone of the session. */
    private static OffsetDateTime offset(Object value) {
        OffsetDateTime time = null;
        if (value instanceof OffsetDateTime given) {
            time = given;
        } else if (value instanceof Instant instant) {
            time = instant.atOffset(ZoneOffset.UTC);
        } else if (value instanceof ZonedDateTime zoned) {
            time = zoned.toOffsetDateTime();
        } else if (value instanceof LocalDateTime local) {
            time = local.atOffset(ZoneOffset.UTC);
        } else if (value instanceof java.sql.Date || value instanceof LocalDate) {
            time = date(value).atStartOfDay().atOffset(ZoneOffset.UTC);
        } else if (value instanceof Date date && !(value instanceof java.sql.Time)) {
            time = date.toInstant().atOffset(ZoneOffset.UTC);
        } else if (value instanceof CharSequence text) {
            time = parse(text);
        }
        if (time == null) {
            throw new ValueException("not a timestamp of the form YYYY-MM-DD HH:MM:SS");
        }
        requireYear(time.toLocalDate());
        return time;
    }

    private static @Nullable OffsetDateTime parse(CharSequence text) {
        try {
            if (text.length() == "YYYY-MM-DD".length()) {
                return parseDate(text).atStartOfDay().atOffset(ZoneOffset.UTC);
            }
            TemporalAccessor parsed = DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime time ? time : ((LocalDateTime) parsed).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static long since1970(long seconds, int nanos, TimeUnit unit) {
        try {
            long perSecond = NANOS_OF_SECOND / nanoseconds(unit);
            return Math.addExact(Math.multiplyExact(seconds, perSecond), nanos / nanoseconds(unit));
        } catch (ArithmeticException e) {
            throw new ValueException("outside of the years 1677 to 2262, the range of nanoseconds in 64 bits");
        }
    }

    private static long nanoseconds(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 1_000_000;
            case MICROS -> 1_000;
            case NANOS -> 1;
        };
    }

    /** Whether a column can tell the year. */
    static boolean isYear(LocalDate date) {
        return date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR;
    }

    private static void requireYear(LocalDate date) {
        if (!isYear(date)) {
            throw new ValueException("outside of the years 1 to 9999");
        }
    }

    private static void requireDigits(int nanos, int digits) {
        int unit = 1;
        for (int i = digits; i < 9; i++) {
            unit *= 10;
        }
        if (nanos % unit != 0) {
            throw new ValueException("more than " + digits + " digits of a second's fraction");
        }
    }
}
