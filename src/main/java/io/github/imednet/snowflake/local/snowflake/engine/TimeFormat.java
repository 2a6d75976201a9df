package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;

/**
 * A format of dates and times in Snowflake's elements, such as {@code YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM}.
 *
 * @param written DuckDB's pattern for writing, in which characters of their own mark what DuckDB writes otherwise
 * @param read DuckDB's pattern for reading
 * @param fraction how many digits of a second's fraction are written
 * @param offset how hours and minutes of an offset are written, as a replacement of groups 1 and 2
 */
record TimeFormat(String written, String read, int fraction, String offset) {

    private static final char FRACTION_END = '\1';
    private static final char OFFSET_EDGE = '\2';
    private static final int MOST_DIGITS = 9;

    /** Snowflake's format elements and DuckDB's; longer ones first. */
    private static final List<String[]> ELEMENTS = List.of(
            new String[] {"YYYY", "%Y"},
            new String[] {"MMMM", "%B"},
            new String[] {"HH24", "%H"},
            new String[] {"HH12", "%I"},
            new String[] {"MON", "%b"},
            new String[] {"YY", "%y"},
            new String[] {"MM", "%m"},
            new String[] {"DD", "%d"},
            new String[] {"DY", "%a"},
            new String[] {"MI", "%M"},
            new String[] {"SS", "%S"},
            new String[] {"AM", "%p"},
            new String[] {"PM", "%p"});

    private static final List<String[]> OFFSETS = List.of(
            new String[] {"TZH:TZM", "\\1:\\2"},
            new String[] {"TZHTZM", "\\1\\2"},
            new String[] {"TZH", "\\1"});

    /** @throws SqlFailure for an element that this server does not know */
    static TimeFormat parse(String format) throws SqlFailure {
        StringBuilder written = new StringBuilder();
        StringBuilder read = new StringBuilder();
        int fraction = 0;
        String offset = "";
        for (int at = 0; at < format.length(); ) {
            String[] element = find(ELEMENTS, format, at);
            String[] offsetElement = find(OFFSETS, format, at);
            if (element != null) {
                written.append(element[1]);
                read.append(element[1]);
                at += element[0].length();
            } else if (offsetElement != null) {
                written.append(OFFSET_EDGE).append("%z").append(OFFSET_EDGE);
                read.append("%z");
                offset = offsetElement[1];
                at += offsetElement[0].length();
            } else if (format.regionMatches(true, at, "FF", 0, 2)) {
                at += 2;
                boolean digits = at < format.length() && Character.isDigit(format.charAt(at));
                fraction = digits ? format.charAt(at++) - '0' : MOST_DIGITS;
                written.append("%f").append(FRACTION_END);
                read.append("%n");
            } else {
                String literal = literal(format, at);
                written.append(literal);
                read.append(literal);
                at++;
            }
        }
        return new TimeFormat(written.toString(), read.toString(), fraction, offset);
    }

    /** A value of a date, time or timestamp as text. */
    String write(String expression) {
        return Macros.call("format_moment", expression, variable());
    }

    /** The format as the macros take it. */
    String variable() {
        String pattern = "(\\d{" + fraction + "})\\d*" + FRACTION_END;
        return SqlText.list(List.of(written, pattern, "\\1", offset));
    }

    private static String[] find(List<String[]> elements, String format, int at) {
        for (String[] element : elements) {
            if (format.regionMatches(true, at, element[0], 0, element[0].length())) {
                return element;
            }
        }
        return null;
    }

    private static String literal(String format, int at) throws SqlFailure {
        char c = format.charAt(at);
        if (Character.isLetter(c) && c != 'T' && c != 'Z') {
            throw Failures.unsupported("The date or time format '" + format + "'");
        }
        return c == '"' ? "" : c == '%' ? "%%" : String.valueOf(c);
    }
}
