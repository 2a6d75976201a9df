package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The named file formats that a session sees. */
final class FileFormats {

    /** @param options as the statement gave them, TYPE among them */
    record Named(QualifiedName name, Map<String, String> options, Instant created, String comment, boolean temporary) {}

    private final DuckDb duckDb;
    private final TemporaryObjects<Named> temporary = new TemporaryObjects<>(Named::name);

    FileFormats(DuckDb duckDb) {
        this.duckDb = duckDb;
    }

    static void createStore(DuckDb duckDb, String hidden) throws SqlFailure {
        duckDb.run("CREATE TABLE " + hidden + ".file_formats (schema_name VARCHAR, name VARCHAR, options VARCHAR,"
                + " created TIMESTAMPTZ, comment VARCHAR)");
    }

    Optional<Named> find(QualifiedName name) throws SqlFailure {
        Optional<Named> own = temporary.find(name);
        return own.isPresent()
                ? own
                : read(name.database(), in(name.schema()) + " AND " + SqlText.equal("name", name.name())).stream()
                        .findFirst();
    }

    private static String in(String schema) {
        return SqlText.equal("schema_name", schema);
    }

    Named get(QualifiedName name) throws SqlFailure {
        return find(name).orElseThrow(() -> Failures.objectMissing("File format", name.toString()));
    }

    /** The file formats of a schema, or of a database when the schema is null. */
    List<Named> list(String database, String schema) throws SqlFailure {
        return temporary.before(read(database, schema == null ? "true" : in(schema)), database, schema);
    }

    void create(QualifiedName name, boolean isTemporary, Map<String, String> options, String comment)
            throws SqlFailure {
        if (isTemporary) {
            temporary.add(new Named(name, options, Instant.now(), comment, true));
            return;
        }
        duckDb.update(
                "INSERT INTO " + Databases.hidden(name.database())
                        + ".file_formats VALUES (?, ?, ?, get_current_timestamp(), ?)",
                name.schema(),
                name.name(),
                Json.write(options),
                comment);
    }

    void drop(Named format) throws SqlFailure {
        if (format.temporary()) {
            temporary.remove(format);
            return;
        }
        duckDb.update(
                "DELETE FROM " + Databases.hidden(format.name().database())
                        + ".file_formats WHERE schema_name = ? AND name = ?",
                format.name().schema(),
                format.name().name());
    }

    void replace(Named old, Named format) throws SqlFailure {
        if (old.temporary()) {
            temporary.remove(old);
            temporary.add(format);
            return;
        }
        duckDb.update(
                "UPDATE " + Databases.hidden(old.name().database())
                        + ".file_formats SET schema_name = ?, name = ?, options = ?, comment = ? WHERE schema_name = ?"
                        + " AND name = ?",
                format.name().schema(),
                format.name().name(),
                Json.write(format.options()),
                format.comment(),
                old.name().schema(),
                old.name().name());
    }

    private List<Named> read(String database, String condition) throws SqlFailure {
        List<Named> formats = new ArrayList<>();
        for (List<Object> row : duckDb.rows(
                "SELECT schema_name, name, options, created, comment FROM " + Databases.hidden(database)
                        + ".file_formats WHERE " + condition)) {
            formats.add(new Named(
                    new QualifiedName(database, (String) row.get(0), (String) row.get(1)),
                    OptionList.fromJson((String) row.get(2)),
                    (Instant) row.get(3),
                    (String) row.get(4),
                    false));
        }
        return formats;
    }
}
