package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.SourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.UnionVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/** The documents of vectors that have other vectors inside. */
final class ArrowNested {

    /** Where each list's elements begin and end in the vector of elements. */
    private record Bounds(IntToLongFunction start, IntToLongFunction end) {}

    private ArrowNested() {}

    private static List<ArrowValues> children(FieldVector vector, SourceType type, DictionaryProvider dictionaries) {
        List<FieldVector> vectors = vector.getChildrenFromFields();
        List<ArrowValues> children = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            children.add(ArrowValues.of(vectors.get(i), type.field(i), dictionaries));
        }
        return children;
    }

    static ArrowValues struct(FieldVector vector, SourceType type, DictionaryProvider dictionaries) {
        List<ArrowValues> children = children(vector, type, dictionaries);
        return index -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (int i = 0; i < children.size(); i++) {
                fields.put(type.fields().get(i).name(), children.get(i).at(index));
            }
            return fields;
        };
    }

    static ArrowValues list(FieldVector vector, SourceType type, DictionaryProvider dictionaries) {
        FieldVector elements = vector.getChildrenFromFields().get(0);
        ArrowValues values = ArrowValues.of(elements, type.field(0), dictionaries);
        Bounds bounds = bounds(vector);
        return index -> {
            List<Object> list = new ArrayList<>();
            long end = bounds.end().applyAsLong(index);
            for (long i = bounds.start().applyAsLong(index); i < end; i++) {
                list.add(values.at(Math.toIntExact(i)));
            }
            return list;
        };
    }

    /** A map is a list of structs of key and value. */
    static ArrowValues map(FieldVector vector, SourceType type, DictionaryProvider dictionaries) {
        ListVector entries = (ListVector) vector;
        List<ArrowValues> pair = children((FieldVector) entries.getDataVector(), type, dictionaries);
        return index -> {
            Map<String, Object> map = new LinkedHashMap<>();
            for (int i = entries.getElementStartIndex(index); i < entries.getElementEndIndex(index); i++) {
                StoredValues.putOnce(map, pair.get(0).at(i), pair.get(1).at(i));
            }
            return map;
        };
    }

    private static Bounds bounds(FieldVector vector) {
        if (vector instanceof ListVector list) {
            return new Bounds(list::getElementStartIndex, list::getElementEndIndex);
        }
        if (vector instanceof LargeListVector list) {
            return new Bounds(list::getElementStartIndex, list::getElementEndIndex);
        }
        if (vector instanceof ListViewVector list) {
            return new Bounds(list::getElementStartIndex, list::getElementEndIndex);
        }
        if (vector instanceof LargeListViewVector list) {
            IntToLongFunction start = index -> list.getOffsetBuffer().getLong((long) index * Long.BYTES);
            return new Bounds(start,
                    index -> start.applyAsLong(index) + list.getSizeBuffer().getLong((long) index * Long.BYTES));
        }
        FixedSizeListVector list = (FixedSizeListVector) vector;
        return new Bounds(list::getElementStartIndex, list::getElementEndIndex);
    }

    /** Each row says which of the types it has. */
    static ArrowValues union(FieldVector vector, SourceType type, DictionaryProvider dictionaries) {
        List<ArrowValues> children = children(vector, type, dictionaries);
        Map<Integer, ArrowValues> byId = new HashMap<>();
        for (int i = 0; i < children.size(); i++) {
            byId.put(Integer.valueOf(type.fields().get(i).name()), children.get(i));
        }
        if (vector instanceof DenseUnionVector dense) {
            return index -> Objects.requireNonNull(byId.get((int) dense.getTypeId(index))).at(dense.getOffset(index));
        }
        UnionVector sparse = (UnionVector) vector;
        return index -> Objects.requireNonNull(byId.get(sparse.getTypeValue(index))).at(index);
    }
}
