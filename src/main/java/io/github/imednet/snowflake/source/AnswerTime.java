package io.github.imednet.snowflake.source;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When an answer came, by the API's clock where it told.
 *
 * @param answeredAt the answer's HTTP date, or this machine's time for want of it
 * @param isDated whether it has such a date
 * @param took how long the request took at most, by this machine's clock
 */
public record AnswerTime(Instant answeredAt, boolean isDated, Duration took) {

    /** HTTP dates and the API's dates are of whole seconds. */
    private static final int CLOCK_SECONDS = 1;

    /**
     * Of an answer that has just come.
     *
     * @param date the answer's HTTP date, or null
     * @param begun when it was asked for, in nanoseconds of {@link System#nanoTime}, or null if that is not known
     */
    public static AnswerTime of(@Nullable String date, @Nullable Long begun) {
        Instant told = parse(date);
        Duration took = begun == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - begun);
        return new AnswerTime(told == null ? Instant.now() : told, told != null, took);
    }

    /** An HTTP date, or null if it is none. */
    static @Nullable Instant parse(@Nullable String date) {
        try {
            return date == null ? null : DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /**
     * Changes before then are in the answer: a whole second by the API's clock, just before the request began. What is
     * changed while it is being answered may not be in it, and has a date before the answer's own.
     */
    Instant upTo() {
        return answeredAt.minus(took).minusSeconds(CLOCK_SECONDS).truncatedTo(ChronoUnit.SECONDS);
    }
}
