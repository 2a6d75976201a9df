package io.github.imednet.snowflake.query;

import java.io.Closeable;
import java.util.Iterator;

/** Queries of the same columns, each of which is run when the rows of the one before were read. */
public interface QueryRuns extends Iterator<QueryRows>, Closeable {

    /** Ends the one that runs, from any thread, and lets none follow. */
    void cancel();
}
