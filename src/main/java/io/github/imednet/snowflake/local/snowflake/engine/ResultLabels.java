package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names of result columns: where a SELECT gives no alias, Snowflake shows the expression's own text. */
final class ResultLabels {

    private ResultLabels() {}

    static List<Column> apply(String sql, List<Token> tokens, List<Column> columns) {
        List<List<Token>> items = Rewriter.split(selectList(tokens));
        int stars = (int) items.stream().filter(ResultLabels::isStar).count();
        int starWidth = columns.size() - (items.size() - stars);
        if (stars > 1 || starWidth < 0 || stars == 0 && starWidth != 0) {
            return columns;
        }
        List<Column> labelled = new ArrayList<>(columns);
        int at = 0;
        for (List<Token> item : items) {
            if (isStar(item)) {
                at += starWidth;
            } else {
                Token last = item.get(item.size() - 1);
                if (last.is(Names.NEXT_VALUE)) {
                    labelled.set(at, named(columns.get(at), last.text()));
                } else if (isUnnamedExpression(item)) {
                    labelled.set(at, named(columns.get(at), text(sql, item)));
                }
                at++;
            }
        }
        return labelled;
    }

    private static Column named(Column column, String name) {
        return new Column(
                name, column.type(), column.precision(), column.scale(), column.length(), column.nullable());
    }

    /** What stands between the first SELECT outside of parentheses and its FROM. */
    static List<Token> selectList(List<Token> tokens) {
        int start = -1;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += Keywords.nesting(token);
            if (depth == 0 && start < 0 && token.is("SELECT")) {
                start = i + 1;
                if (start < tokens.size() && (tokens.get(start).is("DISTINCT") || tokens.get(start).is("ALL"))) {
                    start++;
                }
            } else if (depth == 0 && start >= 0 && endsList(token)) {
                return tokens.subList(start, i);
            }
        }
        return start < 0 ? List.of() : tokens.subList(start, tokens.size());
    }

    private static boolean endsList(Token token) {
        return token.is("FROM") || token.is("WHERE") || token.is("UNION") || token.is("INTERSECT")
                || token.is("EXCEPT") || token.is("MINUS") || token.is("ORDER") || token.is("LIMIT")
                || token.is("GROUP") || token.is("HAVING") || token.is("QUALIFY");
    }

    static boolean isStar(List<Token> item) {
        return item.stream().anyMatch(token -> token.is("EXCLUDE"))
                || item.get(item.size() - 1).is("*") && (item.size() == 1 || item.get(item.size() - 2).is("."));
    }

    private static boolean isUnnamedExpression(List<Token> item) {
        boolean onlyName = item.stream().allMatch(token -> token.is(".") || token.isIdentifier());
        Token last = item.get(item.size() - 1);
        if (item.size() == 1 && last.isIdentifier() && !last.is("NULL") && !last.is("TRUE") && !last.is("FALSE")) {
            return ContextFunctions.worksWithoutParentheses(last.text()) || last.text().startsWith("METADATA$");
        }
        if (onlyName && item.size() > 1 && item.get(item.size() - 2).is(".")) {
            return false;
        }
        return !endsWithAlias(item);
    }

    /** An identifier that follows AS or the end of an expression. */
    private static boolean endsWithAlias(List<Token> item) {
        if (item.size() < 2 || !item.get(item.size() - 1).isIdentifier() || item.get(item.size() - 1).is("END")) {
            return false;
        }
        Token before = item.get(item.size() - 2);
        return switch (before.kind()) {
            case OPERATOR -> before.is(")") || before.is("]");
            case WORD -> before.is("AS") || before.is("END") || before.is("NULL") || !Keywords.isSyntax(before);
            default -> true;
        };
    }

    private static String text(String sql, List<Token> item) {
        StringBuilder text = new StringBuilder();
        int end = item.get(0).start();
        for (Token token : item) {
            // The constant of a variable may be several tokens in its place.
            if (token.start() < end) {
                continue;
            }
            String spelled = sql.substring(token.start(), token.end());
            text.append(sql, end, token.start());
            text.append(token.isBare() ? spelled.toUpperCase(Locale.ROOT) : spelled);
            end = token.end();
        }
        return text.toString();
    }
}
