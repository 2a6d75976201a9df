package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

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

    /** What is remembered of the key, or else is read and is not null. */
    synchronized T get(K key, Reader<T> reader) throws SqlFailure {
        long current = version.get();
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
