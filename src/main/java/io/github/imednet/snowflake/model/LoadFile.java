package io.github.imednet.snowflake.model;

import java.nio.file.Path;

/** A whole Parquet file on the local disk that goes to a stage. */
public interface LoadFile {

    Path path();

    long rows();

    default String name() {
        return path().getFileName().toString();
    }

    /** Begins a message about the file, such as {@code Batch STUDY/records/0: }; may be empty. */
    String about();
}
