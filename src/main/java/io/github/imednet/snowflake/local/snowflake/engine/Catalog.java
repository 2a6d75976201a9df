package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What all sessions know of the catalog, by database: its schemas, and its tables and views by their names. */
final class Catalog {

    private final AtomicLong version = new AtomicLong();
    private final CatalogMemory<String, Set<String>> schemas = new CatalogMemory<>(version);
    private final CatalogMemory<String, Map<QualifiedName, Table>> tables = new CatalogMemory<>(version);
    private final CatalogMemory<String, Map<QualifiedName, View>> views = new CatalogMemory<>(version);

    /** Counts the changes. */
    AtomicLong version() {
        return version;
    }

    CatalogMemory<String, Set<String>> schemas() {
        return schemas;
    }

    CatalogMemory<String, Map<QualifiedName, Table>> tables() {
        return tables;
    }

    CatalogMemory<String, Map<QualifiedName, View>> views() {
        return views;
    }
}
