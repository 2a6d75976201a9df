package io.github.imednet.snowflake.config;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The key of a study, which becomes a part of a URL's path, of a file's name and of log lines, and a value in SQL. */
public final class StudyKey {

    private static final int LONGEST = 500;

    private StudyKey() {}

    /**
     * Lets a key pass that can be all of these.
     *
     * @throws ExportConfigurationException if it is a step in a path, has a control character or half of a surrogate
     *     pair, or is too long
     */
    public static String check(String key) {
        boolean step = key.equals(".") || key.equals("..");
        boolean control = key.codePoints().anyMatch(StudyKey::movesTheCursor);
        boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(key);
        if (step || control || !whole || key.length() > LONGEST) {
            throw new ExportConfigurationException(List.of("The study key is invalid: it is '.' or '..', has a"
                    + " control character, or more than " + LONGEST + " characters. Check export.study-key and the"
                    + " command's STUDY"));
        }
        return key;
    }

    private static boolean movesTheCursor(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
