package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.rows.IngestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** A file as it was before anything of it was read. */
record FileState(Path file, long bytes, FileTime modified) {

    static FileState of(Path file) throws IOException {
        return new FileState(file, Files.size(file), Files.getLastModifiedTime(file));
    }

    /** @throws IngestException if somebody has written to the file: its columns and rows may be others now */
    void requireUnchanged() throws IOException {
        if (!equals(of(file))) {
            throw new IngestException(file.getFileName() + " was changed while it was read: ingest it when it is"
                    + " whole");
        }
    }
}
