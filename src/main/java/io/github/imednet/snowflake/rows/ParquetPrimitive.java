package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.SourceType;
import java.util.function.Consumer;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Understands the values of a column of Parquet; those of a dictionary once each. */
final class ParquetPrimitive extends PrimitiveConverter {

    private final SourceType type;
    private final Consumer<Object> to;
    @SuppressWarnings("NullAway.Init") // set before the values of a dictionary come
    private Dictionary dictionary;
    @SuppressWarnings("NullAway.Init")
    private Object[] known;

    ParquetPrimitive(SourceType type, Consumer<Object> to) {
        this.type = type;
        this.to = to;
    }

    /** Of bytes: for a number a dictionary spares nothing. */
    @Override
    public boolean hasDictionarySupport() {
        return switch (type.kind()) {
            case TEXT, UUID, BINARY, OLD_TIMESTAMP -> true;
            default -> false;
        };
    }

    @Override
    public void setDictionary(Dictionary next) {
        dictionary = next;
        known = new Object[next.getMaxId() + 1];
    }

    @Override
    public void addValueFromDictionary(int id) {
        if (known[id] == null) {
            known[id] = StoredValues.ofBytes(type, dictionary.decodeToBinary(id).getBytes());
        }
        to.accept(known[id]);
    }

    @Override
    public void addBinary(Binary value) {
        to.accept(StoredValues.ofBytes(type, value.getBytes()));
    }

    @Override
    public void addInt(int value) {
        to.accept(StoredValues.ofLong(type, value));
    }

    @Override
    public void addLong(long value) {
        to.accept(StoredValues.ofLong(type, value));
    }

    @Override
    public void addBoolean(boolean value) {
        to.accept(value);
    }

    @Override
    public void addFloat(float value) {
        to.accept(value);
    }

    @Override
    public void addDouble(double value) {
        to.accept(value);
    }
}
