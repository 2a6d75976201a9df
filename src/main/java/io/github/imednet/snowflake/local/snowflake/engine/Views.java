package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The views of the databases, which are DuckDB's own with what it does not know of them in their comment. */
final class Views {

    private static final String SELECT =
            "SELECT database_name, schema_name, view_name, comment FROM duckdb_views() WHERE NOT internal AND comment"
                    + " IS NOT NULL AND ";

    private final DuckDb duckDb;
    private final CatalogMemory<String, Map<QualifiedName, View>> known;
    private final BooleanSupplier readsCommitted;

    /**
     * @param known the committed ones, by database
     * @param readsCommitted whether what is read of the catalog now is what all sessions see
     */
    Views(DuckDb duckDb, CatalogMemory<String, Map<QualifiedName, View>> known, BooleanSupplier readsCommitted) {
        this.duckDb = duckDb;
        this.known = known;
        this.readsCommitted = readsCommitted;
    }

    Optional<View> find(QualifiedName name) throws SqlFailure {
        return Optional.ofNullable(ofDatabase(name.database()).get(name));
    }

    private Map<QualifiedName, View> ofDatabase(String database) throws SqlFailure {
        return known.get(database, readsCommitted, () -> read(database));
    }

    /** The views of a schema, or of a database when the schema is null, by name. */
    List<View> list(String database, String schema) throws SqlFailure {
        return ofDatabase(database).values().stream()
                .filter(view -> schema == null || view.name().schema().equals(schema))
                .toList();
    }

    /** @param query in DuckDB's SQL */
    void create(View view, String query) throws SqlFailure {
        String columns = view.properties().columns().stream()
                .map(column -> SqlText.identifier(column.name()))
                .collect(Collectors.joining(", "));
        duckDb.run("CREATE VIEW " + view.name().sql() + " (" + columns + ") AS " + query);
        setProperties(view);
    }

    void setProperties(View view) throws SqlFailure {
        duckDb.run("COMMENT ON VIEW " + view.name().sql() + " IS " + SqlText.literal(Json.write(view.properties())));
    }

    /** @param target in the same schema */
    void rename(View view, QualifiedName target) throws SqlFailure {
        duckDb.run("ALTER VIEW " + view.name().sql() + " RENAME TO " + SqlText.identifier(target.name()));
    }

    void drop(View view) throws SqlFailure {
        duckDb.run("DROP VIEW " + view.name().sql());
    }

    private Map<QualifiedName, View> read(String database) throws SqlFailure {
        Map<QualifiedName, View> views = new LinkedHashMap<>();
        for (List<Object> row : duckDb.rows(
                SELECT + SqlText.equal("database_name", SqlText.duckDb(database)) + " ORDER BY ALL")) {
            QualifiedName name =
                    QualifiedName.ofDuckDb((String) row.get(0), (String) row.get(1), (String) row.get(2));
            views.put(name, new View(name, Json.read((String) row.get(3), View.Properties.class)));
        }
        return views;
    }
}
