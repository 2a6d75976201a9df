package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ImednetResource;
import org.jspecify.annotations.Nullable;

/** A run as the statements about its table see it: an export, a replay, a batch of a program, or a verification. */
public interface TableRun {

    /** The study; empty for a batch of which the records are not all of one. */
    String studyKey();

    TableState table();

    /** Which of the study's records the run selects, or null for what the settings say. */
    default @Nullable String selection() {
        return null;
    }

    /** Whether it loads kept files, which are a state of the study that is not its own. */
    default boolean isReplay() {
        return false;
    }

    /** Which of its passes over all that there is: each has all of its files in the manifest. */
    default int passOverAll() {
        return 1;
    }

    /** The list of the API that the table is for. */
    default ImednetResource resource() {
        return ImednetResource.RECORDS;
    }
}
