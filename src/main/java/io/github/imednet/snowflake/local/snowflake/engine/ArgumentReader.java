package io.github.imednet.snowflake.local.snowflake.engine;

/** Reads words of a PUT or GET command, with or without single quotes. */
final class ArgumentReader {

    private final String text;
    private int at;

    ArgumentReader(String text) throws SqlFailure {
        this.text = text;
        this.at = SqlTokens.first(text).start();
    }

    String next() throws SqlFailure {
        skipBlanks();
        return at < text.length() && text.charAt(at) == '\'' ? quoted() : plain();
    }

    String rest() {
        return text.substring(at);
    }

    private String plain() {
        int start = at;
        boolean quoted = false;
        while (at < text.length() && (quoted || !Character.isWhitespace(text.charAt(at)) && text.charAt(at) != ';')) {
            quoted ^= text.charAt(at) == '"';
            at++;
        }
        return text.substring(start, at);
    }

    /** In quotes the driver too reads a backslash as an escape. */
    private String quoted() throws SqlFailure {
        StringBuilder content = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                at = i + 1;
                return content.toString();
            }
            boolean escape = c == '\\' && i + 1 < text.length() && "\\'".indexOf(text.charAt(i + 1)) >= 0;
            content.append(escape ? text.charAt(++i) : c);
        }
        throw Failures.syntax("Unclosed string at position " + at + ".");
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
