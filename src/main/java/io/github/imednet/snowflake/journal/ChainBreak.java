package io.github.imednet.snowflake.journal;

/**
 * Where a hash chain does not hold.
 *
 * @param line number of the line, from 1
 * @param problem what is wrong with it; never the line's content
 */
public record ChainBreak(long line, Kind kind, String problem) {

    /** What can be wrong with a line. */
    public enum Kind {
        /** No JSON object. */
        DAMAGED,
        /** Does not say what the line before it is: one of the two was changed, or one between them removed. */
        BROKEN,
        /**
         * The last line has no newline: a crash cut it off. The next line that is written makes it {@link #CUT_OFF}.
         */
        TORN,
        /** No JSON object, and the next line knows it so: a crash cut it off, and the chain went on over it. */
        CUT_OFF
    }

    /** Whether somebody or something damaged the file: all but the trace of a crash that the chain went on over. */
    public boolean isDamage() {
        return kind != Kind.CUT_OFF;
    }
}
