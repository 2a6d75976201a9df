package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.load.LoadFiles;
import io.github.imednet.snowflake.load.StageFolder;
import java.util.List;

/** Files of an ingestion: one that is sent, or those that wait for the same COPY. */
public record IngestLoad(StageFolder folder, List<IngestFile> files) implements LoadFiles {

    public IngestLoad {
        files = List.copyOf(files);
    }

    long rows() {
        return files.stream().mapToLong(IngestFile::rows).sum();
    }
}
