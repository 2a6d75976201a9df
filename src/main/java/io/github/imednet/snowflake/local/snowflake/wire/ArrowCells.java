package io.github.imednet.snowflake.local.snowflake.wire;

import io.github.imednet.snowflake.local.snowflake.engine.Column;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.StructVector;

/** Writes values, which are texts as a result in JSON has them, into Arrow's vectors. */
interface ArrowCells {

    void set(int row, String value);

    /** @param vector of the field that {@link ArrowFields} gives to the column */
    static ArrowCells of(Column column, FieldVector vector) {
        if (vector instanceof StructVector struct) {
            return column.type().equals("timestamp_tz") ? withOffset(struct) : moments(struct);
        }
        if (vector instanceof BigIntVector longs) {
            return (row, value) -> longs.setSafe(row, unscaled(value));
        } else if (vector instanceof IntVector ints) {
            return (row, value) -> ints.setSafe(row, (int) unscaled(value));
        } else if (vector instanceof SmallIntVector shorts) {
            return (row, value) -> shorts.setSafe(row, (int) unscaled(value));
        } else if (vector instanceof TinyIntVector bytes) {
            return (row, value) -> bytes.setSafe(row, (int) unscaled(value));
        } else if (vector instanceof DecimalVector decimals) {
            return (row, value) -> decimals.setSafe(row, new BigDecimal(value));
        } else if (vector instanceof Float8Vector doubles) {
            return (row, value) -> doubles.setSafe(row, Double.parseDouble(value));
        } else if (vector instanceof BitVector bits) {
            return (row, value) -> bits.setSafe(row, Integer.parseInt(value));
        } else if (vector instanceof DateDayVector days) {
            return (row, value) -> days.setSafe(row, Integer.parseInt(value));
        } else if (vector instanceof VarBinaryVector binary) {
            return (row, value) -> binary.setSafe(row, HexFormat.of().parseHex(value));
        }
        VarCharVector texts = (VarCharVector) vector;
        return (row, value) -> texts.setSafe(row, value.getBytes(StandardCharsets.UTF_8));
    }

    private static ArrowCells moments(StructVector struct) {
        BigIntVector epochs = struct.getChild("epoch", BigIntVector.class);
        IntVector fractions = struct.getChild("fraction", IntVector.class);
        return (row, value) -> {
            struct.setIndexDefined(row);
            setMoment(row, value, epochs, fractions);
        };
    }

    private static ArrowCells withOffset(StructVector struct) {
        BigIntVector epochs = struct.getChild("epoch", BigIntVector.class);
        IntVector fractions = struct.getChild("fraction", IntVector.class);
        IntVector timeZones = struct.getChild("timezone", IntVector.class);
        return (row, value) -> {
            int blank = value.indexOf(' ');
            String moment = value.substring(0, blank);
            struct.setIndexDefined(row);
            if (fractions == null) {
                epochs.setSafe(row, unscaled(moment));
            } else {
                setMoment(row, moment, epochs, fractions);
            }
            timeZones.setSafe(row, Integer.parseInt(value.substring(blank + 1)));
        };
    }

    /** Seconds since 1970, and the nanoseconds after them, also before 1970. */
    private static void setMoment(int row, String value, BigIntVector epochs, IntVector fractions) {
        int point = value.indexOf('.');
        long seconds = Long.parseLong(value.substring(0, point));
        String digits = value.substring(point + 1);
        int nanos = Integer.parseInt(digits + "0".repeat(9 - digits.length()));
        boolean between = value.charAt(0) == '-' && nanos > 0;
        epochs.setSafe(row, between ? seconds - 1 : seconds);
        fractions.setSafe(row, between ? 1_000_000_000 - nanos : nanos);
    }

    private static long unscaled(String value) {
        int point = value.indexOf('.');
        return Long.parseLong(point < 0 ? value : value.substring(0, point) + value.substring(point + 1));
    }
}
