package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes one SELECT without its set operators, or an expression, token after token. */
final class ClauseWriter {

    private static final Set<String> COMPARISONS =
            Set.of("=", "<>", "!=", "<", ">", "<=", ">=", "LIKE", "ILIKE", "BETWEEN", "IN", "NOT", "||");
    private static final Set<String> BEFORE_ALL = Set.of("SELECT", "DISTINCT", "ALL", ",");

    private static final Set<String> AFTER_FROM =
            Set.of("WHERE", "GROUP", "HAVING", "QUALIFY", "ORDER", "LIMIT", "WHEN");

    private static final String[] AFTER_ASSIGNMENT = {",", "FROM", "WHERE", "WHEN"};

    private final Rewriter rewriter;
    private final TokenReader reader;
    private final Sources sources;
    private final RowSource rows;
    private final boolean hasTables;
    private final StringBuilder out = new StringBuilder();
    private String previous = "";
    private String beforePrevious = "";
    private boolean inFrom;
    private boolean inSet;
    private boolean numberBefore;

    /** @param hasTables whether names after FROM are tables; they are none in {@code EXTRACT(YEAR FROM x)} */
    ClauseWriter(Rewriter rewriter, List<Token> tokens, Sources sources, RowSource rows, boolean hasTables) {
        this.rewriter = rewriter;
        this.reader = TokenReader.of(rewriter.sql(), tokens);
        this.sources = sources;
        this.rows = rows;
        this.hasTables = hasTables;
    }

    String write() throws SqlFailure {
        while (!reader.atEnd()) {
            String source = sourceFollows() ? source() : null;
            if (source == null) {
                next();
            } else {
                emit(source);
                previous = ")";
            }
        }
        return out.toString();
    }

    private boolean sourceFollows() {
        boolean distinctFrom = previous.equals("FROM") && beforePrevious.equals("DISTINCT");
        boolean opening = previous.equals("FROM") || previous.equals("JOIN") || previous.equals("USING");
        return hasTables && (opening && !distinctFrom || inFrom && previous.equals(","));
    }

    /** A source of rows, or null if it is a query in parentheses or under a name of WITH. */
    private String source() throws SqlFailure {
        String special = sources.next(reader);
        Token token = reader.peek();
        if (special != null || !token.isIdentifier() || Keywords.isSyntax(token)) {
            return special;
        }
        boolean single = !reader.peek(1).is(".") && !reader.nextIs("IDENTIFIER", "(");
        if (single && (rewriter.isQueryName(token.text()) || reader.peek(1).is("("))) {
            return null;
        }
        Table table = rewriter.session().catalog().relation(reader.objectName());
        rewriter.session().rights().require("SELECT", table);
        rewriter.reads(table);
        return table.sql();
    }

    private void next() throws SqlFailure {
        Token token = reader.peek();
        switch (token.kind()) {
            case STRING -> value(new Expression(SqlText.literal(reader.next().text())));
            case NUMBER -> value(new Expression(reader.next().text()));
            case BIND -> {
                reader.next();
                value(new Expression(rewriter.bind()));
            }
            case COLUMN_NUMBER -> value(columnNumber());
            case WORD, QUOTED -> word(token);
            case OPERATOR -> operator(token);
            default -> throw reader.unexpected();
        }
    }

    private void operator(Token token) throws SqlFailure {
        if (token.is("(")) {
            value(new Expression("(" + rewriter.rewrite(reader.parenthesised(), rows) + ")"));
        } else if (token.is("{")) {
            value(new Expression(rewriter.object(reader.enclosed("{", "}"), rows)));
        } else if (token.is("[")) {
            value(new Expression(rewriter.array(reader.enclosed("[", "]"), rows)));
        } else if (token.is("*") && sources.rows() instanceof StagedRows && BEFORE_ALL.contains(previous)) {
            throw Failures.unsupported("SELECT * from staged files");
        } else if (token.is(",") && reader.peek(1).is("FROM")) {
            // Snowflake takes a comma after the last column.
            reader.next();
        } else if (token.is(":") || token.is("]") || token.is("}") || token.is("->")
                || token.is(":=") || token.is("=>") || token.is("::") || token.is("^") || token.is("**")
                || token.is("==")) {
            throw reader.unexpected();
        } else {
            syntax(reader.next());
        }
    }

