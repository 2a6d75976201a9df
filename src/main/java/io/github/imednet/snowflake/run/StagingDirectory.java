package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.batch.OwnerOnly;
import io.github.imednet.snowflake.batch.WorkDirectory;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where Parquet files are before PUT, removed with all in it unless it was given. Files come to be in the run's own
 * part of it, and so are whole and closed to others before they stand where others might look.
 */
final class StagingDirectory implements AutoCloseable {

    private final Path path;
    private final WorkDirectory work;
    private final boolean temporary;

    private StagingDirectory(Path path, WorkDirectory work, boolean temporary) {
        this.path = path;
        this.work = work;
        this.temporary = temporary;
    }

    /**
     * @param given a directory to use and keep, or null
     * @param otherwise the directory to use and remove where none is given
     */
    static StagingDirectory open(Path given, Path otherwise, String runId) throws IOException {
        Path path = OwnerOnly.directory(given == null ? otherwise : given);
        return new StagingDirectory(path, WorkDirectory.open(path, "run", runId), given == null);
    }

    Path path() {
        return path;
    }

    boolean isTemporary() {
        return temporary;
    }

    /** The run's own part, for what is no whole file, or not yet. */
    Path work() {
        return work.path();
    }

    /** Removes a temporary directory; of a given one, only the run's own part. */
    @Override
    public void close() throws IOException {
        work.close();
        if (temporary) {
            WorkDirectory.delete(path);
        }
    }
}
