package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses names of columns that differ from the column meant in case: DuckDB would not see the difference. */
final class ColumnNames {

    private final Set<String> used = new HashSet<>();
    private final Set<String> known = new HashSet<>();

    /** Adds the columns of a table that the statement reads or changes. */
    void add(Table table) {
        table.columns().forEach(column -> known.add(column.name()));
    }

    /** Adds the columns of an earlier answer. */
    void add(List<Column> columns) {
        columns.forEach(column -> known.add(column.name()));
    }

    /** Adds names that the statement itself gives: what follows AS or an expression. */
    void addAliases(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            Token before = tokens.get(i - 1);
            boolean afterValue = before.is(")") || before.isIdentifier() && !Keywords.isSyntax(before)
                    || before.kind() == Token.Kind.NUMBER || before.kind() == Token.Kind.STRING;
            if (tokens.get(i).isIdentifier() && (before.is("AS") || before.is("END") || afterValue)) {
                known.add(tokens.get(i).text());
            }
        }
    }

    void use(String name) {
        used.add(name);
    }

    /** @throws SqlFailure 000904 */
    void check() throws SqlFailure {
        for (String name : used) {
            if (!known.contains(name) && known.stream().anyMatch(name::equalsIgnoreCase)) {
                throw Failures.invalidIdentifier(name);
            }
        }
    }
}
