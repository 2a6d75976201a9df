package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;

/** The keys that CREATE TABLE gives to a table or to one of its columns. */
final class TableKeys {

    /** What Snowflake takes after a key, and what changes nothing here: no key is enforced. */
    private static final List<List<String>> PROPERTIES = List.of(
            List.of("NOT", "ENFORCED"), List.of("ENFORCED"), List.of("NOT", "DEFERRABLE"), List.of("DEFERRABLE"),
            List.of("INITIALLY", "DEFERRED"), List.of("INITIALLY", "IMMEDIATE"), List.of("ENABLE"),
            List.of("DISABLE"), List.of("VALIDATE"), List.of("NOVALIDATE"), List.of("RELY"), List.of("NORELY"),
            List.of("MATCH", "FULL"), List.of("MATCH", "SIMPLE"), List.of("MATCH", "PARTIAL"),
            List.of("ON", "DELETE", "NO", "ACTION"), List.of("ON", "UPDATE", "NO", "ACTION"));

    private final List<String> primaryKey = new ArrayList<>();
    private final List<Definition> others = new ArrayList<>();

    /** @param table that a foreign key refers to, else null */
    private record Definition(String name, List<String> columns, ObjectName table, List<String> referenced) {}

    List<String> primaryKey() {
        return primaryKey;
    }

    /** Reads a key of the table if one comes next. */
    boolean acceptOfTable(TokenReader reader) throws SqlFailure {
        String name = reader.accept("CONSTRAINT") ? reader.identifier() : null;
        if (reader.accept("PRIMARY", "KEY")) {
            primaryKey.addAll(reader.identifierList());
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
