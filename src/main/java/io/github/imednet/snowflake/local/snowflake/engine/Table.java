package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A table as the catalog knows it.
 *
 * @param temporary whether it belongs to one session and lives outside of the database
 */
record Table(QualifiedName name, Properties properties, boolean temporary, List<Column> columns) {

    /**
     * What DuckDB's catalog has no place for; kept in the table's DuckDB comment, and so within its transactions.
     *
     * @param id differs whenever the table is created anew: the load history belongs to it
     * @param created ISO instant
     * @param keys those that are not the primary one; null in tables of earlier versions
     * @param primaryKeyName null where none was given, or there is no primary key
     */
    record Properties(
            String id,
            String created,
            boolean isTransient,
            String comment,
            List<String> primaryKey,
            List<Key> keys,
            String primaryKeyName) {

        Properties {
            keys = keys == null ? List.of() : keys;
        }

        static Properties now(boolean isTransient, String comment, List<String> primaryKey, List<Key> keys) {
            // DuckDB's timestamps have microseconds, and the two must compare equal.
            String created = Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
            return new Properties(Databases.newId(), created, isTransient, comment, primaryKey, keys, null);
        }

        Properties withComment(String newComment) {
            return new Properties(id, created, isTransient, newComment, primaryKey, keys, primaryKeyName);
        }

        /** @param newName of the key, or null */
        Properties withPrimaryKey(String newName, List<String> newPrimaryKey) {
            return new Properties(id, created, isTransient, comment, newPrimaryKey, keys, newName);
        }

        /** Foreign keys of other tables stay as they are: none is enforced. */
        Properties withColumnRenamed(String from, String to) {
            UnaryOperator<String> renamed = column -> column.equals(from) ? to : column;
            List<Key> newKeys = keys.stream()
                    .map(key ->
                            new Key(key.name, key.columns.stream().map(renamed).toList(), key.table, key.referenced))
                    .toList();
            return withPrimaryKey(primaryKeyName, primaryKey.stream().map(renamed).toList()).withKeys(newKeys);
        }

        /** As on Snowflake, a key goes with any of its columns. */
        Properties withoutKeysOf(String column) {
            List<Key> newKeys =
                    keys.stream().filter(key -> !key.columns.contains(column)).toList();
            return (primaryKey.contains(column) ? withPrimaryKey(null, List.of()) : this).withKeys(newKeys);
        }

        Properties withKeys(List<Key> newKeys) {
            return new Properties(id, created, isTransient, comment, primaryKey, newKeys, primaryKeyName);
        }

        /** As SHOW has it: one of the server's own where none was given. */
        String shownPrimaryKeyName() {
            return primaryKeyName == null ? "SYS_CONSTRAINT_" + id : primaryKeyName;
        }
    }

    /**
     * A unique or foreign key, which is remembered and not enforced.
     *
     * @param table that a foreign key refers to, else null
     * @param referenced that table's columns; empty for a unique key
     */
    record Key(String name, List<String> columns, QualifiedName table, List<String> referenced) {}

    /**
     * @param defaultText the default as the statement wrote it, or null
     * @param defaultSql the default as DuckDB reads it, or null
     */
    record Column(
            String name, DataType type, boolean nullable, String defaultText, String defaultSql, String comment) {

        private static final String IDENTITY = "IDENTITY START ";

        static String identity(long start, long increment, boolean ordered) {
            return IDENTITY + start + " INCREMENT " + increment + (ordered ? " ORDER" : " NOORDER");
        }

        /** Where the values of an identity column begin, how far each is from the one before, and their order. */
        List<String> identityValues() {
            String[] words = defaultText.split(" ");
            return List.of(words[2], words[4], words[5]);
        }

        /** Kept in the column's DuckDB comment. */
        record Properties(String type, String defaultText, String comment) {}

        /** Whether a sequence of its own gives its values; its default says so. */
        boolean identity() {
            return defaultText != null && defaultText.startsWith(IDENTITY);
        }

        Column keptAs(String duckDbType) {
            return new Column(name, type.keptAs(duckDbType), nullable, defaultText, defaultSql, comment);
        }

        boolean hasProperties() {
            return type.needsRemembering() || defaultText != null || comment != null;
        }

        Properties properties() {
            return new Properties(type.display(), defaultText, comment);
        }
    }

    /** The table's name in DuckDB's SQL. */
    String sql() {
        return temporary ? Tables.temporarySql(name.name()) : name.sql();
    }

    /** The lock that statements changing or deleting its rows hold until their transaction ends. */
    String lock() {
        return "table " + properties.id();
    }

    /** The lock of loading one file. */
    String lock(Stage.StagedFile file) {
        return lock() + " file " + file.file();
    }

    Instant created() {
        return Instant.parse(properties.created());
    }

    String kind() {
        return temporary ? "TEMPORARY" : properties.isTransient() ? "TRANSIENT" : "TABLE";
    }

    Optional<Column> column(String columnName) {
        return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
    }
}
