package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * INSERT, UPDATE or DELETE.
 *
 * @param opening the words before the target's name
 * @param overwrites whether an INSERT takes the place of the rows that are there
 * @param rest what follows the target's name
 */
record DmlStatement(
        StatementType type, String sql, String opening, boolean overwrites, ObjectName target, List<Token> rest)
        implements Statement {

    private static final int ROWS_TOGETHER = 500;

    /** DuckDB's types whose values are the same text there as on Snowflake; that of NULL is one of them. */
    private static final Set<String> WRITTEN_AS_THEY_ARE = Set.of("\"NULL\"", "INTEGER", "BIGINT", "BOOLEAN");

    static DmlStatement insert(TokenReader reader) throws SqlFailure {
        reader.expect("INSERT");
        boolean overwrites = reader.accept("OVERWRITE");
        if (reader.nextIs("ALL") || reader.nextIs("FIRST")) {
            throw Failures.unsupported("INSERT " + reader.peek().text());
        }
        reader.expect("INTO");
        reader.accept("TABLE");
        return read(StatementType.INSERT, "INSERT INTO ", overwrites, reader);
    }

    static DmlStatement update(TokenReader reader) throws SqlFailure {
        reader.expect("UPDATE");
        return read(StatementType.UPDATE, "UPDATE ", false, reader);
    }

    static DmlStatement delete(TokenReader reader) throws SqlFailure {
        reader.expect("DELETE", "FROM");
        return read(StatementType.DELETE, "DELETE FROM ", false, reader);
    }

    private static DmlStatement read(StatementType type, String opening, boolean overwrites, TokenReader reader)
            throws SqlFailure {
        return new DmlStatement(type, reader.sql(), opening, overwrites, reader.objectName(), reader.rest());
    }

    @Override
    public ObjectName storesIn() {
        return target;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        Table table = session.catalog().table(target, type.name());
        session.rights().requireWarehouse();
        // As on Snowflake, INSERT does not wait for others and no one for it.
        Set<String> locks = type == StatementType.INSERT && !overwrites ? Set.of() : Set.of(table.lock());
        if (overwrites) {
            session.rights().require("DELETE", table);
        }
        return counts(session.transaction()
                .write(locks, () -> overwrites ? overwrite(session, table) : run(session, table)));
    }

    /** The rows that are there are deleted after the INSERT, which may read them. */
    private long overwrite(Session session, Table table) throws SqlFailure {
        String rows = "temp.main.\"" + Databases.HIDDEN_SCHEMA + "_rows\"";
        if (table.column("ROWID").isPresent()) {
            throw Failures.unsupported("INSERT OVERWRITE into a table with a column ROWID");
        }
        session.duckDb().run("CREATE TEMPORARY TABLE " + rows + " AS SELECT rowid AS id FROM " + table.sql());
        long count = run(session, table);
        session.duckDb().run("DELETE FROM " + table.sql() + " WHERE rowid IN (SELECT id FROM " + rows + ")");
        session.duckDb().run("DROP TABLE " + rows);
        TruncateStatement.forgetLoads(session, table);
        return count;
    }

    /** Rows of VALUES go in some hundreds at a time: DuckDB takes milliseconds to plan each statement. */
    private long run(Session session, Table table) throws SqlFailure {
        List<Binding> bindings = session.bindings();
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < Bindings.rows(bindings); row++) {
            rows.add(Bindings.row(bindings, row));
        }
        boolean together = type == StatementType.INSERT && rest.stream().noneMatch(token -> token.is("SELECT"))
                && rows.size() > 1 && Bindings.haveOneType(bindings);
        int size = together ? Math.min(rows.size(), ROWS_TOGETHER) : 1;
        int whole = rows.size() / size * size;
        long count = update(session, table, rows.subList(0, whole), size);
        return count + update(session, table, rows.subList(whole, rows.size()), rows.size() - whole);
    }

    private long update(Session session, Table table, List<Object[]> rows, int size) throws SqlFailure {
        List<Object[]> chunks = new ArrayList<>();
        for (int start = 0; start < rows.size(); start += size) {
            chunks.add(rows.subList(start, start + size).stream().flatMap(Arrays::stream).toArray());
        }
        return rows.isEmpty()
                ? 0
                : session.duckDb().update(rewritten(session, table, size), chunks, session::checkCanceled);
    }

    private StatementResult counts(long count) {
        return switch (type) {
            case INSERT -> Counts.of(type, List.of("number of rows inserted"), List.of(count));
            case DELETE -> Counts.of(type, List.of("number of rows deleted"), List.of(count));
            default -> Counts.of(
                    type, List.of("number of rows updated", "number of multi-joined rows updated"), List.of(count, 0L));
        };
    }

    /** @param size how often an INSERT has its row of values */
    private String rewritten(Session session, Table table, int size) throws SqlFailure {
        Rewriter rewriter = Rewriter.of(session, sql);
        rewriter.storesIn(table);
        String target = opening + table.sql() + " ";
        return target
                + (type == StatementType.INSERT ? source(session, rewriter, table, size) : rewriter.rewrite(rest));
    }

    /** Columns and rows of an INSERT, each value with Snowflake's conversion to its column. */
    private String source(Session session, Rewriter rewriter, Table table, int size) throws SqlFailure {
        TokenReader reader = TokenReader.of(sql, rest);
        boolean columnsGiven = reader.nextIs("(") && !reader.peek(1).is("SELECT") && !reader.peek(1).is("WITH");
        List<Table.Column> columns = columnsGiven ? columns(table, reader.identifierList()) : table.columns();
        String names = names(columns);
        List<Token> rows = reader.rest();
        // A DEFAULT among the values cannot be converted as those of a query.
        if (!rows.isEmpty() && rows.get(0).is("VALUES") && rows.stream().anyMatch(token -> token.is("DEFAULT"))) {
            return "(" + names + ") VALUES " + withDefaults(rewriter, columns, rows, size);
        }
        String query = repeated(rewriter, rows, size);
        String source = " FROM (" + query + ") AS \"source\" (" + names + ")";
        boolean known = Bindings.count(rows) == 0 && session.transaction().readsCommittedCatalog();
        List<String> given = known ? described(session, "SELECT *" + source) : List.of();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String type = given.size() == columns.size() ? given.get(i) : "";
            values.add(assigned(columns.get(i), type));
        }
        return "(" + names + ") SELECT " + String.join(", ", values) + source;
    }

    private String withDefaults(Rewriter rewriter, List<Table.Column> columns, List<Token> rows, int size)
            throws SqlFailure {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            TokenReader reader = TokenReader.of(sql, rows.subList(1, rows.size()));
            do {
                written.add("(" + MergeStatement.inserted(rewriter, columns, reader.parenthesised()) + ")");
            } while (reader.accept(","));
            reader.expectEnd();
        }
        return String.join(", ", written);
    }

    /** Each time with binds of its own. */
    private static String repeated(Rewriter rewriter, List<Token> rows, int size) throws SqlFailure {
        StringBuilder query = new StringBuilder(rewriter.rewrite(rows));
        for (int i = 1; i < size; i++) {
            String values = rewriter.rewrite(rows);
            query.append(", ").append(values, values.indexOf('('), values.length());
        }
        return query.toString();
    }

    /**
     * @param given DuckDB's type of what the query answers: to look at each takes it milliseconds where there is no
     * need
     */
    private static String assigned(Table.Column column, String given) throws SqlFailure {
        String value = SqlText.identifier(column.name());
        return switch (column.type().base()) {
            case VARCHAR -> given.equals("VARCHAR")
                    ? value
                    : WRITTEN_AS_THEY_ARE.contains(given)
                            ? "CAST(" + value + " AS VARCHAR)"
                            : Cast.assigned(column, value);
            case TIMESTAMP_NTZ, TIMESTAMP_LTZ -> Cast.assigned(
                    column,
                    given.equals(column.type().inMicroseconds()) ? Macros.ofTimestamp(column.type(), value) : value);
            default -> Cast.assigned(column, value);
        };
    }

    /**
     * The types of what the query answers. Of a query that is wrong, or of temporary tables, nothing is known here: the
     * statement itself tells.
     */
    private static List<String> described(Session session, String query) {
        try {
            return session.committed().types(query);
        } catch (SqlFailure e) {
            return List.of();
        }
    }

    private static List<Table.Column> columns(Table table, List<String> names) throws SqlFailure {
        List<Table.Column> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(table.column(name).orElseThrow(() -> Failures.invalidIdentifier(name)));
        }
        return columns;
    }

    private static String names(List<Table.Column> columns) {
        return columns.stream()
                .map(column -> SqlText.identifier(column.name()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public EngineSession.Description describe(Session session) throws SqlFailure {
        String statement = rewritten(session, session.catalog().table(target), 1);
        session.transaction().read(() -> {
            session.duckDb().check(statement);
            return null;
        });
        return new EngineSession.Description(type, counts(0).columns(), Bindings.count(rest));
    }

    /** Answers of counts: one row, a column per kind. */
    static final class Counts {

        private Counts() {}

        static StatementResult of(StatementType type, List<String> names, List<Long> counts) {
            List<Column> columns = names.stream().map(Column::number).toList();
            String[] row = counts.stream().map(String::valueOf).toArray(String[]::new);
            return StatementResult.of(type, columns, List.of(Arrays.asList(row)));
        }
    }
}
