package io.github.imednet.snowflake.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A batch's Parquet file in the staging directory.
 *
 * @param batchId such as {@code STUDY/records/0}
 * @param path the file
 * @param sha256 64 hex digits over the file's bytes
 * @param rows records in the file, at least one
 * @param afterId the batch covers the record ids above this one ...
 * @param lastId ... up to and with this one
 * @param unmappedId id of a record with fields that fit no column, or null if all have theirs
 */
public record StagedFile(
        String batchId,
        Path path,
        String sha256,
        long bytes,
        long rows,
        long afterId,
        long lastId,
        @Nullable Long unmappedId)
        implements LoadFile {

    @Override
    public String about() {
        return "Batch " + batchId + ": ";
    }
}
