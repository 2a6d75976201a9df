package io.github.imednet.snowflake.load;

/**
 * A file on the stage.
 *
 * @param path inside the stage
 * @param bytes as the stage says, which may be a little more than the file had
 * @param state what the ledger says of it
 */
public record StageFile(String path, long bytes, State state) {

    /** What became of a file. */
    public enum State {
        /** Its rows were loaded, and nothing has taken their place. */
        LOADED,
        /** Its rows were loaded, and others have taken their place. */
        SUPERSEDED,
        /** The ledger does not know it: it may be on its way into the table, or nobody's. */
        UNKNOWN
    }

    /** Whether a load of the file was committed once: then no row needs it any more. */
    public boolean wasLoaded() {
        return state != State.UNKNOWN;
    }

    /** The file's name, without its folder. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
