package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ObjectStorage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place on a stage where files are written.
 *
 * @param stage the stage with its schema, as quoted identifiers
 * @param prefix path inside the stage with a slash at its end, or empty
 * @param storage where an external stage has its files, or null for an internal one, which PUT fills
 */
public record StageFolder(String stage, String prefix, @Nullable ObjectStorage storage) {

    /** As a statement names it: {@code @"DB"."SCHEMA"."STAGE"/prefix/}. */
    public String location() {
        return '@' + stage + '/' + prefix;
    }

    /** Path of a file inside the stage, which is what the table has as the file of its rows. */
    String path(String fileName) {
        return prefix + fileName;
    }

    /** Where an external stage leads, with a slash at the end, or null for an internal one. */
    @Nullable String stageUrl() {
        return storage == null ? null : storage.stageUrl();
    }

    /** A file's key in the bucket or container of an external stage. */
    String objectKey(String fileName) {
        String root = Objects.requireNonNull(storage).pathPrefix();
        return (root.isEmpty() ? "" : root + '/') + path(fileName);
    }
}
