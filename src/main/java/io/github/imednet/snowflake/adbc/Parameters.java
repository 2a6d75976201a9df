package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.query.QueryException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.jspecify.annotations.Nullable;

/** Rows of bound vectors as parameters of a statement, a list for each time that it is run. */
final class Parameters implements Iterator<List<@Nullable Object>>, Closeable {

    private final @Nullable ArrowReader reader;
    private Iterator<List<@Nullable Object>> rows;

    private Parameters(@Nullable ArrowReader reader, Iterator<List<@Nullable Object>> rows) {
        this.reader = reader;
        this.rows = rows;
    }

    /** The statement is run once, without any. */
    static Parameters none() {
        return new Parameters(null, List.of(Collections.<@Nullable Object>emptyList()).iterator());
    }

    /**
     * Those that the root has now.
     *
     * @throws AdbcException NOT_IMPLEMENTED for a type that no parameter has
     */
    static Parameters of(VectorSchemaRoot root) throws AdbcException {
        return new Parameters(null, rows(root, null).iterator());
    }

    /** Those of a reader, one batch of it at a time; it is closed with these. */
    static Parameters of(ArrowReader reader) {
        return new Parameters(reader, Collections.emptyIterator());
    }

    /** @throws QueryException if the next ones cannot be read; unchecked, as an iterator's must be */
    @Override
    public boolean hasNext() {
        try {
            while (reader != null && !rows.hasNext() && reader.loadNextBatch()) {
                rows = rows(reader.getVectorSchemaRoot(), reader).iterator();
            }
            return rows.hasNext();
        } catch (AdbcException | IOException e) {
            throw new QueryException("The bound parameters could not be read: " + e.getMessage(), e);
        }
    }

    @Override
    public List<@Nullable Object> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return rows.next();
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }

    private static List<List<@Nullable Object>> rows(
            VectorSchemaRoot root, @Nullable DictionaryProvider dictionaries) throws AdbcException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int row = 0; row < root.getRowCount(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (FieldVector vector : root.getFieldVectors()) {
                values.add(value(vector, row, dictionaries));
            }
            rows.add(Collections.unmodifiableList(values));
        }
        return rows;
    }

    private static @Nullable Object value(
            FieldVector vector, int row, @Nullable DictionaryProvider dictionaries) throws AdbcException {
        DictionaryEncoding encoding = vector.getField().getDictionary();
        if (encoding != null && dictionaries == null) {
            throw AdbcException.notImplemented("The parameter " + vector.getName() + " has its values in a dictionary,"
                    + " which a VectorSchemaRoot lacks: bind an ArrowReader, which has both");
        }
        if (vector.isNull(row)) {
            return null;
        }
        if (encoding == null || dictionaries == null) {
            return ParameterValues.of(vector, row);
        }
        int index = Math.toIntExact(((BaseIntVector) vector).getValueAsLong(row));
        FieldVector words = dictionaries.lookup(encoding.getId()).getVector();
        return words.isNull(index) ? null : ParameterValues.of(words, index);
    }
}
