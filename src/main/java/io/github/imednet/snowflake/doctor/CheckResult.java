package io.github.imednet.snowflake.doctor;

/**
 * What one check found.
 *
 * @param check its name
 * @param text what was found, and where that is not enough, what to do
 */
public record CheckResult(String check, State state, String text) {

    /** How a check ended. */
    public enum State {
        OK,
        /** An export runs all the same, but maybe not for long. */
        WARNING,
        /** An export would fail. */
        PROBLEM,
        /** What it needs failed before. */
        SKIPPED
    }
}
