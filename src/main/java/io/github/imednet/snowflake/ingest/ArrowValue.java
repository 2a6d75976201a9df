package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.types.ArrowTypes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** The values of an Arrow column as Java has them. */
final class ArrowValue {

    private final FieldVector vector;
    private final Field field;
    private final boolean owned;

    private ArrowValue(FieldVector vector, boolean owned) {
        this.vector = vector;
        this.field = vector.getField();
        this.owned = owned;
    }

    /** @param owned whether the vector is to be released with its batch */
    static ArrowValue of(FieldVector vector, boolean owned) {
        return new ArrowValue(vector, owned);
    }

    void release() {
        if (owned) {
            vector.close();
        }
    }

    Object at(int row) {
        if (vector.isNull(row)) {
            return null;
        }
        if (vector instanceof VarCharVector texts) {
            return text(texts.get(row));
        }
        if (vector instanceof LargeVarCharVector texts) {
            return text(texts.get(row));
        }
        if (vector instanceof UInt1Vector numbers) {
            return numbers.getObjectNoOverflow(row);
        }
        if (vector instanceof UInt2Vector numbers) {
            return (long) numbers.get(row);
        }
        if (vector instanceof UInt4Vector numbers) {
            return numbers.getObjectNoOverflow(row);
        }
        if (vector instanceof UInt8Vector numbers) {
            return numbers.getObjectNoOverflow(row);
        }
        if (vector instanceof Float2Vector numbers) {
            return numbers.getValueAsFloat(row);
        }
        return of(field, vector.getObject(row));
    }

    /** Bytes that are no UTF-8 are told as such by whoever writes the text: see {@link Utf8Reader}. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return "\uDC80";
        }
    }

    /** @param value as Arrow's vectors give it */
    private static Object of(Field field, Object value) {
        if (value == null) {
            return null;
        }
        ArrowType type = field.getType();
        return switch (type.getTypeID()) {
            case Date -> LocalDate.ofEpochDay(days(type, value));
            case Time ->
                value instanceof Number number ? time(((ArrowType.Time) type).getUnit(), number) : wallTime(value);
            case Timestamp ->
                value instanceof Number number ? timestamp((ArrowType.Timestamp) type, number.longValue()) : value;
            case Map -> map(field, (List<?>) value);
            case List, LargeList, FixedSizeList, ListView, LargeListView -> list(field, (List<?>) value);
            case Struct -> struct(field, (Map<?, ?>) value);
            case Utf8, LargeUtf8, Utf8View -> value.toString();
            default -> value;
        };
    }

    private static long days(ArrowType type, Object value) {
        if (value instanceof LocalDateTime time) {
            return time.toLocalDate().toEpochDay();
        }
        long count = ((Number) value).longValue();
        return ArrowTypes.isDate64(type) ? Math.floorDiv(count, 86_400_000L) : count;
    }

    /** Vectors of milliseconds give a date with the time. */
    private static Object wallTime(Object value) {
        return value instanceof LocalDateTime time ? time.toLocalTime() : value;
    }

    private static LocalTime time(TimeUnit unit, Number count) {
        return LocalTime.ofNanoOfDay(Math.multiplyExact(count.longValue(), 1_000_000_000L / perSecond(unit)));
    }

    private static Object timestamp(ArrowType.Timestamp type, long count) {
        boolean zoned = type.getTimezone() != null && !type.getTimezone().isEmpty();
        return zoned
                ? AvroValues.moment(count, perSecond(type.getUnit()))
                : AvroValues.wallClock(count, perSecond(type.getUnit()));
    }

    private static long perSecond(TimeUnit unit) {
        return switch (unit) {
            case SECOND -> 1L;
            case MILLISECOND -> 1_000L;
            case MICROSECOND -> 1_000_000L;
            case NANOSECOND -> 1_000_000_000L;
        };
    }

    private static Map<String, Object> map(Field field, List<?> entries) {
        Field entry = field.getChildren().get(0);
        Map<String, Object> map = new LinkedHashMap<>();
        for (Object item : entries) {
            Map<?, ?> pair = (Map<?, ?>) item;
            map.put(
                    String.valueOf(of(entry.getChildren().get(0), pair.get(MapVector.KEY_NAME))),
                    of(entry.getChildren().get(1), pair.get(MapVector.VALUE_NAME)));
        }
        return map;
    }

    private static List<Object> list(Field field, List<?> values) {
        List<Object> list = new ArrayList<>();
        values.forEach(value -> list.add(of(field.getChildren().get(0), value)));
        return list;
    }

    private static Map<String, Object> struct(Field field, Map<?, ?> values) {
        Map<String, Object> struct = new LinkedHashMap<>();
        field.getChildren().forEach(child -> struct.put(child.getName(), of(child, values.get(child.getName()))));
        return struct;
    }
}
