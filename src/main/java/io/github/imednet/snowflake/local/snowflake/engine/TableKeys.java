package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keys that CREATE TABLE or ALTER TABLE gives to a table or to one of its columns, or takes from it. */
final class TableKeys {

    /** What Snowflake takes after a key, and what changes nothing here: no key is enforced. */
    private static final List<List<String>> PROPERTIES = List.of(
            List.of("NOT", "ENFORCED"), List.of("ENFORCED"), List.of("NOT", "DEFERRABLE"), List.of("DEFERRABLE"),
            List.of("INITIALLY", "DEFERRED"), List.of("INITIALLY", "IMMEDIATE"), List.of("ENABLE"),
            List.of("DISABLE"), List.of("VALIDATE"), List.of("NOVALIDATE"), List.of("RELY"), List.of("NORELY"),
            List.of("MATCH", "FULL"), List.of("MATCH", "SIMPLE"), List.of("MATCH", "PARTIAL"),
            List.of("ON", "DELETE", "NO", "ACTION"), List.of("ON", "UPDATE", "NO", "ACTION"));

    private final List<String> primaryKey = new ArrayList<>();
    private String primaryKeyName;
    private final List<Definition> others = new ArrayList<>();

    /** @param table that a foreign key refers to, else null */
    private record Definition(String name, List<String> columns, ObjectName table, List<String> referenced) {}

    List<String> primaryKey() {
        return primaryKey;
    }

    /** Null where none was given. */
    String primaryKeyName() {
        return primaryKeyName;
    }

    /** Reads a key of the table if one comes next. */
    boolean acceptOfTable(TokenReader reader) throws SqlFailure {
        String name = reader.accept("CONSTRAINT") ? reader.identifier() : null;
        if (reader.accept("PRIMARY", "KEY")) {
            primaryKey.addAll(reader.identifierList());
            primaryKeyName = name;
        } else if (reader.nextIs("UNIQUE", "(") && reader.accept("UNIQUE")) {
            others.add(new Definition(name, reader.identifierList(), null, List.of()));
        } else if (reader.accept("FOREIGN", "KEY")) {
            List<String> columns = reader.identifierList();
            reader.expect("REFERENCES");
            others.add(reference(reader, name, columns));
        } else if (name != null) {
            throw reader.unexpected();
        } else {
            return false;
        }
        skipProperties(reader);
        return true;
    }

    /** Reads a key of the column if one comes next. */
    boolean acceptOfColumn(TokenReader reader, String column) throws SqlFailure {
        String name = reader.accept("CONSTRAINT") ? reader.identifier() : null;
        if (reader.accept("PRIMARY", "KEY")) {
            primaryKey.add(column);
            primaryKeyName = name;
        } else if (reader.accept("UNIQUE")) {
            others.add(new Definition(name, List.of(column), null, List.of()));
        } else if (reader.accept("FOREIGN", "KEY", "REFERENCES") || reader.accept("REFERENCES")) {
            others.add(reference(reader, name, List.of(column)));
        } else {
            return name != null;
        }
        skipProperties(reader);
        return true;
    }

    private static Definition reference(TokenReader reader, String name, List<String> columns) throws SqlFailure {
        ObjectName table = reader.objectName();
        return new Definition(name, columns, table, reader.nextIs("(") ? reader.identifierList() : List.of());
    }

    private static void skipProperties(TokenReader reader) {
        while (PROPERTIES.stream().anyMatch(words -> reader.accept(words.toArray(String[]::new)))) {
            // One after another, in any order.
        }
    }

    /**
     * Gives the keys to a table that is there.
     *
     * @throws SqlFailure if it has a primary key already, or a key of the name, or lacks a column
     */
    void addTo(Session session, Table table) throws SqlFailure {
        Table.Properties properties = table.properties();
        if (!primaryKey.isEmpty()) {
            if (!properties.primaryKey().isEmpty()) {
                throw Failures.primaryKeyExists(table.name().name());
            }
            properties = properties.withPrimaryKey(primaryKeyName, primaryKey);
        }
        List<Table.Key> keys = new ArrayList<>(properties.keys());
        keys.addAll(others(session));
        requireOnce(table, primaryKeyName, keys);
        requireColumns(table, primaryKey);
        for (Definition key : others) {
            requireColumns(table, key.columns());
        }
        session.tables().setProperties(table, properties.withKeys(keys));
    }

    private static void requireOnce(Table table, String primaryKeyName, List<Table.Key> keys) throws SqlFailure {
        Set<String> names = new HashSet<>();
        names.add(primaryKeyName == null ? table.properties().primaryKeyName() : primaryKeyName);
        for (Table.Key key : keys) {
            if (!names.add(key.name())) {
                throw Failures.exists(key.name());
            }
        }
    }

    private static void requireColumns(Table table, List<String> columns) throws SqlFailure {
        for (String column : columns) {
            table.column(column).orElseThrow(() -> Failures.invalidIdentifier(column));
        }
    }

    /** Takes the key of a name from a table. */
    static void drop(Session session, Table table, String name) throws SqlFailure {
        Table.Properties properties = table.properties();
        List<Table.Key> others =
                properties.keys().stream().filter(key -> !key.name().equals(name)).toList();
        boolean isPrimary = !properties.primaryKey().isEmpty() && properties.shownPrimaryKeyName().equals(name);
        if (!isPrimary && others.size() == properties.keys().size()) {
            throw Failures.objectMissing("Constraint", name);
        }
        session.tables().setProperties(
                table, (isPrimary ? properties.withPrimaryKey(null, List.of()) : properties).withKeys(others));
    }

    /** @throws SqlFailure if a foreign key refers to a table or a column that is not there */
    List<Table.Key> others(Session session) throws SqlFailure {
        List<Table.Key> keys = new ArrayList<>();
        for (Definition key : others) {
            String name = key.name() == null ? "SYS_CONSTRAINT_" + Databases.newId() : key.name();
            if (key.table() == null) {
                keys.add(new Table.Key(name, key.columns(), null, List.of()));
                continue;
            }
            Table table = session.catalog().table(key.table());
            List<String> referenced = key.referenced().isEmpty() ? table.properties().primaryKey() : key.referenced();
            for (String column : referenced) {
                table.column(column).orElseThrow(() -> Failures.invalidIdentifier(column));
            }
            keys.add(new Table.Key(name, key.columns(), table.name(), referenced));
        }
        return keys;
    }
}
