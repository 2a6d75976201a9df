package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a study was up to date in its table after a complete run.
 *
 * @param number of the complete runs that kept this so far, from 1
 * @param runId the run
 * @param basis what its rows depended on beside the records
 * @param upTo changes before then were in the table, by the API's clock
 * @param fullAt ... and when everything was read the last time
 * @param announced how many records the API announced
 * @param files {@link #digestOf} the study's files in the table
 */
public record SyncState(
        long number, String runId, SyncBasis basis, Instant upTo, Instant fullAt, long announced, String files) {

    /**
     * 64 hex digits over a study's files: others, or other numbers of their rows, make another text.
     *
     * @param rowsByFile rows in the table by the files that they came from
     */
    public static String digestOf(Map<String, Long> rowsByFile) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(rowsByFile).forEach((file, rows) -> {
            if (rows > 0) {
                lines.append(file).append(' ').append(rows).append('\n');
            }
        });
        return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
}
