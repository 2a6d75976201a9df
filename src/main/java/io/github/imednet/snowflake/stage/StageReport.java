package io.github.imednet.snowflake.stage;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * A study's files on the stage; as JSON its names are in snake case.
 *
 * @param stage the stage, with the path inside it
 * @param files all of the study's files that were on the stage
 * @param removableFiles those that were loaded once
 * @param removableBytes their bytes
 * @param removedFiles those that were removed now
 * @param removedBytes their bytes
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record StageReport(
        String studyKey,
        String stage,
        List<File> files,
        long removableFiles,
        long removableBytes,
        long removedFiles,
        long removedBytes,
        long retries,
        double seconds) {

    /**
     * A file on the stage.
     *
     * @param path inside the stage
     * @param bytes as the stage says, which may be a little more than the file had
     * @param state what the ledger says of it: {@code loaded}, {@code superseded} or {@code unknown}
     * @param removable whether a cleaning removes it
     */
    public record File(String path, long bytes, String state, boolean removable) {}
}
