package io.github.imednet.snowflake.ingest;

import java.nio.file.Path;

/** A whole Parquet file on the local disk, and how many rows it has. */
record IngestFile(Path path, long rows, long bytes) {

    String name() {
        return path.getFileName().toString();
    }
}
