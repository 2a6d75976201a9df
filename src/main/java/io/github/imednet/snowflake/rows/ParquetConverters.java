package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.ParquetSourceTypes;
import io.github.imednet.snowflake.types.SourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** What Parquet's record reader hands the values of a field to, piece by piece, and what makes whole ones of them. */
final class ParquetConverters {

    private ParquetConverters() {}

    /**
     * @param source what {@link ParquetSourceTypes#type} says of the field
     * @param to takes each value that is there; of a repeated field, its list
     */
    static Converter of(Type field, SourceType source, Consumer<Object> to) {
        if (field.isPrimitive()) {
            return new ParquetPrimitive(source, to);
        }
        GroupType group = field.asGroupType();
        return switch (source.kind()) {
            case LIST -> new ListConverter(group, source, to);
            case MAP -> new MapConverter(group, source, to);
            case VARIANT -> new ParquetVariant(group, to);
            default -> new StructConverter(group, source, to);
        };
    }

    private abstract static class Converters extends GroupConverter {

        final List<Converter> converters = new ArrayList<>();

        @Override
        public final Converter getConverter(int field) {
            return converters.get(field);
        }

        @Override
        public void end() {}
    }

    /**
     * Fields by their names, all of them in each struct: absent ones are null, repeated ones a list, empty where they
     * are absent.
     */
    static final class StructConverter extends Converters {

        private final List<String> names = new ArrayList<>();
        private final List<Boolean> repeated = new ArrayList<>();
        private final Consumer<Object> to;
        @SuppressWarnings("NullAway.Init") // set by start
        private Map<String, Object> fields;

        StructConverter(GroupType group, SourceType source, Consumer<Object> to) {
            this.to = to;
            for (int i = 0; i < group.getFieldCount(); i++) {
                Type field = group.getType(i);
                String name = field.getName();
                names.add(name);
                repeated.add(field.isRepetition(Type.Repetition.REPEATED));
                converters.add(repeated.get(i)
                        ? of(field, source.field(i).field(0), value -> addTo(name, value))
                        : of(field, source.field(i), value -> fields.put(name, value)));
            }
        }

        @SuppressWarnings("unchecked") // start has put a list there
        private void addTo(String name, Object value) {
            ((List<Object>) Objects.requireNonNull(fields.get(name))).add(value);
        }

        @Override
        public void start() {
            fields = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                fields.put(names.get(i), repeated.get(i) ? new ArrayList<>() : null);
            }
        }

        @Override
        public void end() {
            to.accept(fields);
        }
    }

    private static final class ListConverter extends Converters {

        private final Consumer<Object> to;
        @SuppressWarnings("NullAway.Init") // set by start
        private List<Object> list;

        private ListConverter(GroupType group, SourceType source, Consumer<Object> to) {
            this.to = to;
            converters.add(ParquetSourceTypes.isElement(group)
                    ? of(group.getType(0), source.field(0), value -> list.add(value))
                    : new EntryConverter(group.getType(0).asGroupType(), source, entry -> list.add(entry[0])));
        }

        @Override
        public void start() {
            list = new ArrayList<>();
        }

        @Override
        public void end() {
            to.accept(list);
        }
    }

    private static final class MapConverter extends Converters {

        private final Consumer<Object> to;
        @SuppressWarnings("NullAway.Init") // set by start
        private Map<String, Object> map;

        private MapConverter(GroupType group, SourceType source, Consumer<Object> to) {
            this.to = to;
            converters.add(new EntryConverter(group.getType(0).asGroupType(), source, this::put));
        }

        private void put(Object[] entry) {
            StoredValues.putOnce(map, entry[0], entry.length > 1 ? entry[1] : null);
        }

        @Override
        public void start() {
            map = new LinkedHashMap<>();
        }

        @Override
        public void end() {
            to.accept(map);
        }
    }

    /** The repeated group inside of a list or map, which is none of its values. */
    private static final class EntryConverter extends Converters {

        private final Consumer<Object[]> to;
        private final int size;
        @SuppressWarnings("NullAway.Init") // set by start
        private Object[] values;

        private EntryConverter(GroupType entry, SourceType source, Consumer<Object[]> to) {
            this.to = to;
            this.size = entry.getFieldCount();
            for (int i = 0; i < size; i++) {
                int place = i;
                converters.add(of(entry.getType(i), source.field(i), value -> values[place] = value));
            }
        }

        @Override
        public void start() {
            values = new Object[size];
        }

        @Override
        public void end() {
            to.accept(values);
        }
    }
}
