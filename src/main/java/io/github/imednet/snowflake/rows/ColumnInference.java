package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.LogicalType;
import java.math.BigDecimal;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.EnumSet;
import java.util.Set;

/** Finds the type of a column that keeps every value that was added exactly. The order of the values plays no part. */
final class ColumnInference {

    private static final int MICROSECONDS = 6;
    private static final long MOST_OF_EVERY_DOUBLE = 1L << 53;
    private static final Set<LogicalType> NUMBERS = EnumSet.of(LogicalType.FIXED, LogicalType.REAL);
    private static final Set<LogicalType> DATES = EnumSet.of(LogicalType.DATE, LogicalType.TIMESTAMP_NTZ);

    /** What the values are. */
    enum Source {
        /** Texts of a file that has nothing else: what is of several types stays as it is written. */
        TEXTS,
        /** JSON: a number with a point is FLOAT, as long as that keeps it. */
        JSON,
        /** Java's types. */
        OBJECTS
    }

    private final Source source;
    private final EnumSet<LogicalType> found = EnumSet.noneOf(LogicalType.class);
    private boolean isLong = true;
    private boolean areDoubles = true;
    private boolean areFinite = true;
    private boolean areVariants = true;
    private long wholeDigits;
    private long scale;
    private int fraction = MICROSECONDS;

    ColumnInference(Source source) {
        this.source = source;
    }

    /** @param text of a file that has nothing but texts; null tells nothing */
    void addText(String text) {
        // One text makes all others texts.
        if (text == null || found.contains(LogicalType.TEXT)) {
            return;
        }
        int digits = SimpleDecimal.digits(text);
        if (digits < 0) {
            add(TextGuess.value(text));
            return;
        }
        found.add(LogicalType.FIXED);
        isLong &= digits % 16 == 0;
        wholeDigits = Math.max(wholeDigits, digits / 16);
        scale = Math.max(scale, digits % 16);
    }

    /** Adds the values that another one was given. */
    void addAll(ColumnInference other) {
        found.addAll(other.found);
        isLong &= other.isLong;
        areDoubles &= other.areDoubles;
        areFinite &= other.areFinite;
        areVariants &= other.areVariants;
        wholeDigits = Math.max(wholeDigits, other.wholeDigits);
        scale = Math.max(scale, other.scale);
        fraction = Math.max(fraction, other.fraction);
    }

    /** @param value null tells nothing */
    void add(Object value) {
        if (value == null) {
            return;
        }
        LogicalType type = type(value);
        found.add(type);
        if (NUMBERS.contains(type)) {
            addNumber((Number) value);
        } else {
            fraction = Math.max(fraction, fraction(value));
        }
    }

    private LogicalType type(Object value) {
        return source == Source.JSON && value instanceof BigDecimal ? LogicalType.REAL : ValueType.of(value);
    }

    private void addNumber(Number value) {
        if (value instanceof Double || value instanceof Float) {
            addReal(value);
        } else if (Numbers.isWhole(value)) {
            long whole = value.longValue();
            wholeDigits = Math.max(wholeDigits, ExactNumbers.wholeDigits(BigDecimal.valueOf(whole)));
            areDoubles &= isDouble(whole);
        } else {
            addDecimal(Numbers.decimal(value));
            isLong = false;
        }
    }

    private void addReal(Number value) {
        isLong = false;
        if (Double.isFinite(value.doubleValue())) {
            BigDecimal shortest = new BigDecimal(value.toString());
            wholeDigits = Math.max(wholeDigits, ExactNumbers.wholeDigits(shortest));
            scale = Math.max(scale, shortest.stripTrailingZeros().scale());
        } else {
            areFinite = false;
        }
    }

    private void addDecimal(BigDecimal number) {
        wholeDigits = Math.max(wholeDigits, ExactNumbers.wholeDigits(number));
        scale = Math.max(scale, number.scale());
        areDoubles &= ExactNumbers.isDouble(number);
        areVariants &= ExactNumbers.isVariant(number);
    }

    private static boolean isDouble(long whole) {
        return Math.abs(whole) <= MOST_OF_EVERY_DOUBLE && whole != Long.MIN_VALUE
                || ExactNumbers.isDouble(BigDecimal.valueOf(whole));
    }

    private static int fraction(Object value) {
        int nanoseconds = 0;
        if (value instanceof java.sql.Timestamp timestamp) {
            nanoseconds = timestamp.getNanos();
        } else if (value instanceof TemporalAccessor time && time.isSupported(ChronoField.NANO_OF_SECOND)) {
            nanoseconds = time.get(ChronoField.NANO_OF_SECOND);
        }
        return nanoseconds % 1000 == 0 ? MICROSECONDS : ColumnType.NANOSECONDS;
    }

    Column column(String name) {
        LogicalType type = type();
        return switch (type) {
            case FIXED -> isLong
                    ? new Column(name, ColumnType.of(type), Column.Form.LONG)
                    : new Column(name, ColumnType.number(ColumnType.MOST_DIGITS, (int) scale));
            case TIMESTAMP_NTZ, TIMESTAMP_LTZ -> new Column(name, ColumnType.ofFraction(type, fraction));
            default -> new Column(name, ColumnType.of(type));
        };
    }

    private LogicalType type() {
        if (found.isEmpty()) {
            return LogicalType.TEXT;
        }
        if (NUMBERS.containsAll(found)) {
            return number();
        }
        if (DATES.containsAll(found) && found.size() > 1) {
            return LogicalType.TIMESTAMP_NTZ;
        }
        return found.size() == 1 ? found.iterator().next() : mixed();
    }

    private LogicalType number() {
        boolean isNumber = areFinite && wholeDigits + scale <= ColumnType.MOST_DIGITS;
        boolean hasReal = found.contains(LogicalType.REAL);
        if (isNumber && !hasReal) {
            return LogicalType.FIXED;
        }
        if (areDoubles) {
            return LogicalType.REAL;
        }
        return isNumber && source != Source.TEXTS ? LogicalType.FIXED : mixed();
    }

    /** Numbers that no document keeps either are texts. */
    private LogicalType mixed() {
        boolean asText = source == Source.TEXTS || !areVariants && NUMBERS.containsAll(found);
        return asText ? LogicalType.TEXT : LogicalType.VARIANT;
    }

    /** Whether the type would be the same if the value had been among those that were added. */
    boolean takes(Object value) {
        if (value == null) {
            return true;
        }
        LogicalType column = type();
        LogicalType given = type(value);
        if (NUMBERS.contains(given) && NUMBERS.containsAll(found) && !found.isEmpty()) {
            // What has too many digits for a NUMBER is found when it is written.
            return column != LogicalType.REAL || keepsAsDouble((Number) value);
        }
        boolean dateAsTime = column == LogicalType.TIMESTAMP_NTZ && given == LogicalType.DATE;
        return column == LogicalType.VARIANT || column == given && !NUMBERS.contains(given) || dateAsTime;
    }

    private static boolean keepsAsDouble(Number value) {
        if (value instanceof Double || value instanceof Float) {
            return true;
        }
        return Numbers.isWhole(value)
                ? isDouble(value.longValue())
                : ExactNumbers.isDouble(Numbers.decimal(value));
    }
}
