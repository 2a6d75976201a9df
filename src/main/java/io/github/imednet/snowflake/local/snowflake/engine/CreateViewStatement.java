package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * CREATE VIEW of tables and views, with names and comments of its columns.
 *
 * @param columns of the list in parentheses; empty if there is none
 */
record CreateViewStatement(
        String sql, Creation creation, ObjectName name, List<ListedColumn> columns, String comment, List<Token> query)
        implements Statement {

    /** @param comment null for none */
    record ListedColumn(String name, String comment) {}

    static CreateViewStatement parse(Creation creation, TokenReader reader) throws SqlFailure {
        if (creation.temporary() || creation.isTransient()) {
            throw Failures.unsupported("A temporary view");
        }
        ObjectName name = reader.objectName();
        List<ListedColumn> columns = reader.nextIs("(")
                ? columns(TokenReader.of(reader.sql(), reader.parenthesised()))
                : List.of();
        String comment = null;
        while (!reader.accept("AS")) {
            if (reader.accept("COMMENT", "=")) {
                comment = reader.string();
            } else if (!reader.accept("COPY", "GRANTS")) {
                // There are no grants here that could be copied.
                throw reader.unexpected();
            }
        }
        List<Token> query = reader.rest();
        if (query.isEmpty()) {
            throw reader.unexpected();
        }
        refuseWhatChanges(query);
        return new CreateViewStatement(reader.sql(), creation, name, columns, comment, query);
    }

    private static List<ListedColumn> columns(TokenReader reader) throws SqlFailure {
        List<ListedColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        do {
            String name = reader.identifier();
            if (!names.add(name)) {
                throw Failures.duplicateColumn(name);
            }
            columns.add(new ListedColumn(name, reader.accept("COMMENT") ? reader.string() : null));
        } while (reader.accept(","));
        reader.expectEnd();
        return columns;
    }

    /** What a query's text here has as a constant would be that of the view's creation for ever. */
    private static void refuseWhatChanges(List<Token> query) throws SqlFailure {
        for (int i = 0; i < query.size(); i++) {
            Token token = query.get(i);
            boolean call = i + 1 < query.size() && query.get(i + 1).is("(");
            if (token.kind() == Token.Kind.BIND || token.kind() == Token.Kind.STAGE
                    || token.is(InformationSchema.NAME) || token.is("TABLE") && call
                    || token.kind() == Token.Kind.WORD && ContextFunctions.isOne(token.text(), call)) {
                throw Failures.unsupported("A view with " + token.text());
            }
        }
    }

    @Override
    public StatementType type() {
        return StatementType.DDL;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        QualifiedName qualified = session.catalog().resolve(name);
        return creation.run(session, qualified, Set.of(), () -> existing(session, qualified), existing -> {
            String rewritten = Rewriter.of(session, sql).rewrite(query);
            View view = View.of(qualified, comment, sql, described(session, rewritten));
            if (existing.isPresent()) {
                session.rights().require(Grants.OWNERSHIP, existing.get().asTable());
                session.views().drop(existing.get());
            }
            session.views().create(view, rewritten);
        });
    }

    private static Optional<View> existing(Session session, QualifiedName qualified) throws SqlFailure {
        if (session.tables().find(qualified).isPresent()) {
            throw Failures.exists(qualified.toString());
        }
        return session.views().find(qualified);
    }

    private List<Table.Column> described(Session session, String rewritten) throws SqlFailure {
        List<Column> described = ResultLabels.apply(
                sql, query, ResultTypes.of(session, sql, query).apply(session.duckDb().describe(rewritten)));
        if (!columns.isEmpty() && columns.size() != described.size()) {
            throw new SqlFailure("002026", "42601", "SQL compilation error:\nInvalid column definition list");
        }
        List<Table.Column> typed = new ArrayList<>();
        for (int i = 0; i < described.size(); i++) {
            ListedColumn listed =
                    columns.isEmpty() ? new ListedColumn(described.get(i).name(), null) : columns.get(i);
            DataType type = DataType.of(described.get(i));
            typed.add(new Table.Column(listed.name(), type, true, null, null, listed.comment()));
        }
        return typed;
    }
}
