package io.github.imednet.snowflake.local.snowflake.engine;

/**
 * The backslash escapes of Snowflake's single-quoted strings: its documentation of string data types, "Escape
 * sequences in single-quoted string constants". A backslash before any other character is ignored.
 */
final class StringEscape {

    private static final int OCTAL_DIGITS = 3;

    private StringEscape() {}

    /**
     * Appends what the escape means.
     *
     * @param at index of the character after the backslash
     * @return index after the escape
     */
    static int append(String sql, int at, StringBuilder content) {
        char c = sql.charAt(at);
        switch (c) {
            case 'n' -> content.append('\n');
            case 't' -> content.append('\t');
            case 'r' -> content.append('\r');
            case 'b' -> content.append('\b');
            case 'f' -> content.append('\f');
            case 'u' -> {
                return hexadecimal(sql, at, 4, content);
            }
            case 'x' -> {
                return hexadecimal(sql, at, 2, content);
            }
            default -> {
                return isNumber(sql, at, at + OCTAL_DIGITS, 8) ? number(sql, at, at + OCTAL_DIGITS, 8, content)
                        : other(c, at, content);
            }
        }
        return at + 1;
    }

    private static int other(char c, int at, StringBuilder content) {
        content.append(c == '0' ? '\0' : c);
        return at + 1;
    }

    private static int hexadecimal(String sql, int at, int digits, StringBuilder content) {
        int end = at + 1 + digits;
        return isNumber(sql, at + 1, end, 16)
                ? number(sql, at + 1, end, 16, content) : other(sql.charAt(at), at, content);
    }

    private static boolean isNumber(String sql, int start, int end, int radix) {
        return end <= sql.length() && sql.substring(start, end).chars().allMatch(c -> Character.digit(c, radix) >= 0);
    }

    private static int number(String sql, int start, int end, int radix, StringBuilder content) {
        content.append((char) Integer.parseInt(sql.substring(start, end), radix));
        return end;
    }
}
