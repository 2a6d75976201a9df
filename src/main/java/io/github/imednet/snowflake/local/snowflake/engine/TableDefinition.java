package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The columns of CREATE TABLE. As on Snowflake, the primary key is remembered and not enforced, only NOT NULL is. */
record TableDefinition(String sql, List<Definition> definitions, List<String> primaryKey) {

    /**
     * @param type null if the query of AS gives it
     * @param defaultValue tokens of DEFAULT, or null
     */
    record Definition(String name, DataType type, boolean nullable, List<Token> defaultValue, String comment) {}

    private static final String[] AFTER_DEFAULT = {
        "NOT", "COMMENT", "PRIMARY", "UNIQUE", "CONSTRAINT", "REFERENCES", ","
    };

    static TableDefinition parse(TokenReader reader) throws SqlFailure {
        List<Definition> definitions = new ArrayList<>();
        List<String> primaryKey = new ArrayList<>();
        do {
            if (!key(reader, primaryKey)) {
                definitions.add(column(reader, primaryKey));
            }
        } while (reader.accept(","));
        reader.expectEnd();
        return new TableDefinition(reader.sql(), definitions, primaryKey);
    }

    /** Reads a key of the table if one comes next. */
    private static boolean key(TokenReader reader, List<String> primaryKey) throws SqlFailure {
        boolean named = reader.accept("CONSTRAINT");
        if (named) {
            reader.identifier();
        }
        if (reader.accept("PRIMARY", "KEY")) {
            primaryKey.addAll(reader.identifierList());
            return true;
        }
        boolean otherKey = reader.nextIs("UNIQUE", "(") || reader.nextIs("FOREIGN", "KEY");
        if (named || otherKey) {
            throw Failures.unsupported("A key other than PRIMARY KEY");
        }
        return false;
    }

    /** Reads one column, also that of ALTER TABLE ADD COLUMN. */
    static Definition column(TokenReader reader, List<String> primaryKey) throws SqlFailure {
        String name = reader.identifier();
        boolean typed = reader.peek().kind() == Token.Kind.WORD && !reader.nextIs("NOT") && !reader.nextIs("COMMENT");
        DataType type = typed ? DataType.parse(reader) : null;
        boolean nullable = true;
        List<Token> defaultValue = null;
        String comment = null;
        while (!reader.atEnd() && !reader.nextIs(",")) {
            if (reader.accept("NOT", "NULL")) {
                nullable = false;
            } else if (reader.accept("DEFAULT")) {
                defaultValue = reader.until(AFTER_DEFAULT);
            } else if (reader.accept("COMMENT")) {
                comment = reader.string();
            } else if (reader.accept("PRIMARY", "KEY")) {
                primaryKey.add(name);
            } else if (reader.accept("CONSTRAINT")) {
                reader.identifier();
            } else if (!reader.accept("NULL")) {
                throw reader.peek().kind() == Token.Kind.WORD
                        ? Failures.unsupported("The column property " + reader.peek().text())
                        : reader.unexpected();
            }
        }
        return new Definition(name, type, nullable, defaultValue, comment);
    }

    List<Table.Column> columns(Session session) throws SqlFailure {
        return columns(session, List.of());
    }

    /** @param described the columns of the query of AS, which give the types that are missing */
    List<Table.Column> columns(Session session, List<Column> described) throws SqlFailure {
        if (!described.isEmpty() && described.size() != definitions.size()) {
            throw new SqlFailure("002026", "42601", "SQL compilation error:\nInvalid column definition list");
        }
        List<Table.Column> columns = new ArrayList<>();
        for (int i = 0; i < definitions.size(); i++) {
            Definition definition = definitions.get(i);
            if (definition.type() == null && described.isEmpty()) {
                throw Failures.syntax("column '" + definition.name() + "' has no data type.");
            }
            DataType type = definition.type() == null ? DataType.of(described.get(i)) : definition.type();
            String taken = definition.name().toLowerCase(Locale.ROOT);
            if (columns.stream().anyMatch(column -> column.name().toLowerCase(Locale.ROOT).equals(taken))) {
                throw new SqlFailure("002025", "42S21", "SQL compilation error:\nduplicate column name '"
                        + definition.name() + "'");
            }
            columns.add(column(session, sql, definition, type, primaryKey.contains(definition.name())));
        }
        return columns;
    }

    static Table.Column column(Session session, String sql, Definition definition, DataType type, boolean isKey)
            throws SqlFailure {
        List<Token> value = definition.defaultValue();
        String text = value == null || value.isEmpty()
                ? null
                : sql.substring(value.get(0).start(), value.get(value.size() - 1).end());
        String defaultSql = text == null ? null : Rewriter.ofDefault(session, sql).rewrite(value);
        return new Table.Column(
                definition.name(), type, definition.nullable() && !isKey, text, defaultSql, definition.comment());
    }
}
