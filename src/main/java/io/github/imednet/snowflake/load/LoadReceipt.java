package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.model.StagedFile;
import java.time.Instant;
import java.util.List;

/**
 * Files whose rows are in the table, and since when.
 *
 * @param status whether this run loaded them
 */
public record LoadReceipt(List<LoadedFile> files, Status status) {

    public LoadReceipt {
        files = List.copyOf(files);
    }

    public long rows() {
        return files.stream().mapToLong(LoadedFile::rows).sum();
    }

    /** As it stands in the manifest. */
    public enum Status {
        LOADED,
        ALREADY_LOADED
    }

    /**
     * @param rows as many as Snowflake said that it loaded
     * @param queryId of the COPY, by which Snowflake's query history finds it
     */
    public record LoadedFile(StagedFile file, long rows, String queryId, Instant loadedAt) {}
}
