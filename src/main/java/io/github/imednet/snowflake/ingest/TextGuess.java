package io.github.imednet.snowflake.ingest;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** What a text in a CSV file may mean. What could lose something is a text: {@code 007} is no number. */
final class TextGuess {

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?");
    private static final Pattern REAL = Pattern.compile("-?(\\d+(\\.\\d*)?|\\.\\d+)[eE][+-]?\\d+|NaN|-?[Ii]nf(inity)?");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?");
    private static final Pattern TIMESTAMP =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?");
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)");

    private TextGuess() {}

    /** The value in the type that it seems to be of, or the text itself. */
    static Object value(String text) {
        try {
            return guess(text);
        } catch (DateTimeException e) {
            return text;
        }
    }

    private static Object guess(String text) {
        if (WHOLE.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        if (DECIMAL.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (DATE.matcher(text).matches()) {
            return LocalDate.parse(text);
        }
        if (TIMESTAMP.matcher(text).matches()) {
            return LocalDateTime.parse(text.replace(' ', 'T'));
        }
        if (MOMENT.matcher(text).matches()) {
            return OffsetDateTime.parse(text.replace(' ', 'T'));
        }
        if (TIME.matcher(text).matches()) {
            return LocalTime.parse(text);
        }
        return REAL.matcher(text).matches() ? (Object) Numbers.real(text) : text;
    }
}
