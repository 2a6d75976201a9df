package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes Snowflake's queries and expressions in DuckDB's SQL. */
final class Rewriter {

    private final Session session;
    private final String sql;
    private final boolean inDefault;
    private final Set<String> queryNames = new HashSet<>();
    private final Set<String> convertedOperands = new HashSet<>();
    private final Set<String> aliases = new HashSet<>();
    private boolean hasOffsets;
    private boolean operandsHaveNanoseconds;
    private Table target;
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

    /** Says into which table the statement's values go. */
    void storesIn(Table table) {
        target = table;
        reads(table);
    }

    /** Says that the statement reads a table. */
    void reads(Table table) {
        for (Table.Column column : table.columns()) {
            boolean local = column.type().base() == DataType.Base.TIMESTAMP_LTZ;
            operandsHaveNanoseconds |= local && column.type().inNanoseconds();
            boolean beside = local && session.duckDb().keepsNanoseconds(column.type());
            if (column.type().base() == DataType.Base.TIMESTAMP_TZ || beside) {
                convertedOperands.add(column.name());
                hasOffsets = true;
            }
        }
    }

    /** Whether it may be the name of a value that is compared in another form: see Expression. */
    boolean isConvertedOperand(String name) {
        return convertedOperands.contains(name) || hasOffsets && aliases.contains(name);
    }

    /** What an operand of a comparison that is converted becomes. */
    String operand(String expression) {
        return Macros.call(operandsHaveNanoseconds ? Macros.OPERAND_IN_NANOSECONDS : Macros.OPERAND, expression);
    }

    /** Its column, or null. */
    Table.Column storedColumn(String name) {
        return target == null ? null : target.column(name).orElse(null);
    }

    /** Rewrites a whole statement, or what follows its target: after FROM stand tables that must exist. */
    String rewrite(List<Token> tokens) throws SqlFailure {
        findQueryNames(tokens);
        return rewrite(tokens, null, true);
    }

    /**
     * Rewrites an expression or what stands in parentheses.
     *
     * @param rows what {@code $1} means where no FROM says otherwise, or null
     */
    String rewrite(List<Token> tokens, RowSource rows) throws SqlFailure {
        return rewrite(tokens, rows, false);
    }

