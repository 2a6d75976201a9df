package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The copy option ON_ERROR: what COPY does with a file that has errors. Source: Snowflake's documentation of COPY INTO
 * a table, copyOptions.
 *
 * @param skips whether files are skipped, and not their rows alone
 * @param most error rows of a file that is skipped, at least: SKIP_FILE has 1, SKIP_FILE_n has n; -1 for another action
 * @param percent of error rows that a file must exceed to be skipped, -1 for another action
 */
record OnError(String action, boolean skips, int most, int percent) {

    private static final Pattern SKIP_FILE = Pattern.compile("SKIP_FILE(?:_([1-9]\\d{0,8})(%?))?");

    static OnError parse(String word) throws SqlFailure {
        String action = word.toUpperCase(Locale.ROOT);
        Matcher skip = SKIP_FILE.matcher(action);
        if (action.equals("ABORT_STATEMENT") || action.equals("CONTINUE")) {
            return new OnError(action, false, -1, -1);
        }
        if (!skip.matches()) {
            throw Failures.invalidValue(word, "ON_ERROR");
        }
        int number = skip.group(1) == null ? 1 : Integer.parseInt(skip.group(1));
        boolean isPercent = "%".equals(skip.group(2));
        return new OnError(action, true, isPercent ? -1 : number, isPercent ? number : -1);
    }

    boolean aborts() {
        return action.equals("ABORT_STATEMENT");
    }

    /** Whether one error of any kind is enough to skip a file: the only action that is the same for all formats. */
    boolean skipsAtOnce() {
        return action.equals("SKIP_FILE");
    }

    boolean skips(long errors, long parsed) {
        return skips && errors > 0 && errors >= limit(parsed);
    }

    /** How many error rows of so many end the load of a file, as the answer's error_limit tells. */
    long limit(long parsed) {
        if (percent >= 0) {
            return parsed * percent / 100 + 1;
        }
        return skips ? most : aborts() ? 1 : Math.max(1, parsed);
    }
}
