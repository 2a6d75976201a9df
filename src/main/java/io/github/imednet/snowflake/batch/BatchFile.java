package io.github.imednet.snowflake.batch;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.Sha256;
import io.github.imednet.snowflake.model.StagedFile;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * Names a batch's Parquet file by its content: the batch id with everything but {@code A-Za-z0-9._-} replaced by
 * {@code _}, the first 16 hex digits of the SHA-256 of the bytes, {@code .parquet}. The same records make the same
 * name, and other records never replace a file that was loaded.
 */
@RouteBean
public final class BatchFile {

    private static final int DIGITS_IN_NAME = 16;
    private static final int LONGEST_ID_IN_NAME = 150;

    /**
     * Describes the file that the bytes are to become; writes nothing.
     *
     * @param parquet the whole file
     */
    public StagedFile describe(
            @ExchangeProperty("batch") RecordBatch batch,
            @ExchangeProperty("run") StagingRun run,
            @Body byte[] parquet) {
        String sha256 = Sha256.of(parquet);
        return new StagedFile(
                batch.id(),
                run.stagingDirectory().resolve(name(batch.id(), sha256)),
                sha256,
                parquet.length,
                batch.records().size(),
                batch.afterId(),
                batch.lastId(),
                batch.unmappedId());
    }

    /** What the names of all files of a study's list begin with, but for those of a study whose key is very long. */
    public static String nameStart(String studyKey, ImednetResource list) {
        return readable(studyKey + '/' + list.path() + '/');
    }

    /** The name of a batch's file. @param sha256 64 hex digits */
    public static String name(String batchId, String sha256) {
        String readable = readable(batchId);
        // File systems take 255 bytes; the end of an id tells batches apart, so it is the beginning that goes.
        int start = Math.max(0, readable.length() - LONGEST_ID_IN_NAME);
        return readable.substring(start) + "-" + sha256.substring(0, DIGITS_IN_NAME) + ".parquet";
    }

    private static String readable(String batchId) {
        return batchId.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
