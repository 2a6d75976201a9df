package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The views of the databases, which are DuckDB's own with what it does not know of them in their comment. */
final class Views {

    private static final String SELECT =
            "SELECT database_name, schema_name, view_name, comment FROM duckdb_views() WHERE NOT internal AND comment IS"
                    + " NOT NULL AND ";

    private final DuckDb duckDb;

    Views(DuckDb duckDb) {
        this.duckDb = duckDb;
    }

    Optional<View> find(QualifiedName name) throws SqlFailure {
        return read("database_name = ? AND schema_name = ? AND view_name = ?", name.database(), name.schema(),
                name.name()).stream().findFirst();
    }

    /** The views of a schema, or of a database when the schema is null, by name. */
    List<View> list(String database, String schema) throws SqlFailure {
        return schema == null
                ? read("database_name = ?", database)
                : read("database_name = ? AND schema_name = ?", database, schema);
    }

    /** @param query in DuckDB's SQL */
    void create(View view, String query) throws SqlFailure {
        String columns = view.properties().columns().stream()
                .map(column -> SqlText.identifier(column.name()))
                .collect(Collectors.joining(", "));
        duckDb.run("CREATE VIEW " + view.name().sql() + " (" + columns + ") AS " + query);
        duckDb.run("COMMENT ON VIEW " + view.name().sql() + " IS " + SqlText.literal(Json.write(view.properties())));
    }

    void drop(View view) throws SqlFailure {
        duckDb.run("DROP VIEW " + view.name().sql());
    }

    private List<View> read(String condition, Object... values) throws SqlFailure {
        List<View> views = new ArrayList<>();
        for (List<Object> row : duckDb.rows(SELECT + condition + " ORDER BY ALL", values)) {
            QualifiedName name =
                    new QualifiedName((String) row.get(0), (String) row.get(1), (String) row.get(2));
            views.add(new View(name, Json.read((String) row.get(3), View.Properties.class)));
        }
        return views;
    }
}
