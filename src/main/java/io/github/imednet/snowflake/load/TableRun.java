package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ImednetResource;

/** A run as the statements about its table see it: an export, a replay, a batch of a program, or a verification. */
public interface TableRun {

    /** The study; empty for a batch of which the records are not all of one. */
    String studyKey();

    TableState table();

    /** The list of the API that the table is for. */
    default ImednetResource resource() {
        return ImednetResource.RECORDS;
    }
}
