package io.github.imednet.snowflake.source;

import java.util.Map;

/**
 * What became of records that somebody sent to iMednet.
 *
 * @param job the API's own attributes, such as {@code jobId}, {@code batchId}, {@code state} and {@code dateFinished}
 */
public record Job(String studyKey, Map<String, Object> job) {}
