package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes Snowflake's queries and expressions in DuckDB's SQL. */
final class Rewriter {

    private final Session session;
    private final String sql;
    private final boolean inDefault;
    private int binds;

    private Rewriter(Session session, String sql, boolean inDefault) {
        this.session = session;
        this.sql = sql;
        this.inDefault = inDefault;
    }

    /** A rewriter of parts of one statement; its {@code ?} are numbered in the order in which it sees them. */
    static Rewriter of(Session session, String sql) {
        return new Rewriter(session, sql, false);
    }

    /** A rewriter of a column's default, in which the time is that of the insert. */
    static Rewriter ofDefault(Session session, String sql) {
        return new Rewriter(session, sql, true);
    }

    /** Rewrites a query or expression, each SELECT with what its {@code $1} means. */
    String rewrite(List<Token> tokens) throws SqlFailure {
        return rewrite(tokens, null);
    }

    /** @param rows what {@code $1} means where no FROM says otherwise, or null */
    String rewrite(List<Token> tokens, RowSource rows) throws SqlFailure {
        StringBuilder out = new StringBuilder();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && isSetOperator(token)) {
                out.append(clauses(tokens.subList(start, i), rows));
                out.append(token.is("MINUS") ? " EXCEPT " : " " + token.text() + " ");
                start = i + 1;
            }
        }
        return out.append(clauses(tokens.subList(start, tokens.size()), rows)).toString();
    }

    private static boolean isSetOperator(Token token) {
        return token.is("UNION") || token.is("INTERSECT") || token.is("EXCEPT") || token.is("MINUS");
    }

    private String clauses(List<Token> tokens, RowSource outer) throws SqlFailure {
        Sources sources = Sources.of(this, tokens);
        return new ClauseWriter(this, tokens, sources, sources.rows() == null ? outer : sources.rows()).write();
    }

    /** A call of a function with its arguments. */
    String call(String name, List<Token> inside, RowSource rows) throws SqlFailure {
        if (name.equals("CAST") || name.equals("TRY_CAST")) {
            return castCall(name, inside, rows);
        }
        if (name.equals("ARRAY_AGG")) {
            return "to_json(list_filter(coalesce(list(" + rewrite(inside, rows) + "), []), lambda e: e IS NOT NULL))";
        }
        if (Functions.isSame(name)) {
            // In lower case: DuckDB compares some names so where WITHIN GROUP follows.
            return name.toLowerCase(Locale.ROOT) + "(" + rewrite(inside, rows) + ")";
        }
        List<String> arguments = new ArrayList<>();
        for (List<Token> argument : split(inside)) {
            arguments.add(rewrite(argument, rows));
        }
        String inContext = inDefault ? ContextFunctions.inDefault(name) : null;
        if (inContext == null) {
            inContext = ContextFunctions.call(session, name, arguments);
        }
        return inContext == null ? Functions.call(name, arguments) : inContext;
    }

    private String castCall(String name, List<Token> inside, RowSource rows) throws SqlFailure {
        TokenReader reader = TokenReader.of(sql, inside);
        String expression = rewrite(reader.until("AS"), rows);
        reader.expect("AS");
        DataType type = DataType.parse(reader);
        reader.expectEnd();
        return name.equals("CAST") ? Cast.to(type, expression) : Cast.tryTo(type, expression);
    }

    /** The parts between the commas outside of parentheses. */
    static List<List<Token>> split(List<Token> tokens) {
        List<List<Token>> parts = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
            if (depth == 0 && token.is(",")) {
                parts.add(tokens.subList(start, i));
                start = i + 1;
            }
        }
        if (start < tokens.size()) {
            parts.add(tokens.subList(start, tokens.size()));
        }
        return parts;
    }

    /** The next {@code ?}; numbered, because a rewritten expression may stand twice. */
    String bind() {
        binds++;
        return "$" + binds;
    }

    Session session() {
        return session;
    }

    String sql() {
        return sql;
    }
}
