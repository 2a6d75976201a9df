package io.github.imednet.snowflake.batch;

import java.nio.file.Path;

/** A run as far as the files of its batches need it. */
public interface StagingRun {

    /** Where the batches' files are until the run ends, or longer if the user named the directory. */
    Path stagingDirectory();
}
