package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.Set;

/** Words with a meaning of their own in a query. */
final class Keywords {

    /** Passed on as they are; what follows in parentheses is no argument list. */
    private static final Set<String> SYNTAX = Set.of(("SELECT DISTINCT ALL FROM WHERE GROUP BY HAVING QUALIFY ORDER"
                    + " LIMIT OFFSET FETCH UNION INTERSECT EXCEPT MINUS JOIN INNER LEFT RIGHT FULL OUTER CROSS NATURAL"
                    + " LATERAL ON USING AS AND OR NOT IN IS NULL LIKE ILIKE BETWEEN EXISTS CASE WHEN THEN ELSE END"
                    + " ASC DESC NULLS OVER PARTITION ROWS RANGE PRECEDING FOLLOWING UNBOUNDED WITH RECURSIVE VALUES"
                    + " WITHIN FILTER ANY SOME SET INTO INSERT UPDATE DELETE MERGE MATCHED DEFAULT TRUE FALSE INTERVAL"
                    + " ESCAPE WINDOW ROLLUP CUBE SETS EXCLUDE IGNORE RESPECT")
            .split(" "));

    /** Reserved in DuckDB but not in Snowflake: quoted when they are names. */
    private static final Set<String> RESERVED_BY_DUCKDB = Set.of(("ANALYSE ANALYZE ARRAY ASYMMETRIC BOTH COLLATE"
                    + " DEFERRABLE DESCRIBE DO FOREIGN INITIALLY LEADING ONLY PIVOT PLACING PRIMARY REFERENCES"
                    + " RETURNING SHOW SUMMARIZE SYMMETRIC TRAILING UNPIVOT USER VARIADIC CHECK COLUMN CONSTRAINT"
                    + " UNIQUE TO AT ANTI ASOF AUTHORIZATION BINARY COLLATION CONCURRENTLY FREEZE GENERATED GLOB ISNULL"
                    + " LAMBDA MAP NOTNULL OVERLAPS PIVOT_LONGER PIVOT_WIDER POSITIONAL SEMI SIMILAR STRUCT UNPACK"
                    + " VERBOSE")
            .split(" "));

    private Keywords() {}

    /** 1 for what opens parentheses, brackets or braces, -1 for what closes them, else 0. */
    static int nesting(Token token) {
        boolean opens = token.is("(") || token.is("[") || token.is("{");
        return opens ? 1 : token.is(")") || token.is("]") || token.is("}") ? -1 : 0;
    }

    static boolean isSyntax(Token token) {
        return token.kind() == Token.Kind.WORD && SYNTAX.contains(token.text());
    }

    /** A word used as a name, as DuckDB's SQL writes it. */
    static String name(Token token, boolean qualified) {
        boolean plain = token.kind() == Token.Kind.WORD && !qualified && !RESERVED_BY_DUCKDB.contains(token.text());
        return plain ? token.text() : SqlText.identifier(token.text());
    }
}
