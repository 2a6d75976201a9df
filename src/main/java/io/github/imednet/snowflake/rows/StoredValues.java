package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.SourceType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers and bytes of Parquet, Arrow and Avro stand for, as Java has it: numbers as Long, BigInteger or
 * BigDecimal, times as those of java.time, text and UUID as String, bytes as byte[].
 */
final class StoredValues {

    private static final long JULIAN_DAY_OF_1970 = 2_440_588;
    private static final long UNSIGNED_INT = 0xFFFF_FFFFL;
    private static final int FRACTION_BITS_OF_FLOAT16 = 10;

    private StoredValues() {}

    /** @throws ValueException if the number stands for none of the type's values */
    static Object ofLong(SourceType type, long number) {
        try {
            return switch (type.kind()) {
                case UNSIGNED -> unsigned(type.precision(), number);
                case DECIMAL -> BigDecimal.valueOf(number, type.scale());
                case DATE -> LocalDate.ofEpochDay(number);
                case TIME -> LocalTime.ofNanoOfDay(Math.multiplyExact(number, nanoseconds(type.scale())));
                case TIMESTAMP -> LocalDateTime.ofInstant(moment(number, type.scale()), ZoneOffset.UTC);
                case MOMENT -> moment(number, type.scale());
                case BOOLEAN -> number != 0;
                default -> number;
            };
        } catch (DateTimeException | ArithmeticException e) {
            throw new ValueException("no value of the type " + type.kind());
        }
    }

    /** @throws ValueException if the bytes stand for none of the type's values */
    static Object ofBytes(SourceType type, byte[] bytes) {
        return switch (type.kind()) {
            case TEXT -> Texts.of(bytes);
            case UUID -> uuid(bytes);
            case DECIMAL -> new BigDecimal(new BigInteger(bytes), type.scale());
            case FLOAT16 -> float16(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort());
            case OLD_TIMESTAMP -> oldTimestamp(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
            default -> bytes;
        };
    }

    /**
     * An entry of a map as a field of an OBJECT, whose names are texts.
     *
     * @throws ValueException if the key is null or was there before: one of two values would be lost
     */
    static void putOnce(Map<String, Object> object, @Nullable Object key, @Nullable Object value) {
        if (key == null) {
            throw new ValueException("a map with a key that is null");
        }
        String name = key instanceof byte[] bytes ? HexFormat.of().withUpperCase().formatHex(bytes) : Texts.of(key);
        if (object.containsKey(name)) {
            throw new ValueException("a map with the same key twice");
        }
        object.put(name, value);
    }

    private static Number unsigned(int bits, long number) {
        if (bits < Long.SIZE) {
            return number & UNSIGNED_INT;
        }
        return number >= 0 ? (Number) number : new BigInteger(Long.toUnsignedString(number));
    }

    private static String uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong()).toString();
    }

    private static Instant moment(long count, int digits) {
        long perSecond = 1_000_000_000L / nanoseconds(digits);
        return Instant.ofEpochSecond(
                Math.floorDiv(count, perSecond), Math.floorMod(count, perSecond) * nanoseconds(digits));
    }

    private static long nanoseconds(int digits) {
        return switch (digits) {
            case 0 -> 1_000_000_000L;
            case 3 -> 1_000_000L;
            case 6 -> 1_000L;
            default -> 1L;
        };
    }

    private static LocalDateTime oldTimestamp(ByteBuffer bytes) {
        long nanoseconds = bytes.getLong();
        return LocalDate.ofEpochDay(bytes.getInt() - JULIAN_DAY_OF_1970).atStartOfDay().plusNanos(nanoseconds);
    }

    /** IEEE 754 binary16: a sign, five bits of exponent, ten of fraction. Each of its values is one of a float. */
    static float float16(short half) {
        int exponent = half >> FRACTION_BITS_OF_FLOAT16 & 0x1F;
        int fraction = half & 0x3FF;
        float magnitude = switch (exponent) {
            case 0 -> Math.scalb((float) fraction, -24);
            case 0x1F -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Math.scalb((float) (fraction + 0x400), exponent - 25);
        };
        return half < 0 ? -magnitude : magnitude;
    }
}
