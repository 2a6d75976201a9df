package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.model.LoadFile;
import java.nio.file.Path;

/** A whole Parquet file on the local disk, and how many rows it has. */
record IngestFile(Path path, long rows, long bytes) implements LoadFile {

    @Override
    public String about() {
        return "";
    }
}
