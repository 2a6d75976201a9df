package io.github.imednet.snowflake.ingest;

import java.io.IOException;
import java.nio.file.Path;

/** One Parquet file that is to be written, by a thread of its own. */
interface FilePart {

    /**
     * @param file does not exist yet
     * @return rows in the file; 0 if nothing was left to write, and then there is no file
     */
    long write(Path file) throws IOException;
}