    private String rewrite(List<Token> tokens, RowSource rows, boolean statement) throws SqlFailure {
        StringBuilder out = new StringBuilder();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && isSetOperator(token)) {
                out.append(clauses(tokens.subList(start, i), rows, statement));
                out.append(token.is("MINUS") ? " EXCEPT " : " " + token.text() + " ");
                start = i + 1;
            }
        }
        return out.append(clauses(tokens.subList(start, tokens.size()), rows, statement)).toString();
    }

    /**
     * Remembers what AS names, and the names that WITH gives to queries: {@code name AS (} or
     * {@code name (columns) AS (}.
     */
    private void findQueryNames(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i - 1).is("AS") && tokens.get(i).isIdentifier()) {
                aliases.add(tokens.get(i).text());
            }
            hasOffsets |= tokens.get(i).is("TIMESTAMP_TZ") || tokens.get(i).is("TO_TIMESTAMP_TZ");
        }
        for (int i = 0; i + 2 < tokens.size(); i++) {
            int as = i + 1;
            if (tokens.get(as).is("(")) {
                while (as < tokens.size() && !tokens.get(as).is(")")) {
                    as++;
                }
                as++;
            }
            if (tokens.get(i).isIdentifier() && as + 1 < tokens.size() && tokens.get(as).is("AS")
                    && tokens.get(as + 1).is("(")) {
                queryNames.add(tokens.get(i).text());
            }
        }
    }

    /** Whether WITH gives this name to a query. */
    boolean isQueryName(String name) {
        return queryNames.contains(name);
    }

    private static boolean isSetOperator(Token token) {
        return token.is("UNION") || token.is("INTERSECT") || token.is("EXCEPT") || token.is("MINUS");
    }

    private String clauses(List<Token> tokens, RowSource outer, boolean statement) throws SqlFailure {
        Sources sources = Sources.of(this, tokens);
        boolean hasTables = statement || selects(tokens);
        RowSource rows = sources.rows() == null ? outer : sources.rows();
        return new ClauseWriter(this, tokens, sources, rows, hasTables).write();
    }

    /** Whether there is a SELECT outside of parentheses, so that FROM is followed by tables. */
    private static boolean selects(List<Token> tokens) {
        int depth = 0;
        for (Token token : tokens) {
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && token.is("SELECT")) {
                return true;
            }
        }
        return false;
    }

    /** A call of a function with its arguments. */
    String call(String name, List<Token> inside, RowSource rows) throws SqlFailure {
        if (name.equals("CAST") || name.equals("TRY_CAST")) {
            return castCall(name, inside, rows);
        }
        if (name.equals("ARRAY_AGG")) {
            return Macros.call("array_of", "list(" + rewrite(inside, rows) + ")");
        }
        boolean special = inside.stream().anyMatch(Rewriter::isArgumentSyntax);
        if (Functions.isSame(name) && (special || !Functions.takesText(name))) {
            return name + "(" + rewrite(inside, rows) + ")";
        }
        List<String> arguments = new ArrayList<>();
        for (List<Token> argument : split(inside)) {
            arguments.add(rewrite(argument, rows));
        }
        if (Functions.takesText(name) && !arguments.isEmpty()) {
            arguments.set(0, Macros.text(arguments.get(0)));
        }
        if (Functions.isSame(name)) {
            return name + "(" + String.join(", ", arguments) + ")";
        }
        String inContext = inDefault ? ContextFunctions.inDefault(name) : null;
        if (inContext == null) {
            inContext = ContextFunctions.call(session, name, arguments);
        }
        return inContext == null ? Functions.call(name, arguments) : inContext;
    }

    /** Words inside a call that make it no plain list of arguments: TRIM(BOTH ..), LISTAGG(DISTINCT .. ORDER BY ..). */
    private static boolean isArgumentSyntax(Token token) {
        return token.is("FROM") || token.is("DISTINCT") || token.is("ORDER");
    }

    /** An object constant, {@code {'key': value}}: as on Snowflake a pair whose value is NULL is left out. */
    String object(List<Token> inside, RowSource rows) throws SqlFailure {
        List<String> arguments = new ArrayList<>();
        for (List<Token> pair : split(inside)) {
            TokenReader reader = TokenReader.of(sql, pair);
            arguments.add(SqlText.literal(reader.string()));
            reader.expect(":");
            arguments.add(rewrite(reader.rest(), rows));
        }
        return Functions.call("OBJECT_CONSTRUCT", arguments);
    }

    /** An array constant, {@code [value, value]}. */
    String array(List<Token> inside, RowSource rows) throws SqlFailure {
        List<String> arguments = new ArrayList<>();
        for (List<Token> element : split(inside)) {
            arguments.add(rewrite(element, rows));
        }
        return Functions.call("ARRAY_CONSTRUCT", arguments);
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
            depth += Keywords.nesting(token);
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
        String bind = "$" + ++binds;
        List<Binding> bindings = session.bindings();
        // A VARIANT's text is read by its form, whatever the session's formats.
        Binding binding = bindings.isEmpty() ? null : bindings.get((binds - 1) % bindings.size());
        return binding == null ? bind
                : binding.isText() ? Macros.call(binding.macro(), "to_json(CAST(" + bind + " AS VARCHAR))")
                : binding.type().equals("TIME") ? "CAST(CAST(" + bind + " AS VARCHAR) AS TIME_NS)"
                : binding.macro().equals("as_ltz") ? Macros.ofInstant(session, bind) : bind;
    }

    Session session() {
        return session;
    }

    String sql() {
        return sql;
    }
}
