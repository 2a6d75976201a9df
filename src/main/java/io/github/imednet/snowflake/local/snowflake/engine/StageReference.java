package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;

/**
 * What follows the {@code @}: a stage and a path in it.
 *
 * @param name of a named stage or, for a table stage, of the table; null for the user's stage
 * @param path below the stage, without a leading slash; may be empty
 */
record StageReference(Kind kind, ObjectName name, String path) {

    enum Kind {
        NAMED,
        TABLE,
        USER
    }

    static StageReference parse(String text) throws SqlFailure {
        if (text.startsWith("~")) {
            return new StageReference(Kind.USER, null, path(text, 1));
        }
        int end = nameEnd(text);
        String name = text.substring(0, end);
        int percent = name.indexOf('%');
        // The sign of a table's stage may stand inside of the quotes of the name: @"S"."%T"
        boolean ofTable = name.substring(0, Math.max(percent, 0)).matches("(.*\\.)?\"?") && percent >= 0;
        String plain = ofTable ? name.substring(0, percent) + name.substring(percent + 1) : name;
        return new StageReference(ofTable ? Kind.TABLE : Kind.NAMED, ObjectName.parse(plain), path(text, end));
    }

    /** The name ends at the first slash outside of double quotes. */
    private static int nameEnd(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (c == '/' && !quoted) {
                return i;
            }
        }
        return text.length();
    }

    private static String path(String text, int from) throws SqlFailure {
        return checkPath(text.substring(from).replaceFirst("^/+", ""));
    }

    /** The path, if it stays below the stage. */
    static String checkPath(String path) throws SqlFailure {
        if (List.of(path.split("/")).contains("..")) {
            throw Failures.syntax("invalid stage path '" + path + "': it must not leave the stage.");
        }
        return path;
    }
}