    private void word(Token token) throws SqlFailure {
        boolean call = token.kind() == Token.Kind.WORD && reader.peek(1).is("(");
        boolean joinWord = token.is("LEFT") || token.is("RIGHT");
        if (token.is("FETCH")) {
            fetch(token);
        } else if ((token.is("RLIKE") || token.is("REGEXP")) && (previous.equals(")") || previous.equals("NOT"))) {
            reader.next();
            syntax(token.as(Token.Kind.OPERATOR, "SIMILAR TO"));
        } else if (token.is("CASE")) {
            value(new Expression("CASE " + rewriter.rewrite(reader.caseBody(), rows) + " END"));
        } else if (token.is("NULL") || token.is("TRUE") || token.is("FALSE")) {
            value(new Expression(reader.next().text()));
        } else if (Keywords.isSyntax(token) && !(call && joinWord)) {
            syntax(reader.next());
        } else if (reader.nextIs("IDENTIFIER", "(")) {
            emitName(rewriter.session(), reader.objectName());
        } else if (call && !previous.equals("AS") && !isNameOfWith()) {
            reader.next();
            List<Token> inside = new ArrayList<>(reader.parenthesised());
            if (Functions.collects(token.text()) && reader.accept("WITHIN", "GROUP")) {
                inside.addAll(reader.parenthesised());
            }
            value(new Expression(rewriter.call(token.text(), inside, rows)));
        } else if (token.is("X") && reader.peek(1).kind() == Token.Kind.STRING
                && reader.peek(1).start() == token.end()) {
            reader.next();
            value(new Expression("unhex(" + SqlText.literal(reader.string()) + ")"));
        } else if (token.kind() == Token.Kind.WORD && reader.peek(1).kind() == Token.Kind.STRING
                && DataType.isName(token)) {
            DataType type = DataType.parse(reader);
            value(new Expression(Cast.to(type, SqlText.literal(reader.string()))));
        } else if (token.kind() == Token.Kind.WORD
                && ContextFunctions.worksWithoutParentheses(token.text())
                && !reader.peek(1).is(".")) {
            reader.next();
            value(new Expression(rewriter.call(token.text(), List.of(), rows)));
        } else {
            name();
        }
    }

    /** {@code FETCH FIRST 5 ROWS ONLY}, which is LIMIT. */
    private void fetch(Token token) throws SqlFailure {
        reader.expect("FETCH");
        if (!reader.accept("FIRST")) {
            reader.accept("NEXT");
        }
        syntax(token.as(Token.Kind.WORD, "LIMIT"));
        next();
        if (!reader.accept("ROWS")) {
            reader.accept("ROW");
        }
        reader.accept("ONLY");
    }

    /** {@code name (columns) AS (query)} in a WITH, or an alias with columns after a closing parenthesis. */
    private boolean isNameOfWith() {
        return previous.equals("WITH") || previous.equals("RECURSIVE") || previous.equals(")")
                || previous.equals(",") && closingFollowedByAs();
    }

    private boolean closingFollowedByAs() {
        int depth = 0;
        for (int i = 1; ; i++) {
            Token token = reader.peek(i);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (token.kind() == Token.Kind.END) {
                return false;
            }
            if (depth == 0) {
                return reader.peek(i + 1).is("AS") && reader.peek(i + 2).is("(");
            }
        }
    }

