package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.ColumnType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Which numbers a type keeps exactly. */
final class ExactNumbers {

    /** The shortest decimal of a double has no more. */
    private static final int MOST_DIGITS_OF_DOUBLE = 17;

    /** Powers of ten that are far from a double's least and greatest. */
    private static final int SAFE_EXPONENT = 290;

    private ExactNumbers() {}

    /**
     * Whether a FLOAT keeps the number: it is a double's own value, or the shortest decimal that means just this
     * double, as {@code 0.1} is; of two shortest decimals that are just as near, the one with an even last digit.
     */
    static boolean isDouble(BigDecimal number) {
        if (number.signum() == 0) {
            return true;
        }
        BigDecimal shortest = number.stripTrailingZeros();
        int digits = shortest.precision();
        if (digits <= SimpleDecimal.MOST_DIGITS && Math.abs((long) digits - shortest.scale()) <= SAFE_EXPONENT) {
            return true;
        }
        double nearest = number.doubleValue();
        if (nearest == 0 || Double.isInfinite(nearest)) {
            return false;
        }
        BigDecimal exact = new BigDecimal(nearest);
        return exact.compareTo(shortest) == 0 || digits <= MOST_DIGITS_OF_DOUBLE && means(nearest, exact, shortest);
    }

    private static boolean means(double nearest, BigDecimal exact, BigDecimal shortest) {
        int digits = shortest.precision();
        if (rounded(exact, digits).compareTo(shortest) != 0) {
            return false;
        }
        return digits == 1 || rounded(exact, digits - 1).doubleValue() != nearest;
    }

    private static BigDecimal rounded(BigDecimal exact, int digits) {
        return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    /** Whether a NUMBER of some scale keeps the number. */
    static boolean isNumber(BigDecimal number) {
        return wholeDigits(number) + Math.max(0L, number.scale()) <= ColumnType.MOST_DIGITS;
    }

    /** Whether a VARIANT keeps the number: Snowflake makes a double of what has more than 38 digits. */
    static boolean isVariant(BigDecimal number) {
        return isNumber(number) || isDouble(number);
    }

    /** Digits before the point, 0 for a fraction. */
    static long wholeDigits(BigDecimal number) {
        return number.signum() == 0 ? 0 : Math.max(0L, (long) number.precision() - number.scale());
    }
}
