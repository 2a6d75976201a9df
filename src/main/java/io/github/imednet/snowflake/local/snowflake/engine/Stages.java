package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The stages that a session sees: those of the databases, its own temporary ones, and stages of tables and the user.
 */
final class Stages {

    private final DuckDb duckDb;
    private final Path directory;
    private final Path temporaryDirectory;
    private final String user;
    private final TemporaryObjects<Stage> temporary = new TemporaryObjects<>(Stage::name);

    /**
     * @param directory of all permanent stages
     * @param temporaryDirectory of this session's temporary stages
     */
    Stages(DuckDb duckDb, Path directory, Path temporaryDirectory, String user) {
        this.duckDb = duckDb;
        this.directory = directory;
        this.temporaryDirectory = temporaryDirectory;
        this.user = user;
    }

    static void createStore(DuckDb duckDb, String hidden) throws SqlFailure {
        duckDb.run("CREATE TABLE " + hidden + ".stages (schema_name VARCHAR, name VARCHAR, directory VARCHAR,"
                + " file_format VARCHAR, created TIMESTAMPTZ, comment VARCHAR)");
        upgradeStore(duckDb, hidden);
    }

    /** Adds what databases of earlier versions do not have. */
    static void upgradeStore(DuckDb duckDb, String hidden) throws SqlFailure {
        duckDb.run("ALTER TABLE " + hidden + ".stages ADD COLUMN IF NOT EXISTS url VARCHAR");
        duckDb.run("ALTER TABLE " + hidden + ".stages ADD COLUMN IF NOT EXISTS storage_integration VARCHAR");
    }

    Optional<Stage> find(QualifiedName name) throws SqlFailure {
        Optional<Stage> own = temporary(name);
        return own.isPresent()
                ? own
                : read(name.database(), in(name.schema()) + " AND " + SqlText.equal("name", name.name())).stream()
                        .findFirst();
    }

    private static String in(String schema) {
        return SqlText.equal("schema_name", schema);
    }

    /** The session's own of that name. */
    Optional<Stage> temporary(QualifiedName name) {
        return temporary.find(name);
    }

    Stage get(QualifiedName name) throws SqlFailure {
        return find(name).orElseThrow(() -> Failures.objectMissing("Stage", name.toString()));
    }

    /** The stages of a schema, or of a database when the schema is null. */
    List<Stage> list(String database, String schema) throws SqlFailure {
        return temporary.before(read(database, schema == null ? "true" : in(schema)), database, schema);
    }

    /** Creates an empty stage with a new directory. */
    Stage create(
            QualifiedName name,
            boolean isTemporary,
            Map<String, String> fileFormat,
            String comment,
            ExternalLocation external)
            throws SqlFailure {
        Path path = Path.of(Databases.encode(name.database()), Databases.encode(name.schema()))
                .resolve(Databases.encode(name.name()) + '-' + Databases.newId().substring(0, 8));
        Path root = isTemporary ? temporaryDirectory : directory;
        Stage stage = new Stage(
                name, label(name.name(), external), root.resolve(path), fileFormat, Instant.now(), comment, isTemporary,
                external);
        if (isTemporary) {
            temporary.add(stage);
        } else {
            duckDb.update(
                    "INSERT INTO " + Databases.hidden(name.database())
                            + ".stages VALUES (?, ?, ?, ?, get_current_timestamp(), ?, ?, ?)",
                    name.schema(),
                    name.name(),
                    path.toString().replace('\\', '/'),
                    Json.write(fileFormat),
                    comment,
                    external == null ? null : external.url(),
                    external == null ? null : external.integration());
        }
        createDirectory(stage.directory());
        return stage;
    }

    /** Forgets the stage; its files are the caller's to delete. */
    void drop(Stage stage) throws SqlFailure {
        if (stage.temporary()) {
            temporary.remove(stage);
        } else {
            duckDb.update(
                    "DELETE FROM " + Databases.hidden(stage.name().database())
                            + ".stages WHERE schema_name = ? AND name = ?",
                    stage.name().schema(),
                    stage.name().name());
        }
    }

    /** Keeps directory and files. */
    void replace(Stage old, Stage stage) throws SqlFailure {
        if (old.temporary()) {
            temporary.remove(old);
            temporary.add(stage);
            return;
        }
        duckDb.update(
                "UPDATE " + Databases.hidden(old.name().database())
                        + ".stages SET schema_name = ?, name = ?, file_format = ?, comment = ? WHERE schema_name = ?"
                        + " AND name = ?",
                stage.name().schema(),
                stage.name().name(),
                Json.write(stage.fileFormat()),
                stage.comment(),
                old.name().schema(),
                old.name().name());
    }

    Stage ofTable(Table table) {
        Path path = directory.resolve("tables").resolve(table.properties().id());
        return new Stage(table.name(), label(table.name().name()), path, Map.of(), table.created(), null, false, null);
    }

    Stage ofUser() {
        Path path = directory.resolve("users").resolve(Databases.encode(user));
        return new Stage(null, "~", path, Map.of(), null, null, false, null);
    }

    /** Deletes the session's temporary stages. */
    void close() {
        temporary.clear();
        Directories.delete(temporaryDirectory);
    }

    static void createDirectory(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String label(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static String label(String name, ExternalLocation external) {
        return external == null ? label(name) : external.label();
    }

    private List<Stage> read(String database, String condition) throws SqlFailure {
        List<Stage> stages = new ArrayList<>();
        for (List<Object> row : duckDb.rows(
                "SELECT schema_name, name, directory, file_format, created, comment, url, storage_integration FROM "
                        + Databases.hidden(database) + ".stages WHERE " + condition)) {
            QualifiedName name = new QualifiedName(database, (String) row.get(0), (String) row.get(1));
            String url = (String) row.get(6);
            ExternalLocation external = url == null ? null : ExternalLocation.of(url, (String) row.get(7));
            stages.add(new Stage(
                    name,
                    label(name.name(), external),
                    directory.resolve((String) row.get(2)),
                    OptionList.fromJson((String) row.get(3)),
                    (Instant) row.get(4),
                    (String) row.get(5),
                    false,
                    external));
        }
        return stages;
    }
}
