package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * ALTER TABLE: names, columns, keys, comment. Clustering is read and changes nothing: no answer depends on it.
 *
 * @param swapped the table of SWAP WITH, which is locked, too; else null
 */
record AlterTableStatement(ObjectName name, boolean ifExists, ObjectName swapped, List<Change> changes)
        implements Statement {

    /** One change of the table, run in the statement's transaction. */
    interface Change {
        void apply(Session session, Table table) throws SqlFailure;
    }

    static AlterTableStatement parse(TokenReader reader) throws SqlFailure {
        boolean ifExists = reader.accept("IF", "EXISTS");
        ObjectName name = reader.objectName();
        List<Change> changes = new ArrayList<>();
        ObjectName swapped = null;
        if (reader.accept("RENAME", "TO")) {
            ObjectName newName = reader.objectName();
            changes.add((session, table) -> rename(session, table, newName));
        } else if (reader.accept("SWAP", "WITH")) {
            ObjectName other = reader.objectName();
            swapped = other;
            changes.add((session, table) -> swap(session, table, session.catalog().table(other)));
        } else if (reader.accept("RENAME", "COLUMN")) {
            changes.add(renameColumn(reader));
        } else if (reader.accept("ADD")) {
            add(reader, changes);
        } else if (reader.accept("DROP", "PRIMARY", "KEY")) {
            acceptBehaviour(reader);
            changes.add((session, table) -> session.tables()
                    .setProperties(table, table.properties().withPrimaryKey(null, List.of())));
        } else if (reader.accept("CLUSTER", "BY")) {
            reader.parenthesised();
        } else if (reader.accept("DROP", "CONSTRAINT")) {
            String key = reader.identifier();
            acceptBehaviour(reader);
            changes.add((session, table) -> TableKeys.drop(session, table, key));
        } else if (reader.accept("DROP")) {
            drop(reader, changes);
        } else if (reader.accept("ALTER") || reader.accept("MODIFY")) {
            alterColumns(reader, changes);
        } else if (reader.accept("SET")) {
            if (reader.atEnd()) {
                throw Failures.unexpected(reader.peek());
            }
            OptionList options = OptionList.parse(reader);
            if (options.has("COMMENT")) {
                changes.add(comment(options.text("COMMENT")));
            }
            CreateTableStatement.takeDefaults(options);
            options.refuseRest();
        } else if (reader.accept("UNSET", "COMMENT")) {
            changes.add(comment(null));
        } else {
            throw Failures.unsupported("ALTER TABLE ... " + reader.peek().text());
        }
        reader.expectEnd();
        return new AlterTableStatement(name, ifExists, swapped, changes);
    }

    /** @param comment null for none */
    static Change comment(String comment) {
        return (session, table) -> session.tables().setProperties(table, table.properties().withComment(comment));
    }

    static Change comment(String name, String comment) {
        return (session, table) -> {
            Table.Column column = requireColumn(table, name);
            session.tables().setProperties(table, new Table.Column(
                    name, column.type(), column.nullable(), column.defaultText(), column.defaultSql(), comment));
        };
    }

    private static void add(TokenReader reader, List<Change> changes) throws SqlFailure {
        TableKeys keys = new TableKeys();
        if (keys.acceptOfTable(reader)) {
            changes.add(keys::addTo);
            return;
        }
        reader.accept("COLUMN");
        do {
            boolean ifNotExists = reader.accept("IF", "NOT", "EXISTS");
            TableDefinition.Definition definition = TableDefinition.column(reader, new TableKeys());
            String sql = reader.sql();
            changes.add((session, table) -> addColumn(session, table, sql, definition, ifNotExists));
        } while (reader.accept(","));
    }

    private static void addColumn(
            Session session, Table table, String sql, TableDefinition.Definition definition, boolean ifNotExists)
            throws SqlFailure {
        if (table.column(definition.name()).isPresent()) {
            if (ifNotExists) {
                return;
            }
            throw new SqlFailure("001430", "42601", "SQL compilation error:\ncolumn '" + definition.name()
                    + "' already exists");
        }
        if (definition.type() == null) {
            throw Failures.syntax("column '" + definition.name() + "' has no data type.");
        }
        Table.Column column = TableDefinition.column(session, sql, definition, definition.type(), false);
        if (column.identity()) {
            throw Failures.unsupported("Adding a column with AUTOINCREMENT");
        }
        if (column.type().limitsLength()) {
            List<Table.Column> columns = new ArrayList<>(table.columns());
            columns.add(column);
            session.tables().rebuild(table, columns);
            return;
        }
        session.duckDb().run("ALTER TABLE " + table.sql() + " ADD COLUMN " + Tables.definition(column));
        session.tables().setProperties(table, column);
    }

    /** Foreign keys that refer to the one that goes stay as they are, whatever is said: none is enforced. */
    private static void acceptBehaviour(TokenReader reader) {
        if (!reader.accept("CASCADE")) {
            reader.accept("RESTRICT");
        }
    }

    private static void drop(TokenReader reader, List<Change> changes) throws SqlFailure {
        if (reader.accept("CLUSTERING", "KEY")) {
            return;
        }
        reader.accept("COLUMN");
        boolean ifExists = reader.accept("IF", "EXISTS");
        do {
            String column = reader.identifier();
            changes.add((session, table) -> {
                if (table.column(column).isPresent() || !ifExists) {
                    Table.Column dropped = requireColumn(table, column);
                    session.duckDb().run("ALTER TABLE " + table.sql() + " DROP COLUMN " + SqlText.identifier(column));
                    session.tables().dropSequence(dropped);
                    session.tables().setProperties(table, table.properties().withoutKeysOf(column));
                }
            });
        } while (reader.accept(","));
    }

    private static Change renameColumn(TokenReader reader) throws SqlFailure {
        String from = reader.identifier();
        reader.expect("TO");
        String to = reader.identifier();
        return (session, table) -> {
            requireColumn(table, from);
            session.duckDb().run("ALTER TABLE " + table.sql() + " RENAME COLUMN " + SqlText.identifier(from) + " TO "
                    + SqlText.identifier(to));
            session.tables().setProperties(table, table.properties().withColumnRenamed(from, to));
        };
    }

    private static void alterColumns(TokenReader reader, List<Change> changes) throws SqlFailure {
        boolean list = reader.accept("(");
        do {
            reader.accept("COLUMN");
            changes.add(alterColumn(reader));
        } while (reader.accept(","));
        if (list) {
            reader.expect(")");
        }
    }

    private static Change alterColumn(TokenReader reader) throws SqlFailure {
        String name = reader.identifier();
        if (reader.accept("SET", "NOT", "NULL")) {
            return (session, table) -> alter(session, table, name, "SET NOT NULL");
        }
        if (reader.accept("DROP", "NOT", "NULL")) {
            return (session, table) -> alter(session, table, name, "DROP NOT NULL");
        }
        if (reader.accept("DROP", "DEFAULT")) {
            return (session, table) -> dropDefault(session, table, name);
        }
        if (reader.accept("COMMENT")) {
            return comment(name, reader.string());
        }
        if (reader.accept("SET", "DATA", "TYPE") || reader.accept("TYPE") || reader.nextIs("NUMBER")
                || reader.nextIs("VARCHAR")) {
            DataType type = DataType.parse(reader);
            return (session, table) -> setType(session, table, name, type);
        }
        throw Failures.unsupported("ALTER COLUMN ... " + reader.peek().text());
    }

    private static void dropDefault(Session session, Table table, String name) throws SqlFailure {
        Table.Column column = requireColumn(table, name);
        if (column.identity()) {
            throw Failures.unsupported("Dropping the default of an AUTOINCREMENT column");
        }
        alter(session, table, name, "DROP DEFAULT");
        session.tables().setProperties(
                table, new Table.Column(name, column.type(), column.nullable(), null, null, column.comment()));
    }

    /** As on Snowflake, a type can only become wider. */
    private static void setType(Session session, Table table, String name, DataType type) throws SqlFailure {
        Table.Column column = requireColumn(table, name);
        DataType old = column.type();
        boolean sameScale = type.base() != DataType.Base.NUMBER || type.scale() == old.scale();
        if (old.base() != type.base() || type.precision() < old.precision() || !sameScale) {
            throw new SqlFailure("002108", "22000", "SQL compilation error: cannot change column " + name
                    + " from type " + old.display() + " to " + type.display());
        }
        if (old.limitsLength()) {
            Table.Column wider = new Table.Column(name, type, column.nullable(), column.defaultText(),
                    column.defaultSql(), column.comment());
            session.tables().rebuild(table, table.columns().stream()
                    .map(one -> one.equals(column) ? wider : one)
                    .toList());
            return;
        }
        alter(session, table, name, "SET DATA TYPE " + type.keptAs(old.duckDb()).duckDb());
    }

    private static void alter(Session session, Table table, String column, String change) throws SqlFailure {
        requireColumn(table, column);
        session.duckDb().run(
                "ALTER TABLE " + table.sql() + " ALTER COLUMN " + SqlText.identifier(column) + " " + change);
    }

    private static Table.Column requireColumn(Table table, String name) throws SqlFailure {
        return table.column(name).orElseThrow(() -> Failures.invalidIdentifier(name));
    }

    private static void rename(Session session, Table table, ObjectName newName) throws SqlFailure {
        QualifiedName target = session.catalog().resolve(newName);
        boolean sameSchema = target.database().equals(table.name().database())
                && target.schema().equals(table.name().schema());
        if (!sameSchema || table.temporary()) {
            throw Failures.unsupported("Renaming a temporary table, or to another schema");
        }
        if (session.tables().find(target).isPresent() || session.views().find(target).isPresent()) {
            throw Failures.exists(target.toString());
        }
        rename(session, table.sql(), target.name());
    }

    private static void rename(Session session, String from, String to) throws SqlFailure {
        session.duckDb().run("ALTER TABLE " + from + " RENAME TO " + SqlText.identifier(to));
    }

    /** Each becomes the other, with its keys, its load history and the files of its stage. */
    private static void swap(Session session, Table table, Table other) throws SqlFailure {
        session.rights().require(Grants.OWNERSHIP, other);
        QualifiedName name = table.name();
        boolean sameSchema = other.name().database().equals(name.database())
                && other.name().schema().equals(name.schema());
        if (!sameSchema || table.temporary() || other.temporary()) {
            throw Failures.unsupported("SWAP WITH a temporary table, or one of another schema");
        }
        QualifiedName between = new QualifiedName(name.database(), name.schema(), Databases.HIDDEN_SCHEMA);
        rename(session, name.sql(), between.name());
        rename(session, other.name().sql(), name.name());
        rename(session, between.sql(), other.name().name());
    }

    @Override
    public StatementType type() {
        return StatementType.DDL;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        Optional<Table> table = session.tables().find(session.catalog().resolve(name));
        if (table.isEmpty() && !ifExists) {
            throw Failures.tableMissing(name.toString());
        }
        if (table.isPresent()) {
            session.rights().require(Grants.OWNERSHIP, table.get());
            Set<String> locks = new HashSet<>(Set.of(table.get().lock()));
            if (swapped != null) {
                locks.add(session.catalog().table(swapped).lock());
            }
            session.transaction().ddl(locks, () -> {
                for (Change change : changes) {
                    change.apply(session, session.tables().get(table.get().name()));
                }
                return null;
            });
        }
        return StatementResult.status(type(), "Statement executed successfully.");
    }
}
