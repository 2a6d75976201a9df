package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** What was read of the catalog, for as long as no DDL of any session changes it: reading takes milliseconds. */
final class CatalogMemory<K, T> {

    /** Reads what is committed. */
    interface Reader<T> {
        T read() throws SqlFailure;
    }

    private final AtomicLong version;
    private final Map<K, T> known = new HashMap<>();
    private long knownVersion;

    /** @param version counts the changes of the catalog; shared by all sessions */
    CatalogMemory(AtomicLong version) {
        this.version = version;
    }

    /**
     * What is remembered of the key, or else is read and is not null.
     *
     * @param isCommitted whether the caller reads now what all sessions see. Else it reads for itself. It is asked
     *     after the version is known: DDL that is committed in between would have an older state kept for the new
     *     version
     */
    synchronized T get(K key, BooleanSupplier isCommitted, Reader<T> reader) throws SqlFailure {
        long current = version.get();
        if (!isCommitted.getAsBoolean()) {
            return reader.read();
        }
        if (knownVersion != current) {
            known.clear();
            knownVersion = current;
        }
        T value = known.get(key);
        if (value == null) {
            value = reader.read();
            known.put(key, value);
        }
        return value;
    }
}
