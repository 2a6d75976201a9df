package io.github.imednet.snowflake.local.imednet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The entities that an {@link ImednetServer} serves. Whoever opens it closes it, after the servers that use it. */
public abstract class StudyData implements Closeable {

    StudyData() {}

    /**
     * A folder with a gzip'd file of newline-delimited JSON per endpoint, such as {@code records.ndjson.gz}, one
     * entity a line. An endpoint without a file has no entities; {@code studies.ndjson.gz} is required. What the files
     * hold is kept in temporary files, not on the heap.
     *
     * @throws IOException if a file cannot be read or the study's own file is missing
     */
    public static StudyData folder(Path folder) throws IOException {
        return StudyFolder.open(folder);
    }

    /**
     * The built-in study {@code SAMPLE} with this many records. A record's content depends on its position alone, so
     * it is the same in every run and in samples of other sizes; nothing is kept in memory per record.
     *
     * @throws IllegalArgumentException unless {@code records} is between 0 and 1,000,000,000
     */
    public static StudyData sample(int records) {
        return new SampleStudy(records);
    }

    abstract Rows rows(Resource resource);
}
