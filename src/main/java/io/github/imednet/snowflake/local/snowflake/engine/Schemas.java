package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The schemas of the databases, with what DuckDB does not know of them. */
final class Schemas {

    record Schema(String database, String name, Instant created, String comment) {}

    private final DuckDb duckDb;
    private final CatalogMemory<String, Set<String>> known;
    private final BooleanSupplier readsCommitted;

    /**
     * @param known the names of the committed ones, by database
     * @param readsCommitted whether what is read of the catalog now is what all sessions see
     */
    Schemas(DuckDb duckDb, CatalogMemory<String, Set<String>> known, BooleanSupplier readsCommitted) {
        this.duckDb = duckDb;
        this.known = known;
        this.readsCommitted = readsCommitted;
    }

    static void createStore(DuckDb duckDb, String hidden) throws SqlFailure {
        duckDb.run("CREATE TABLE " + hidden + ".schemas (name VARCHAR, created TIMESTAMPTZ, comment VARCHAR)");
    }

    List<Schema> list(String database) throws SqlFailure {
        List<Schema> schemas = new ArrayList<>();
        for (List<Object> row : duckDb.rows(
                "SELECT name, created, comment FROM " + Databases.hidden(database) + ".schemas ORDER BY name")) {
            Instant created = (Instant) row.get(1);
            schemas.add(new Schema(database, (String) row.get(0), created, (String) row.get(2)));
        }
        return schemas;
    }

    boolean exists(String database, String name) throws SqlFailure {
        return known.get(database, readsCommitted, () -> names(database)).contains(name);
    }

    private Set<String> names(String database) throws SqlFailure {
        return list(database).stream().map(Schema::name).collect(Collectors.toSet());
    }

    void create(String database, String name, String comment) throws SqlFailure {
        duckDb.run("CREATE SCHEMA " + SqlText.identifier(database) + '.' + SqlText.identifier(name));
        duckDb.update(
                "INSERT INTO " + Databases.hidden(database) + ".schemas VALUES (?, get_current_timestamp(), ?)",
                name,
                comment);
    }

    void setComment(String database, String name, String comment) throws SqlFailure {
        duckDb.update(
                "UPDATE " + Databases.hidden(database) + ".schemas SET comment = ? WHERE name = ?", comment, name);
    }

    /** Drops the schema with its tables; its stages and file formats are the caller's to drop. */
    void drop(String database, String name) throws SqlFailure {
        duckDb.run("DROP SCHEMA " + SqlText.identifier(database) + '.' + SqlText.identifier(name) + " CASCADE");
        duckDb.update("DELETE FROM " + Databases.hidden(database) + ".schemas WHERE name = ?", name);
    }
}
