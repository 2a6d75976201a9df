package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What a session read of the catalog, for as long as no DDL of any session changes it: reading takes milliseconds. */
final class CatalogMemory<T> {

    private final AtomicLong version;
    private final Map<QualifiedName, T> known = new HashMap<>();
    private long knownVersion;

    /** @param version counts the changes of the catalog; shared by all sessions */
    CatalogMemory(AtomicLong version) {
        this.version = version;
    }

    /** What is remembered of the name, or null. */
    T get(QualifiedName name) {
        forgetOld();
        return known.get(name);
    }

    void put(QualifiedName name, T value) {
        forgetOld();
        known.put(name, value);
    }

    private void forgetOld() {
        long current = version.get();
        if (knownVersion != current) {
            known.clear();
            knownVersion = current;
        }
    }
}
