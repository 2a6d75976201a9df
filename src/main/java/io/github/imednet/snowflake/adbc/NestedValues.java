package io.github.imednet.snowflake.adbc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;

/** Puts values into vectors of any depth: a list is a List, a struct a Map, a union what its type for the value is. */
final class NestedValues {

    private static final byte TEXT = 0;
    private static final byte TRUTH = 1;
    private static final byte NUMBER = 2;

    private NestedValues() {}

    static void set(FieldVector vector, int index, @Nullable Object value) {
        if (value == null) {
            vector.setNull(index);
        } else if (vector instanceof ListVector lists) {
            setList(lists, index, (List<?>) value);
        } else if (vector instanceof StructVector structs) {
            structs.setIndexDefined(index);
            structs.getChildrenFromFields().forEach(
                    child -> set(child, index, ((Map<?, ?>) value).get(child.getName())));
        } else if (vector instanceof DenseUnionVector union) {
            setUnion(union, index, value);
        } else {
            setPlain(vector, index, value);
        }
    }

    private static void setList(ListVector lists, int index, List<?> values) {
        int start = lists.startNewValue(index);
        for (int i = 0; i < values.size(); i++) {
            set(lists.getDataVector(), start + i, values.get(i));
        }
        lists.endValue(index, values.size());
    }

    private static void setUnion(DenseUnionVector union, int index, Object value) {
        byte type = value instanceof Boolean ? TRUTH : value instanceof Long ? NUMBER : TEXT;
        union.setTypeId(index, type);
        FieldVector child = (FieldVector) union.getVectorByType(type);
        int place = child.getValueCount();
        union.setOffset(index, place);
        setPlain(child, place, value);
        child.setValueCount(place + 1);
    }

    private static void setPlain(FieldVector vector, int index, Object value) {
        if (vector instanceof VarCharVector texts) {
            texts.setSafe(index, value.toString().getBytes(StandardCharsets.UTF_8));
        } else if (vector instanceof BitVector bits) {
            bits.setSafe(index, (Boolean) value ? 1 : 0);
        } else if (vector instanceof SmallIntVector numbers) {
            numbers.setSafe(index, ((Number) value).intValue());
        } else if (vector instanceof IntVector numbers) {
            numbers.setSafe(index, ((Number) value).intValue());
        } else if (vector instanceof UInt4Vector numbers) {
            numbers.setSafe(index, ((Number) value).intValue());
        } else {
            ((BigIntVector) vector).setSafe(index, ((Number) value).longValue());
        }
    }
}
