package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ImednetResource;

/** What a load replaces in its table. */
public enum Replacement {
    /** The study's entities in the ranges of ids that the load's batches cover. */
    ID_RANGES,
    /** The study's entities with just the ids of the load's rows. */
    IDS,
    /** The rows of the load's batches, as they were loaded before. */
    BATCHES,
    /** All of the study's rows, but for those of files that are the list's still: the load is the whole list. */
    WHOLE_LIST;

    /** What a load replaces that is of all of a study's entities: records are loaded while they are read. */
    public static Replacement ofAll(ImednetResource list) {
        return list == ImednetResource.RECORDS ? ID_RANGES : WHOLE_LIST;
    }
}
