package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Types of result columns that DuckDB's say too little of, such as OBJECT, TIMESTAMP_TZ or the length of a VARCHAR: a
 * column of the only table that is read has the table's type, an expression that ends with a cast the cast's.
 */
final class ResultTypes {

    private static final Set<String> SEVERAL_QUERIES = Set.of("WITH", "UNION", "INTERSECT", "EXCEPT", "MINUS");
    private static final Set<String> AFTER_TABLE =
            Set.of("WHERE", "GROUP", "HAVING", "QUALIFY", "ORDER", "LIMIT", "OFFSET", "FETCH");

    private final List<DataType> types;

    private ResultTypes(List<DataType> types) {
        this.types = types;
    }

    /** Looks at the statement and its table, before it runs: while its rows are read the connection takes no other. */
    static ResultTypes of(Session session, String sql, List<Token> tokens) throws SqlFailure {
        List<Token> list = ResultLabels.selectList(tokens);
        List<DataType> types = new ArrayList<>();
        if (list.isEmpty() || tokens.stream().anyMatch(token -> SEVERAL_QUERIES.contains(token.text()))) {
            return new ResultTypes(types);
        }
        Optional<Table> table = onlyTable(session, sql, tokens, list);
        for (List<Token> item : Rewriter.split(list)) {
            if (ResultLabels.isStar(item) && item.stream().noneMatch(token -> token.is("EXCLUDE"))) {
                table.ifPresent(read -> read.columns().forEach(column -> types.add(column.type())));
            } else {
                types.add(type(table, sql, withoutAlias(item)));
            }
        }
        return new ResultTypes(types);
    }

    /** @param columns as DuckDB describes them */
    List<Column> apply(List<Column> columns) {
        if (types.size() != columns.size()) {
            return columns;
        }
        List<Column> typed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            DataType type = types.get(i);
            boolean same = type != null && type.isLike(DataType.of(column));
            typed.add(same ? type.column(column.name(), column.nullable()) : column);
        }
        return typed;
    }

    /** The table after FROM, if nothing else is read. */
    private static Optional<Table> onlyTable(Session session, String sql, List<Token> tokens, List<Token> list)
            throws SqlFailure {
        int from = tokens.indexOf(list.get(list.size() - 1)) + 1;
        TokenReader reader = TokenReader.of(sql, tokens.subList(from, tokens.size()));
        if (!reader.accept("FROM") || !reader.peek().isIdentifier()) {
            return Optional.empty();
        }
        ObjectName name = reader.objectName();
        boolean named = reader.accept("AS") || !AFTER_TABLE.contains(reader.peek().text());
        if (named && reader.peek().isIdentifier()) {
            reader.next();
        }
        boolean alone = reader.atEnd() || AFTER_TABLE.contains(reader.peek().text());
        return alone ? table(session, name) : Optional.empty();
    }

    /** A view of INFORMATION_SCHEMA is no table; of a name that is wrong the statement itself tells. */
    private static Optional<Table> table(Session session, ObjectName name) {
        try {
            return Optional.of(session.catalog().relation(name));
        } catch (SqlFailure e) {
            return Optional.empty();
        }
    }

    private static List<Token> withoutAlias(List<Token> item) {
        int as = item.size() - 2;
        return as > 0 && item.get(as).is("AS") ? item.subList(0, as) : item;
    }

    /** @return null where DuckDB's type is the best that is known */
    private static DataType type(Optional<Table> table, String sql, List<Token> item) throws SqlFailure {
        int cast = item.size() - 1;
        while (cast > 0 && !item.get(cast).is("::")) {
            cast--;
        }
        if (cast > 0) {
            TokenReader reader = TokenReader.of(sql, item.subList(cast + 1, item.size()));
            DataType type = DataType.isName(reader.peek()) ? DataType.parse(reader) : null;
            return reader.atEnd() ? type : null;
        }
        boolean name = item.stream().allMatch(token -> token.is(".") || token.isIdentifier());
        return name && table.isPresent()
                ? table.get().column(item.get(item.size() - 1).text()).map(Table.Column::type).orElse(null)
                : null;
    }
}
