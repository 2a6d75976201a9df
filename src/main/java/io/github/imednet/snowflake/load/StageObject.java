package io.github.imednet.snowflake.load;

import java.nio.file.Path;

/**
 * A file that is written to object storage.
 *
 * @param key in its bucket or container
 */
public record StageObject(String key, Path path) {}
