package io.github.imednet.snowflake.local.snowflake.engine;

import java.math.BigInteger;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values and names as DuckDB's SQL writes them.
 *
 * <p>Snowflake tells names apart that differ in case only, DuckDB does not. So a name with small letters has a mark at
 * its end in DuckDB that says which they are: {@link #duckDb}, and {@link #snowflake} for the way back.
 */
final class SqlText {

    private static final char MARK = '\u001F';
    private static final Pattern MARKS = Pattern.compile(MARK + "[0-9a-f]*" + MARK);

    private SqlText() {}

    /** Snowflake's name of a database, schema, table or column. */
    static String identifier(String name) {
        return quoted(duckDb(name));
    }

    /** A name that is DuckDB's own, such as that of a file's column. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The name that DuckDB knows for one of Snowflake. */
    static String duckDb(String name) {
        BigInteger small = BigInteger.ZERO;
        for (int i = 0; i < name.length(); i++) {
            small = Character.isLowerCase(name.charAt(i)) ? small.setBit(i) : small;
        }
        return small.signum() == 0 ? name : name + MARK + small.toString(16) + MARK;
    }

    /** DuckDB's names in the text as those of Snowflake. */
    static String snowflake(String text) {
        return text.indexOf(MARK) < 0 ? text : MARKS.matcher(text).replaceAll("");
    }

    /** A string literal, or NULL. DuckDB's parser takes no character 0 in a statement. */
    static String literal(String value) {
        if (value == null) {
            return "NULL";
        }
        String literal = '\'' + value.replace("'", "''") + '\'';
        return value.indexOf('\0') < 0 ? literal : "(" + literal.replace("\0", "' || chr(0) || '") + ")";
    }

    /** A condition without a bind: DuckDB's driver plans what has binds twice. */
    static String equal(String column, String value) {
        return column + " = " + literal(value);
    }

    /** A list of string literals in brackets. */
    static String list(Collection<?> values) {
        return values.stream().map(value -> literal(value.toString())).collect(Collectors.joining(", ", "[", "]"));
    }
}
