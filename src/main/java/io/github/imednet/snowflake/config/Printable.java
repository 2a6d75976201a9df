package io.github.imednet.snowflake.config;

import java.util.regex.Pattern;

/**
 * Text of servers and files as it may be shown: without what moves a terminal's cursor, colors it, begins a line of its
 * own, or turns the direction of writing so that a text reads as another one.
 */
public final class Printable {

    private static final String UNSEEN = "\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069";
    private static final Pattern IN_LINE = Pattern.compile('[' + UNSEEN + ']');
    private static final Pattern IN_LINES = Pattern.compile('[' + UNSEEN + "&&[^\n]]");

    private Printable() {}

    /** A text of one line; each of these characters is a blank. */
    public static String line(String text) {
        return IN_LINE.matcher(text).replaceAll(" ");
    }

    /** A text whose line breaks stay. */
    public static String lines(String text) {
        return IN_LINES.matcher(text.replace("\r\n", "\n")).replaceAll(" ");
    }

    /** JSON in which each of these characters is an escape, so that no value changes. */
    public static String json(String json) {
        return IN_LINE.matcher(json)
                .replaceAll(found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }
}
