package io.github.imednet.snowflake.rows;

import java.io.Closeable;
import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Rows that are in Arrow's vectors already: an {@code ArrowReader} or a {@code VectorSchemaRoot}. */
public final class ArrowBodies {

    private ArrowBodies() {}

    /**
     * The rows of a reader, which is closed with them, or of a root, which stays as it is.
     *
     * @param name what messages name it by
     */
    public static RowSource open(String name, Object body) throws IOException {
        return ArrowRows.of(name, reader(body), false);
    }

    /** The same with columns that have just the names of their fields, also those that are in lower case. */
    public static RowSource exactlyNamed(String name, Object body) throws IOException {
        return ArrowRows.of(name, reader(body), true);
    }

    /** A reader whose rows nobody has opened, to be closed all the same. */
    public static Closeable unopened(Object reader) {
        return ((ArrowReader) reader)::close;
    }

    private static ArrowReader reader(Object body) {
        return body instanceof ArrowReader reader ? reader : RootReader.of((VectorSchemaRoot) body);
    }
}
