package io.github.imednet.snowflake.local.snowflake.engine;

/** The backslash escapes of Snowflake's single-quoted strings. */
final class StringEscape {

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
            default -> content.append(c);
        }
        return at + 1;
    }

    private static int hexadecimal(String sql, int at, int digits, StringBuilder content) {
        int end = at + 1 + digits;
        if (end > sql.length() || !sql.substring(at + 1, end).chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            content.append(sql.charAt(at));
            return at + 1;
        }
        content.append((char) Integer.parseInt(sql.substring(at + 1, end), 16));
        return end;
    }
}
