package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.ParquetTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/** Numbers of any Java type, and in texts, as Parquet has them. Nothing is rounded to a decimal. */
final class Numbers {

    private static final int LONGEST_LONG = 18;

    private Numbers() {}

    /** Whether it is of one of Java's own classes that have whole numbers of up to 64 bits alone. */
    static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    /** Whether {@link #decimal} has it: a ratio of a language on the JVM has no decimals that say all of it. */
    static boolean isDecimal(Number value) {
        if (isWhole(value) || value instanceof BigDecimal || value instanceof BigInteger) {
            return true;
        }
        try {
            new BigDecimal(value.toString());
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** @throws ValueException if the value is no whole number of 64 bits */
    static long whole(Object value) {
        if (isWhole(value)) {
            return ((Number) value).longValue();
        }
        if (value instanceof String text && text.length() <= LONGEST_LONG) {
            long parsed = parseDigits(text);
            if (parsed >= 0) {
                return parsed;
            }
        }
        try {
            return decimal(value).longValueExact();
        } catch (ArithmeticException e) {
            throw new ValueException("not a whole number of 64 bits");
        }
    }

    /** The digits' number, or -1 where there is anything else. */
    private static long parseDigits(String text) {
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return text.isEmpty() ? -1 : number;
    }

    /** @throws ValueException if the value has more digits than the type */
    static long unscaledLong(Object value, ColumnType type) {
        if (value instanceof String text) {
            long simple = SimpleDecimal.unscaled(text, type.precision(), type.scale());
            if (simple != SimpleDecimal.NOT_SIMPLE) {
                return simple;
            }
        }
        return unscaled(value, type).longValueExact();
    }

    /** Big-endian two's complement, sign-extended. */
    static byte[] unscaledBytes(Object value, ColumnType type) {
        if (value instanceof String text && text.length() + type.scale() <= LONGEST_LONG) {
            long simple = SimpleDecimal.unscaled(text, type.precision(), type.scale());
            if (simple != SimpleDecimal.NOT_SIMPLE) {
                return ByteBuffer.allocate(ParquetTypes.BYTES_OF_DECIMAL)
                        .putLong(simple >> Long.SIZE - 1)
                        .putLong(simple)
                        .array();
            }
        }
        byte[] digits = unscaled(value, type).toByteArray();
        byte[] bytes = new byte[ParquetTypes.BYTES_OF_DECIMAL];
        if (digits[0] < 0) {
            Arrays.fill(bytes, 0, bytes.length - digits.length, (byte) -1);
        }
        System.arraycopy(digits, 0, bytes, bytes.length - digits.length, digits.length);
        return bytes;
    }

    private static BigInteger unscaled(Object value, ColumnType type) {
        BigDecimal decimal = decimal(value);
        // Before it is scaled: 1E+1000000000 would fill the memory.
        if (decimal.signum() != 0 && (long) decimal.precision() - decimal.scale() > type.precision() - type.scale()) {
            throw new ValueException("more digits before the point than " + type.sql() + " has");
        }
        try {
            return decimal.signum() == 0
                    ? BigInteger.ZERO
                    : decimal.setScale(type.scale(), RoundingMode.UNNECESSARY).unscaledValue();
        } catch (ArithmeticException e) {
            throw new ValueException("more digits after the point than " + type.sql() + " has");
        }
    }

    /**
     * A number of any class, by its text where it is none of Java's own, or a text.
     *
     * @throws ValueException if the value is no number, or not a finite one
     */
    static BigDecimal decimal(Object value) {
        try {
            if (value instanceof BigDecimal decimal) {
                return decimal;
            }
            if (value instanceof BigInteger whole) {
                return new BigDecimal(whole);
            }
            if (value instanceof Double || value instanceof Float || value instanceof CharSequence) {
                return new BigDecimal(value.toString().trim());
            }
            if (value instanceof Number number) {
                return new BigDecimal(number.toString());
            }
        } catch (NumberFormatException e) {
            // told below, as for any other type
        }
        throw new ValueException("no number");
    }

    /**
     * The nearest double: whether a column that is FLOAT of itself keeps the number, its inference has found before.
     *
     * @throws ValueException if the value is no number, or beyond all doubles; NaN and the infinities are numbers
     */
    static double real(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof Number number) {
            return finite(number.doubleValue());
        }
        if (value instanceof CharSequence) {
            String text = value.toString().trim();
            try {
                return switch (text.toLowerCase(Locale.ROOT)) {
                    case "nan" -> Double.NaN;
                    case "inf", "infinity", "+inf" -> Double.POSITIVE_INFINITY;
                    case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
                    default -> isDecimal(text) ? finite(Double.parseDouble(text)) : throwNoNumber();
                };
            } catch (NumberFormatException e) {
                throwNoNumber();
            }
        }
        return throwNoNumber();
    }

    private static double finite(double number) {
        if (Double.isInfinite(number)) {
            throw new ValueException("out of FLOAT's range");
        }
        return number;
    }

    /** Java takes {@code 1f} and {@code 0x1p3} for numbers too. */
    private static boolean isDecimal(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0);
    }

    private static double throwNoNumber() {
        throw new ValueException("no number");
    }
}
