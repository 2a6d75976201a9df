package io.github.imednet.snowflake.local.imednet;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A term of a filter, ready to be asked. Numbers, also those written as text, are ordered as numbers, all else is
 * compared as text, case-sensitively. An attribute that is null or missing is only ever unequal.
 */
final class Condition {

    // A fraction, if any, follows the seconds, so that text sorts as time does.
    private static final DateTimeFormatter ENTITY_TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String path;
    private final Operator operator;
    private final String text;
    private final BigDecimal number;
    private final Pattern pattern;

    private Condition(String path, Operator operator, String text, BigDecimal number) {
        this.path = path;
        this.operator = operator;
        this.text = text;
        this.number = number;
        this.pattern = operator == Operator.CONTAINS
                ? Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                : null;
    }

    /**
     * A condition on an attribute of the entity itself.
     *
     * @throws IllegalArgumentException if the value is not of the type; the message says how it is written
     */
    static Condition onAttribute(FilterParser.Term term, AttributeType type) {
        if (term.operator() == Operator.CONTAINS) {
            throw new IllegalArgumentException("=~ is for recordDataFilter only");
        }
        String value = term.value();
        String attribute = term.attribute();
        return switch (type) {
            case TEXT -> new Condition(attribute, term.operator(), value, null);
            case BOOLEAN -> new Condition(attribute, term.operator(), truth(attribute, value), null);
            case DATE -> new Condition(attribute, term.operator(), day(attribute, value), null);
            case DATE_TIME -> new Condition(attribute, term.operator(), time(attribute, value), null);
            case NUMBER -> {
                if (number(value) == null) {
                    throw new IllegalArgumentException(attribute + " is a number");
                }
                yield new Condition(attribute, term.operator(), value, number(value));
            }
        };
    }

    /**
     * A condition on an answer in recordData, which may be of any type.
     *
     * @throws IllegalArgumentException if the value of {@code =~} is not a regular expression
     */
    static Condition onAnswer(FilterParser.Term term) {
        return new Condition(RowReader.RECORD_DATA + term.attribute(), term.operator(), term.value(),
                number(term.value()));
    }

    /** Where {@link RowReader} finds the value. */
    String path() {
        return path;
    }

    /**
     * The time, as entities have it, before which an entity that it holds for was not changed; empty if it has none.
     */
    Optional<String> changedSince() {
        boolean since = operator == Operator.AT_LEAST || operator == Operator.GREATER;
        return since && path.equals("dateModified") ? Optional.of(text) : Optional.empty();
    }

    boolean holds(Object value) {
        if (value == null) {
            return operator == Operator.NOT_EQUAL;
        }
        String given = value.toString();
        if (pattern != null) {
            return pattern.matcher(given).find();
        }
        if (number != null && (value instanceof Number || operator.orders())) {
            BigDecimal other = number(given);
            return other != null && operator.holds(other.compareTo(number));
        }
        // An unanswered question is neither before nor after anything.
        return !(operator.orders() && given.isEmpty()) && operator.holds(given.compareTo(text));
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String truth(String attribute, String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (!lower.equals("true") && !lower.equals("false")) {
            throw new IllegalArgumentException(attribute + " is true or false");
        }
        return lower;
    }

    private static String day(String attribute, String value) {
        try {
            return LocalDate.parse(value).toString();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(attribute + " is a date such as 2018-01-01", e);
        }
    }

    private static String time(String attribute, String value) {
        try {
            Instant instant = OffsetDateTime.parse(value).toInstant();
            return ENTITY_TIME.format(instant);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    attribute + " is a time such as 2018-01-01T06:00:00Z or 2018-01-01T06:00:00-06:00", e);
        }
    }
}
