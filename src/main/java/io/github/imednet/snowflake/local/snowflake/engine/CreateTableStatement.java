package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * CREATE TABLE, with its columns, LIKE or CLONE another table, or AS a query.
 *
 * @param definition the columns in parentheses, or null
 * @param source of LIKE or CLONE, or null
 * @param withRows CLONE
 * @param query of AS, or null
 */
record CreateTableStatement(
        String sql,
        Creation creation,
        ObjectName name,
        TableDefinition definition,
        ObjectName source,
        boolean withRows,
        List<Token> query,
        String comment)
        implements Statement {

    static CreateTableStatement parse(Creation creation, TokenReader reader) throws SqlFailure {
        ObjectName name = reader.objectName();
        boolean ifNotExists = creation.ifNotExists() || reader.accept("IF", "NOT", "EXISTS");
        Creation complete = new Creation(
                creation.kind(), creation.orReplace(), creation.isTransient(), creation.temporary(), ifNotExists);
        TableDefinition definition = reader.nextIs("(")
                ? TableDefinition.parse(TokenReader.of(reader.sql(), reader.parenthesised()))
                : null;
        if (reader.nextIs("USING", "TEMPLATE")) {
            throw Failures.unsupported("USING TEMPLATE");
        }
        boolean withRows = reader.accept("CLONE");
        ObjectName source = withRows || reader.accept("LIKE") ? reader.objectName() : null;
        String comment = options(reader);
        List<Token> query = reader.accept("AS") ? reader.rest() : null;
        reader.expectEnd();
        if ((definition == null ? 0 : 1) + (source == null ? 0 : 1) + (query == null ? 0 : 1) == 0
                || source != null && (definition != null || query != null)) {
            throw reader.unexpected();
        }
        return new CreateTableStatement(
                reader.sql(), complete, name, definition, source, withRows, query, comment);
    }

    /** Clustering changes no answer, so the keys are read and dropped; and there are no grants that could be copied. */
    private static String options(TokenReader reader) throws SqlFailure {
        String comment = null;
        while (!reader.atEnd() && !reader.nextIs("AS")) {
            if (reader.accept("COPY", "GRANTS")) {
                continue;
            }
            if (reader.accept("CLUSTER", "BY")) {
                reader.parenthesised();
                continue;
            }
            OptionList options = OptionList.parse(reader);
            if (options.has("COMMENT")) {
                comment = options.text("COMMENT");
            }
            takeDefaults(options);
            options.refuseRest();
            if (!reader.atEnd() && !reader.nextIs("AS") && !reader.nextIs("CLUSTER")
                    && !reader.nextIs("COPY", "GRANTS")) {
                throw reader.unexpected();
            }
        }
        return comment;
    }

    /** What changes no answer: nothing here reads what a table was before. */
    static void takeDefaults(OptionList options) throws SqlFailure {
        options.number("DATA_RETENTION_TIME_IN_DAYS", 1);
        options.number("MAX_DATA_EXTENSION_TIME_IN_DAYS", 1);
        if (options.bool("ENABLE_SCHEMA_EVOLUTION", false) || options.bool("CHANGE_TRACKING", false)) {
            throw Failures.unsupported("ENABLE_SCHEMA_EVOLUTION or CHANGE_TRACKING = TRUE");
        }
    }

    @Override
    public StatementType type() {
        return StatementType.DDL;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        QualifiedName qualified = session.catalog().resolve(name);
        if (query != null) {
            session.rights().requireWarehouse();
        }
        Set<String> locks = existing(session, qualified).map(table -> Set.of(table.lock())).orElse(Set.of());
        return creation.run(session, qualified, locks, () -> noView(session, qualified), existing -> {
            if (existing.isPresent()) {
                session.rights().require(Grants.OWNERSHIP, existing.get());
            }
            create(session, qualified, existing);
        });
    }

    private Optional<Table> noView(Session session, QualifiedName qualified) throws SqlFailure {
        if (session.views().find(qualified).isPresent()) {
            throw Failures.exists(qualified.toString());
        }
        return existing(session, qualified);
    }

    private Optional<Table> existing(Session session, QualifiedName qualified) throws SqlFailure {
        return session.tables().find(qualified).filter(table -> table.temporary() == creation.temporary());
    }

    private void create(Session session, QualifiedName qualified, Optional<Table> existing) throws SqlFailure {
        Table sourceTable = source == null ? null : session.catalog().table(source, "SELECT");
        String rewritten = query == null ? null : Rewriter.of(session, sql).rewrite(query);
        Table table = new Table(
                qualified,
                Table.Properties.now(
                                creation.isTransient(), comment(sourceTable), List.of(), keys(session, sourceTable))
                        .withPrimaryKey(
                                definition == null ? null : definition.primaryKeyName(), primaryKey(sourceTable)),
                creation.temporary(),
                columns(session, sourceTable, rewritten));
        String rows = query == null ? null : converted(table.columns(), rewritten);
        if (existing.isPresent() && (sourceTable == null || !withRows)) {
            // A query may read the table that it replaces: its rows are kept until they were read.
            createBeside(session, table, existing.get(), rows);
        } else {
            if (existing.isPresent()) {
                DropStatement.dropTable(session, existing.get());
            }
            create(session, table, withRows ? sourceTable : null);
            fill(session, table, sourceTable, rows);
        }
    }

    private void createBeside(Session session, Table table, Table existing, String rewritten) throws SqlFailure {
        String rows = "temp.main.\"" + Databases.HIDDEN_SCHEMA + "_rows\"";
        if (rewritten != null) {
            session.duckDb().run("CREATE TEMPORARY TABLE " + rows + " AS " + rewritten);
        }
        DropStatement.dropTable(session, existing);
        create(session, table, null);
        if (rewritten != null) {
            session.duckDb().run("INSERT INTO " + table.sql() + " SELECT * FROM " + rows);
            session.duckDb().run("DROP TABLE " + rows);
        }
    }

    private static void create(Session session, Table table, Table cloned) throws SqlFailure {
        session.tables().create(table, cloned);
        session.transaction().afterCommit(() -> session.tables().created(table));
    }

    private void fill(Session session, Table table, Table sourceTable, String rewritten) throws SqlFailure {
        if (rewritten != null) {
            session.duckDb().run("INSERT INTO " + table.sql() + " " + rewritten);
        } else if (withRows) {
            session.duckDb().run("INSERT INTO " + table.sql() + " SELECT * FROM " + sourceTable.sql());
        }
    }

    private String comment(Table sourceTable) {
        return comment == null && sourceTable != null ? sourceTable.properties().comment() : comment;
    }

    private List<String> primaryKey(Table sourceTable) {
        return definition != null
                ? definition.primaryKey()
                : sourceTable == null ? List.of() : sourceTable.properties().primaryKey();
    }

    private List<Table.Key> keys(Session session, Table sourceTable) throws SqlFailure {
        return definition != null
                ? definition.keys(session)
                : sourceTable == null ? List.of() : sourceTable.properties().keys();
    }

    /** The query's rows in the types that columns were given, where DuckDB would convert them otherwise, or cut. */
    private String converted(List<Table.Column> columns, String rewritten) {
        if (definition == null || columns.stream().noneMatch(column -> column.type().hasTimeOfDay())) {
            return rewritten;
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            DataType type = columns.get(i).type();
            values.add(type.hasTimeOfDay() ? Cast.to(type, "c" + i) : "c" + i);
        }
        String names = IntStream.range(0, values.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        return "SELECT " + String.join(", ", values) + " FROM (" + rewritten + ") AS source (" + names + ")";
    }

    private List<Table.Column> columns(Session session, Table sourceTable, String rewritten) throws SqlFailure {
        if (sourceTable != null) {
            return sourceTable.columns();
        }
        if (query == null) {
            return definition.columns(session);
        }
        List<Column> described = ResultLabels.apply(
                sql, query, ResultTypes.of(session, sql, query).apply(session.duckDb().describe(rewritten)));
        List<Table.Column> columns = new ArrayList<>();
        if (definition != null) {
            columns.addAll(definition.columns(session, described));
        } else {
            for (Column column : described) {
                columns.add(new Table.Column(column.name(), DataType.of(column), true, null, null, null));
            }
        }
        List<String> types = session.duckDb().types(converted(columns, rewritten));
        for (int i = 0; i < columns.size(); i++) {
            columns.set(i, columns.get(i).keptAs(types.get(i)));
        }
        return columns;
    }
}
