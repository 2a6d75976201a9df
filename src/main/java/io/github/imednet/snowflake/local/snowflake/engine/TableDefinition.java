package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The columns of CREATE TABLE. As on Snowflake, keys are remembered and not enforced, only NOT NULL is. */
record TableDefinition(String sql, List<Definition> definitions, TableKeys tableKeys) {

    /**
     * @param type null if the query of AS gives it
     * @param defaultValue tokens of DEFAULT, or null
     * @param identity what AUTOINCREMENT or IDENTITY says, or null
     */
    record Definition(
            String name, DataType type, boolean nullable, List<Token> defaultValue, String identity, String comment) {}

    private static final Pattern NANOSECONDS = Pattern.compile("\\.\\d{6}0*[1-9]");

    private static final String[] AFTER_DEFAULT = {
        "NOT", "COMMENT", "PRIMARY", "UNIQUE", "CONSTRAINT", "REFERENCES", "FOREIGN", ","
    };

    static TableDefinition parse(TokenReader reader) throws SqlFailure {
        List<Definition> definitions = new ArrayList<>();
        TableKeys keys = new TableKeys();
        do {
            if (!keys.acceptOfTable(reader)) {
                definitions.add(column(reader, keys));
            }
        } while (reader.accept(","));
        reader.expectEnd();
        return new TableDefinition(reader.sql(), definitions, keys);
    }

    List<String> primaryKey() {
        return tableKeys.primaryKey();
    }

    String primaryKeyName() {
        return tableKeys.primaryKeyName();
    }

    /** @throws SqlFailure if a foreign key refers to a table that is not there */
    List<Table.Key> keys(Session session) throws SqlFailure {
        return tableKeys.others(session);
    }

    /** Reads one column, also that of ALTER TABLE ADD COLUMN. */
    static Definition column(TokenReader reader, TableKeys keys) throws SqlFailure {
        String name = reader.identifier();
        boolean typed = reader.peek().kind() == Token.Kind.WORD && !reader.nextIs("NOT") && !reader.nextIs("COMMENT");
        DataType type = typed ? DataType.parse(reader) : null;
        boolean nullable = true;
        List<Token> defaultValue = null;
        String identity = null;
        String comment = null;
        while (!reader.atEnd() && !reader.nextIs(",")) {
            if (reader.accept("NOT", "NULL")) {
                nullable = false;
            } else if (reader.accept("DEFAULT")) {
                defaultValue = reader.until(AFTER_DEFAULT);
            } else if (reader.accept("COMMENT")) {
                comment = reader.string();
            } else if (reader.accept("AUTOINCREMENT") || reader.accept("IDENTITY")) {
                identity = identity(reader);
            } else if (!keys.acceptOfColumn(reader, name) && !reader.accept("NULL")) {
                throw reader.peek().kind() == Token.Kind.WORD
                        ? Failures.unsupported("The column property " + reader.peek().text())
                        : reader.unexpected();
            }
        }
        return new Definition(name, type, nullable, defaultValue, identity, comment);
    }

    /** {@code (1, 1)} or {@code START 1 INCREMENT 1}, and the order: here values come in order in any case. */
    private static String identity(TokenReader reader) throws SqlFailure {
        boolean list = reader.accept("(");
        boolean started = list || reader.accept("START");
        reader.accept("=");
        long start = started ? reader.signedNumber() : 1;
        boolean stepped = list ? reader.accept(",") : reader.accept("INCREMENT");
        reader.accept("=");
        long increment = stepped ? reader.signedNumber() : 1;
        if (list) {
            reader.expect(")");
        }
        boolean ordered = reader.accept("ORDER");
        if (!ordered) {
            reader.accept("NOORDER");
        }
        return Table.Column.identity(start, increment, ordered);
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
            if (columns.stream().anyMatch(column -> column.name().equals(definition.name()))) {
                throw Failures.duplicateColumn(definition.name());
            }
            columns.add(column(session, sql, definition, type, primaryKey().contains(definition.name())));
        }
        return columns;
    }

    static Table.Column column(Session session, String sql, Definition definition, DataType declared, boolean isKey)
            throws SqlFailure {
        DataType type = defaultHasNanoseconds(definition) ? declared.inNanosecondsToo() : declared;
        boolean notNull = !definition.nullable() || isKey || definition.identity() != null;
        if (definition.identity() != null) {
            return new Table.Column(
                    definition.name(), type, !notNull, definition.identity(), null, definition.comment());
        }
        List<Token> value = definition.defaultValue();
        String text = value == null || value.isEmpty() ? null : defaultText(session, sql, value);
        String written = text == null ? null : Rewriter.ofDefault(session, sql).rewrite(value);
        String defaultSql = written == null ? null : Cast.ofDefault(type, written);
        return new Table.Column(
                definition.name(), type, !notNull, text, defaultSql, definition.comment());
    }

    /** A column whose default has them needs them from the start. */
    private static boolean defaultHasNanoseconds(Definition definition) {
        return definition.type() != null && definition.type().hasNanoseconds() && definition.defaultValue() != null
                && definition.defaultValue().stream().anyMatch(token -> token.kind() == Token.Kind.STRING
                        && NANOSECONDS.matcher(token.text()).find());
    }

    /** As it was written, but for the name of a sequence, which is shown in full. */
    private static String defaultText(Session session, String sql, List<Token> value) throws SqlFailure {
        Optional<Sequence> sequence = Names.sequence(session, value.stream().filter(part -> !part.is(".")).toList());
        return sequence.isPresent()
                ? sequence.get().name() + "." + Names.NEXT_VALUE
                : sql.substring(value.get(0).start(), value.get(value.size() - 1).end());
    }
}
