package io.github.imednet.snowflake.run;

/**
 * How far a run is.
 *
 * @param list the list that it exports, such as {@code records}
 * @param expected entities that it is to read, or 0 if that is not known yet
 * @param read entities that the API sent
 * @param written rows in Parquet files
 * @param sent rows of files that are on the stage, or were in the table before
 * @param loaded rows in the table
 */
public record RunState(String list, long expected, long read, long written, long sent, long loaded) {

    private static final int STEPS = 3;

    /**
     * How much of the loading is done, 0 to 1: rows count a third each when they are in a file, on the stage and in the
     * table, so that a single load does not jump from nothing to all.
     */
    public double shareLoaded() {
        if (expected == 0) {
            return 0;
        }
        long steps = Math.min(written, expected) + Math.min(sent, expected) + Math.min(loaded, expected);
        return (double) steps / (STEPS * expected);
    }
}
