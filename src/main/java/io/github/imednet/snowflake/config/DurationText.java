package io.github.imednet.snowflake.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as ADBC's options have it, such as {@code 300ms}, {@code 1.5s} or {@code 1m30s}, or a number of
 * seconds. A sign before it does not count, as there.
 */
public final class DurationText {

    private static final Map<String, BigDecimal> NANOSECONDS = Map.of(
            "ns", BigDecimal.ONE,
            "us", BigDecimal.valueOf(1_000),
            "\u00b5s", BigDecimal.valueOf(1_000),
            "ms", BigDecimal.valueOf(1_000_000),
            "s", BigDecimal.valueOf(1_000_000_000),
            "m", BigDecimal.valueOf(60_000_000_000L),
            "h", BigDecimal.valueOf(3_600_000_000_000L));

    private static final Pattern SIGN = Pattern.compile("^[+-]");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ns|us|\u00b5s|ms|s|m|h)");
    private static final Pattern PARTS = Pattern.compile("(?:" + PART.pattern() + "){1,9}");

    private static final Pattern INTERVAL = Pattern.compile("([1-9][0-9]{0,5})([smhd])");
    private static final Map<String, Long> SECONDS_OF_UNIT = Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86_400L);

    private DurationText() {}

    /** One whole number with one of the units s, m, h and d, such as {@code 15m}; nothing if the text is another. */
    public static Optional<Duration> interval(String text) {
        Matcher interval = INTERVAL.matcher(text);
        return interval.matches()
                ? Optional.of(Duration.ofSeconds(
                        Long.parseLong(interval.group(1))
                                * Objects.requireNonNull(SECONDS_OF_UNIT.get(interval.group(2)))))
                : Optional.empty();
    }

    /** The same length of time as {@link #interval} reads it, in the largest unit that leaves no rest. */
    static String ofInterval(Duration time) {
        return SECONDS_OF_UNIT.entrySet().stream()
                .filter(unit -> time.toSeconds() % unit.getValue() == 0)
                .max(Map.Entry.comparingByValue())
                .map(unit -> time.toSeconds() / unit.getValue() + unit.getKey())
                .orElseThrow();
    }

    /** Nothing if the text is no length of time. */
    static Optional<Duration> parse(String text) {
        String unsigned = SIGN.matcher(text.trim()).replaceFirst("");
        if (SECONDS.matcher(unsigned).matches()) {
            return Optional.of(sum(unsigned + "s"));
        }
        return PARTS.matcher(unsigned).matches() ? Optional.of(sum(unsigned)) : Optional.empty();
    }

    private static Duration sum(String parts) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(parts);
        while (part.find()) {
            BigDecimal nanoseconds = new BigDecimal(part.group(1)).multiply(NANOSECONDS.get(part.group(2)));
            sum = sum.plusSeconds(nanoseconds.divideToIntegralValue(BigDecimal.valueOf(1_000_000_000)).longValue())
                    .plusNanos(nanoseconds.remainder(BigDecimal.valueOf(1_000_000_000)).longValue());
        }
        return sum;
    }
}
