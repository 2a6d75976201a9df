package io.github.imednet.snowflake.rows;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** What a text in a CSV file means. What would lose something as another type is a text: {@code 007} is no number. */
final class TextGuess {

    private static final int LONGEST_LONG = 18;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?");
    private static final Pattern REAL = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?[eE][+-]?\\d+");
    private static final Pattern NO_NUMBER = Pattern.compile("NaN|-?[Ii]nf(inity)?");
    private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?");
    private static final Pattern TIMESTAMP =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?");
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)");

    private TextGuess() {}

    /** The value in the type that the text is of, or the text itself. */
    static Object value(String text) {
        if (text.isEmpty()) {
            return text;
        }
        char first = text.charAt(0);
        try {
            // A number may have the first of a date's two hyphens, as 1.5e-100 has.
            if (first >= '0' && first <= '9' && text.length() >= "hh:mm:ss".length()
                    && (text.charAt(2) == ':' || text.charAt(4) == '-' && text.charAt(7) == '-')) {
                return time(text);
            }
            return first >= '0' && first <= '9' || first == '-' ? number(text) : word(text);
        } catch (DateTimeException | NumberFormatException e) {
            return text;
        }
    }

    private static Object number(String text) {
        if (NUMBER.matcher(text).matches()) {
            boolean isLong = text.length() <= LONGEST_LONG && text.indexOf('.') < 0;
            return isLong ? (Object) Long.valueOf(text) : new BigDecimal(text);
        }
        if (REAL.matcher(text).matches()) {
            return ExactNumbers.isDouble(new BigDecimal(text)) ? (Object) Double.valueOf(text) : text;
        }
        return word(text);
    }

    private static Object word(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return NO_NUMBER.matcher(text).matches() ? (Object) Numbers.real(text) : text;
    }

    private static Object time(String text) {
        if (text.length() == "YYYY-MM-DD".length() && text.charAt(4) == '-') {
            LocalDate date = Times.parseDate(text);
            return Times.isYear(date) ? date : text;
        }
        if (TIME.matcher(text).matches()) {
            return LocalTime.parse(text);
        }
        if (TIMESTAMP.matcher(text).matches()) {
            LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
            return Times.isYear(time.toLocalDate()) ? time : text;
        }
        if (MOMENT.matcher(text).matches()) {
            OffsetDateTime moment = OffsetDateTime.parse(text.replace(' ', 'T'));
            boolean known = Times.isYear(moment.toLocalDate())
                    && Times.isYear(moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate());
            return known ? moment : text;
        }
        return text;
    }
}
