package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.SourceType;
import io.github.imednet.snowflake.types.SourceType.Kind;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

/** The values of a vector of Arrow as Java has them. */
interface ArrowValues {

    /** @throws ValueException if what is stored there is no value of the type */
    @Nullable Object at(int index);

    /** @param type of the values, also where the vector has the indices of a dictionary, itself or inside */
    static ArrowValues of(FieldVector vector, SourceType type, DictionaryProvider dictionaries) {
        if (vector.getField().getDictionary() != null) {
            return indexed(vector, type, dictionaries);
        }
        if (vector instanceof RunEndEncodedVector runs) {
            ArrowValues values = of(runs.getValuesVector(), type, dictionaries);
            return index -> values.at(runs.getPhysicalIndex(index));
        }
        if (type.kind() == Kind.UNION) {
            return ArrowNested.union(vector, type, dictionaries);
        }
        ArrowValues values = switch (type.kind()) {
            case NULL -> index -> null;
            case STRUCT -> ArrowNested.struct(vector, type, dictionaries);
            case MAP -> ArrowNested.map(vector, type, dictionaries);
            case LIST -> ArrowNested.list(vector, type, dictionaries);
            default -> scalar(vector, type);
        };
        return index -> vector.isNull(index) ? null : values.at(index);
    }

    private static ArrowValues indexed(FieldVector vector, SourceType type, DictionaryProvider dictionaries) {
        long id = vector.getField().getDictionary().getId();
        BaseIntVector indices = (BaseIntVector) vector;
        ArrowValues words = of(dictionaries.lookup(id).getVector(), type, dictionaries);
        return index -> vector.isNull(index) ? null : words.at(Math.toIntExact(indices.getValueAsLong(index)));
    }

    private static ArrowValues scalar(FieldVector vector, SourceType type) {
        if (vector instanceof BitVector bits) {
            return index -> bits.get(index) != 0;
        }
        if (vector instanceof Float2Vector numbers) {
            return numbers::getValueAsFloat;
        }
        if (vector instanceof Float4Vector numbers) {
            return numbers::get;
        }
        if (vector instanceof Float8Vector numbers) {
            return numbers::get;
        }
        if (vector instanceof DecimalVector || vector instanceof Decimal256Vector) {
            return vector::getObject;
        }
        if (vector instanceof FixedSizeBinaryVector bytes) {
            return index -> StoredValues.ofBytes(type, bytes.get(index));
        }
        if (vector instanceof BaseFixedWidthVector numbers) {
            return number(numbers, type);
        }
        return index -> StoredValues.ofBytes(type, bytes(vector.getObject(index)));
    }

    private static ArrowValues number(BaseFixedWidthVector vector, SourceType type) {
        if (vector instanceof DateMilliVector) {
            return index -> StoredValues.ofLong(type, days(vector.getDataBuffer().getLong((long) index * Long.BYTES)));
        }
        int width = vector.getTypeWidth();
        long bits = type.kind() == Kind.UNSIGNED && width < Long.BYTES ? (1L << width * Byte.SIZE) - 1 : -1;
        return index -> StoredValues.ofLong(type, number(vector, width, (long) index * width) & bits);
    }

    private static long number(BaseFixedWidthVector vector, int width, long position) {
        return switch (width) {
            case Byte.BYTES -> vector.getDataBuffer().getByte(position);
            case Short.BYTES -> vector.getDataBuffer().getShort(position);
            case Integer.BYTES -> vector.getDataBuffer().getInt(position);
            default -> vector.getDataBuffer().getLong(position);
        };
    }

    private static long days(long milliseconds) {
        if (milliseconds % 86_400_000L != 0) {
            throw new ValueException("a time of day, where a date is expected");
        }
        return milliseconds / 86_400_000L;
    }

    private static byte[] bytes(Object value) {
        return value instanceof Text text ? text.copyBytes() : (byte[]) value;
    }
}
