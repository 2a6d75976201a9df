package io.github.imednet.snowflake.load;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one place where names and values become SQL text. */
public final class Sql {

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*");

    /** What ends a line, or what a terminal takes for more than a character. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

    private Sql() {}

    /**
     * A name as a quoted identifier. A plain name means what it means without quotes, its upper case; one in double
     * quotes, or with other characters, is taken as it stands (Snowflake's identifier rules).
     */
    public static String identifier(String name) {
        String exact = name;
        if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
            exact = name.substring(1, name.length() - 1).replace("\"\"", "\"");
        } else if (PLAIN_NAME.matcher(name).matches()) {
            exact = name.toUpperCase(Locale.ROOT);
        }
        return quoted(exact);
    }

    /** A name for the driver's connection properties, which take it as a statement does: quoted only if it must be. */
    public static String connectionName(String name) {
        return PLAIN_NAME.matcher(name).matches() ? name : identifier(name);
    }

    /** A name exactly as it stands, as a quoted identifier. */
    public static String quoted(String exactName) {
        return '"' + exactName.replace("\"", "\"\"") + '"';
    }

    /** The exact name behind a quoted identifier. */
    public static String unquoted(String identifier) {
        return identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"");
    }

    /** A text as a literal of one line; Snowflake reads a backslash in it as an escape. */
    public static String text(String value) {
        String escaped = value.replace("\\", "\\\\").replace("'", "''");
        return '\'' + CONTROL.matcher(escaped).replaceAll(found -> unicode(found.group().charAt(0))) + '\'';
    }

    /** Such as backslash, u, 000a, as a replacement of a regular expression's: in that a backslash is an escape too. */
    private static String unicode(char character) {
        return String.format("\\\\u%04x", (int) character);
    }

    /** {@code ('a', 'b')} */
    public static String texts(Collection<String> values) {
        return values.stream().map(Sql::text).collect(Collectors.joining(", ", "(", ")"));
    }
}
