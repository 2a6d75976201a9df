package io.github.imednet.snowflake.adbc;

import java.io.IOException;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;

/** What is bound to a statement: a root, which stays the caller's, or a reader, which is used once and closed. */
final class BoundRows {

    private @Nullable VectorSchemaRoot root;
    private @Nullable ArrowReader reader;

    synchronized void set(VectorSchemaRoot bound) throws AdbcException {
        close();
        root = bound;
    }

    synchronized void set(ArrowReader bound) throws AdbcException {
        close();
        reader = bound;
    }

    /**
     * The root or the reader, for rows of a table. From now on it is the caller's to close the reader.
     *
     * @throws AdbcException INVALID_STATE if nothing is bound
     */
    synchronized Object take() throws AdbcException {
        if (root != null) {
            return root;
        }
        if (reader == null) {
            throw AdbcException.invalidState("No rows are bound: bind a VectorSchemaRoot or an ArrowReader");
        }
        Object taken = reader;
        reader = null;
        return taken;
    }

    /** For the parameters of a statement; they are the caller's to close. */
    synchronized Parameters parameters() throws AdbcException {
        if (root != null) {
            return Parameters.of(root);
        }
        return reader == null ? Parameters.none() : Parameters.of((ArrowReader) take());
    }

    /** Closes a reader that was not used. */
    synchronized void close() throws AdbcException {
        root = null;
        if (reader != null) {
            try (ArrowReader unused = reader) {
                reader = null;
            } catch (IOException e) {
                throw Errors.of(e);
            }
        }
    }
}
