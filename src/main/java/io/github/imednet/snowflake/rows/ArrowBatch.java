package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.SourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.util.TransferPair;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of a batch while threads write rows of it, taken out of the reader, which puts the next batch in its own.
 * Those that are not flat stay there, for a dictionary may change: their values are read by the thread that reads.
 */
final class ArrowBatch {

    /** What the vectors of the rows of a file are. */
    record Shape(String file, List<String> names, List<SourceType> types, DictionaryProvider dictionaries) {}

    private final Shape shape;
    private final List<FieldVector> vectors = new ArrayList<>();
    private final List<Boolean> isFlat = new ArrayList<>();
    private final AtomicInteger users = new AtomicInteger(1);
    private final Runnable onRelease;

    /** @param onRelease done when nobody uses the batch any more */
    ArrowBatch(Shape shape, List<FieldVector> loaded, BufferAllocator allocator, Runnable onRelease) {
        this.shape = shape;
        this.onRelease = onRelease;
        for (FieldVector vector : loaded) {
            boolean flat = ArrowColumn.isFlat(vector);
            isFlat.add(flat);
            vectors.add(flat ? moved(vector, allocator) : vector);
        }
    }

    private static FieldVector moved(FieldVector vector, BufferAllocator allocator) {
        TransferPair pair = vector.getTransferPair(allocator);
        pair.transfer();
        return (FieldVector) pair.getTo();
    }

    Shape shape() {
        return shape;
    }

    boolean isFlat(int column) {
        return isFlat.get(column);
    }

    FieldVector vector(int column) {
        return vectors.get(column);
    }

    ArrowValues values(int column) {
        return ArrowValues.of(vectors.get(column), shape.types().get(column), shape.dictionaries());
    }

    /** The value of a row by itself. */
    @Nullable Object value(int column, ArrowValues values, int index, long row) {
        try {
            return values.at(index);
        } catch (ValueException e) {
            throw e.in(shape.names().get(column), row, shape.file());
        }
    }

    void use() {
        users.incrementAndGet();
    }

    void release() {
        if (users.decrementAndGet() == 0) {
            for (int i = 0; i < vectors.size(); i++) {
                if (isFlat.get(i)) {
                    vectors.get(i).close();
                }
            }
            onRelease.run();
        }
    }
}
