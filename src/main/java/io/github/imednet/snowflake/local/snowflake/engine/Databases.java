package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The databases: each a DuckDB file, attached under its name. Beside Snowflake's schemas each has a hidden one with
 * what DuckDB's catalog has no place for.
 */
final class Databases {

    /** The schema that Snowflake's statements never see. */
    static final String HIDDEN_SCHEMA = "$local";

    /** Small enough for a COPY of a large file to write its rows to their place at once, without the log. */
    private static final String ROW_GROUPS = " (ROW_GROUP_SIZE 61440)";

    private static final String SUFFIX = ".duckdb";
    private static final Set<String> TAKEN_BY_DUCKDB = Set.of("MEMORY", "SYSTEM", "TEMP");

    private final Path directory;
    private final DuckDb duckDb;
    private final Map<String, Path> files = new TreeMap<>();

    private Databases(Path directory, DuckDb duckDb) {
        this.directory = directory;
        this.duckDb = duckDb;
    }

    /** Attaches the databases whose files are in the directory. */
    static Databases open(Path directory, DuckDb duckDb) throws IOException, SqlFailure {
        Files.createDirectories(directory);
        Databases databases = new Databases(directory, duckDb);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String encoded = file.getFileName().toString();
                String name = SqlText.snowflake(URLDecoder.decode(
                        encoded.substring(0, encoded.length() - SUFFIX.length()), StandardCharsets.UTF_8));
                databases.attach(name, file);
                Stages.upgradeStore(duckDb, hidden(name));
                LoadHistory.upgradeStore(duckDb, hidden(name));
            }
        }
        return databases;
    }

    synchronized boolean exists(String name) {
        return files.containsKey(name);
    }

    synchronized List<String> names() {
        return List.copyOf(files.keySet());
    }

    /** Creates an empty database with the schema PUBLIC. */
    synchronized void create(String name, String comment) throws SqlFailure {
        if (exists(name)) {
            throw Failures.exists(name);
        }
        if (TAKEN_BY_DUCKDB.contains(name)) {
            throw Failures.unsupported("A database of the name " + name);
        }
        attach(name, directory.resolve(encode(name) + SUFFIX));
        String hidden = SqlText.identifier(name) + '.' + SqlText.quoted(HIDDEN_SCHEMA);
        duckDb.run("BEGIN");
        try {
            duckDb.run("CREATE SCHEMA " + hidden);
            duckDb.run("CREATE TABLE " + hidden + ".about (created TIMESTAMPTZ, comment VARCHAR)");
            duckDb.run("INSERT INTO " + hidden + ".about VALUES (now(), " + SqlText.literal(comment) + ")");
            Schemas.createStore(duckDb, hidden);
            Stages.createStore(duckDb, hidden);
            FileFormats.createStore(duckDb, hidden);
            LoadHistory.createStore(duckDb, hidden);
            duckDb.run("CREATE SCHEMA " + SqlText.identifier(name) + ".\"PUBLIC\"");
            duckDb.run("INSERT INTO " + hidden + ".schemas VALUES ('PUBLIC', now(), NULL)");
            duckDb.run("COMMIT");
        } catch (SqlFailure e) {
            duckDb.run("ROLLBACK");
            drop(name);
            throw e;
        }
    }

    /** Detaches all of them, which writes what is committed to their files. */
    synchronized void close() throws SqlFailure {
        for (String name : files.keySet()) {
            duckDb.run("DETACH " + SqlText.identifier(name));
        }
        files.clear();
    }

    /** Detaches the database and deletes its file; the files of its stages are the caller's to delete. */
    synchronized void drop(String name) throws SqlFailure {
        duckDb.run("DETACH " + SqlText.identifier(name));
        Path file = files.remove(name);
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(Path.of(file + ".wal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void attach(String name, Path file) throws SqlFailure {
        duckDb.run("ATTACH " + SqlText.literal(file.toString()) + " AS " + SqlText.identifier(name) + ROW_GROUPS);
        files.put(name, file);
    }

    /**
     * A name as part of a path: without a character that means something to a file system or to the driver, and with
     * what tells it from a name in another case where the file system does not.
     */
    static String encode(String name) {
        String encoded = URLEncoder.encode(SqlText.duckDb(name), StandardCharsets.UTF_8).replace("*", "%2A");
        return encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
    }

    /** The hidden schema of a database, as SQL writes it. */
    static String hidden(String database) {
        return SqlText.identifier(database) + '.' + SqlText.quoted(HIDDEN_SCHEMA);
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }
}
