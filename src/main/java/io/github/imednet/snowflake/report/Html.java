package io.github.imednet.snowflake.report;

import io.github.imednet.snowflake.config.Printable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.OptionalLong;

/** Text of a page, which is well-formed XML too. Whatever comes from elsewhere goes through {@link #escaped}. */
final class Html {

    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn */
    Html open(String tag, String... attributes) {
        start(tag, attributes);
        text.append('>');
        open.push(tag);
        return this;
    }

    /** Closes what was opened last. */
    Html close() {
        text.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** An element with text in it. */
    Html element(String tag, String content, String... attributes) {
        start(tag, attributes);
        text.append('>').append(escaped(content)).append("</").append(tag).append(">\n");
        return this;
    }

    /** An element with nothing in it. */
    Html empty(String tag, String... attributes) {
        start(tag, attributes);
        text.append("/>\n");
        return this;
    }

    /** Appends what another one has. */
    Html add(Html part) {
        text.append(part);
        return this;
    }

    /** Appends text of this program as it is, such as a style sheet. */
    Html raw(String own) {
        text.append(own);
        return this;
    }

    private void start(String tag, String... attributes) {
        text.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ').append(attributes[i]).append("=\"").append(escaped(attributes[i + 1])).append('"');
        }
    }

    /** What no browser takes for anything but text, and no reader of XML refuses. */
    static String escaped(String value) {
        StringBuilder safe = new StringBuilder();
        Printable.line(value).codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isXml(point) ? point : 0xFFFD);
            }
        });
        return safe.toString();
    }

    private static boolean isXml(int point) {
        return point == '\t' || point >= 0x20 && point < 0xD800 || point >= 0xE000 && point < 0xFFFE || point > 0xFFFF;
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Rows that a run counted, if it did. */
    static String rows(OptionalLong counted) {
        return counted.isPresent() ? number(counted.getAsLong()) : "not counted";
    }

    static String seconds(double value) {
        return String.format(Locale.ROOT, "%,.1f s", value);
    }

    /** A length in a picture. */
    static String length(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
