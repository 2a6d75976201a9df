package io.github.imednet.snowflake.local.snowflake.engine;

/** JSON text without changing a value in it: a number keeps its digits, a string its escapes. */
final class JsonText {

    private JsonText() {}

    /** The text of a valid JSON value without the blanks between its tokens. */
    static String compact(String json) {
        StringBuilder compact = null;
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean blank = !inString && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
            if (blank && compact == null) {
                compact = new StringBuilder(json.length()).append(json, 0, i);
            } else if (!blank && compact != null) {
                compact.append(c);
            }
            if (inString && c == '\\') {
                i++;
                if (compact != null) {
                    compact.append(json.charAt(i));
                }
            } else if (c == '"') {
                inString = !inString;
            }
        }
        return compact == null ? json : compact.toString();
    }
}