    /** A name with its qualifiers: a column or a table. */
    private void name() throws SqlFailure {
        List<Token> parts = new ArrayList<>();
        parts.add(reader.next());
        while (reader.nextIs(".")) {
            reader.next();
            if (reader.peek().kind() == Token.Kind.COLUMN_NUMBER) {
                value(columnNumber());
                return;
            }
            Token part = reader.next();
            if (!part.isIdentifier() && !part.is("*") && !part.is(".")) {
                throw Failures.unexpected(part);
            }
            parts.add(part.is(".") ? new Token(Token.Kind.QUOTED, "PUBLIC", part.start(), part.end()) : part);
            if (part.is(".")) {
                parts.add(reader.next());
            }
        }
        Token last = parts.get(parts.size() - 1);
        String metadata = rows == null || parts.size() > 2 ? null : rows.metadata(last.text());
        if (metadata != null) {
            value(new Expression(metadata));
        } else if (inSet && (previous.equals("SET") || previous.equals(",")) && reader.nextIs("=")) {
            assignment(last.text());
        } else {
            value(new Expression(
                    Names.write(rewriter.session(), parts), rewriter.isConvertedOperand(last.text())));
        }
    }

    /** What SET assigns, converted where DuckDB would not do it as Snowflake does. */
    private void assignment(String name) throws SqlFailure {
        value(new Expression(SqlText.identifier(name)));
        Table.Column column = rewriter.storedColumn(name);
        boolean byDefault = reader.peek(1).is("DEFAULT");
        // What makes a document is one already.
        if (column != null && !byDefault && !column.type().base().semiStructured()) {
            syntax(reader.next());
            emit(Cast.assigned(column, rewriter.rewrite(reader.until(AFTER_ASSIGNMENT), rows)));
            previous = ")";
        }
    }

    private void emitName(Session session, ObjectName name) throws SqlFailure {
        List<Token> parts = new ArrayList<>();
        for (String part : name.parts()) {
            parts.add(new Token(Token.Kind.QUOTED, part, 0, 0));
        }
        if (reader.accept(".")) {
            parts.add(reader.next());
        }
        value(new Expression(Names.write(session, parts)));
    }

    /** {@code $1} with the path and cast that make the element of a staged row's column. */
    private Expression columnNumber() throws SqlFailure {
        Token token = reader.next();
        if (rows == null) {
            throw Failures.invalidIdentifier(token.text());
        }
        int number = Integer.parseInt(token.text().substring(1));
        if (number != 1 || !reader.nextIs(":") || rows == RowSource.VALUES) {
            return new Expression(rows.column(number));
        }
        reader.expect(":");
        String key = JsonPath.name(reader);
        if (reader.accept("::")) {
            return new Expression(rows.element(key, DataType.parse(reader)));
        }
        return Expression.variant(rows.element(key), reader);
    }

    /** Reads what may follow a value, and writes it. */
    private void value(Expression expression) throws SqlFailure {
        while (reader.nextIs(":") || reader.nextIs("[") || reader.nextIs("::")) {
            if (reader.accept("::")) {
                expression.cast(DataType.parse(reader));
            } else {
                expression.path(reader);
            }
        }
        boolean before = COMPARISONS.contains(previous);
        boolean after = COMPARISONS.contains(reader.peek().text());
        boolean withNumber = before && numberBefore || after && numberFollows();
        String written = before || after ? expression.writeCompared(withNumber, rewriter) : expression.write();
        numberBefore = expression.isNumber();
        boolean divisor = previous.equals("/") || previous.equals("%");
        emit(divisor && !written.matches("[0-9.]*[1-9][0-9.]*") ? Macros.call("nonzero", written) : written);
        previous = ")";
    }

    /** Whether the comparison that comes next is one with a number. */
    private boolean numberFollows() {
        int i = 1;
        while (COMPARISONS.contains(reader.peek(i).text()) || reader.peek(i).is("(") || reader.peek(i).is("-")) {
            i++;
        }
        return reader.peek(i).kind() == Token.Kind.NUMBER;
    }

    private void syntax(Token token) {
        String word = token.text();
        emit(token.kind() == Token.Kind.QUOTED ? SqlText.identifier(word) : word);
        inFrom = word.equals("FROM") || inFrom && !AFTER_FROM.contains(word);
        beforePrevious = previous;
        inSet = word.equals("SET") || inSet && !AFTER_FROM.contains(word) && !word.equals("FROM");
        previous = word;
    }

    private void emit(String text) {
        if (out.length() > 0) {
            out.append(' ');
        }
        out.append(text);
    }
}
