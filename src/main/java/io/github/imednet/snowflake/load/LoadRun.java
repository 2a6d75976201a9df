package io.github.imednet.snowflake.load;

/** A run as far as its loads need it. */
public interface LoadRun extends TableRun, LockHolder {

    /** The table as it was found, or null if it is not prepared yet. */
    LoadTarget target();

    /** Takes note that files are put together to a further load. @return how many were begun before */
    int loadBegins();
}
