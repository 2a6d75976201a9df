package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sequences of the databases, which are DuckDB's own; those of AUTOINCREMENT columns are not among them. */
final class Sequences {

    private static final String SELECT = "SELECT database_name, schema_name, sequence_name, comment, start_value,"
            + " increment_by, last_value FROM duckdb_sequences() WHERE comment IS NOT NULL AND database_name = ?"
            + " ORDER BY ALL";

    private final DuckDb duckDb;

    Sequences(DuckDb duckDb) {
        this.duckDb = duckDb;
    }

    /** The sequences of a schema, or of a database when the schema is null, by name. */
    List<Sequence> list(String database, String schema) throws SqlFailure {
        List<Sequence> sequences = new ArrayList<>();
        for (List<Object> row : duckDb.rows(SELECT, SqlText.duckDb(database))) {
            QualifiedName name =
                    QualifiedName.ofDuckDb((String) row.get(0), (String) row.get(1), (String) row.get(2));
            if (schema == null || name.schema().equals(schema)) {
                long start = (Long) row.get(4);
                long increment = (Long) row.get(5);
                long next = row.get(6) == null ? start : (Long) row.get(6) + increment;
                sequences.add(new Sequence(
                        name, start, increment, next, Json.read((String) row.get(3), Sequence.Properties.class)));
            }
        }
        return sequences;
    }

    Optional<Sequence> find(QualifiedName name) throws SqlFailure {
        return list(name.database(), name.schema()).stream().filter(found -> found.name().equals(name)).findFirst();
    }

    void create(Sequence sequence) throws SqlFailure {
        String name = sequence.name().sql();
        duckDb.run("CREATE SEQUENCE " + name + Sequence.values(sequence.start(), sequence.increment()));
        setProperties(sequence, sequence.properties());
    }

    void setComment(Sequence sequence, String comment) throws SqlFailure {
        Sequence.Properties old = sequence.properties();
        setProperties(sequence, new Sequence.Properties(old.created(), old.ordered(), comment));
    }

    private void setProperties(Sequence sequence, Sequence.Properties properties) throws SqlFailure {
        duckDb.run("COMMENT ON SEQUENCE " + sequence.name().sql() + " IS "
                + SqlText.literal(Json.write(properties)));
    }

    void drop(Sequence sequence) throws SqlFailure {
        duckDb.run("DROP SEQUENCE " + sequence.name().sql());
    }
}
