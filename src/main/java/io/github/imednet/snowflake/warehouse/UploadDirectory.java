package io.github.imednet.snowflake.warehouse;

import io.github.imednet.snowflake.model.StagedFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * A directory with the files of one load and no others, so that one PUT with a wildcard sends just these. The files are
 * hard links where the file system has them, else copies; the staging directory keeps its own.
 */
public final class UploadDirectory {

    /** @return the directory, inside the staging directory */
    public Path fill(@Body Load load, @ExchangeProperty("stagingDirectory") Path staging) throws IOException {
        Path directory = Files.createTempDirectory(staging, ".upload-");
        for (StagedFile file : load.files()) {
            Path entry = directory.resolve(file.name());
            try {
                Files.createLink(entry, file.path());
            } catch (UnsupportedOperationException e) {
                Files.copy(file.path(), entry);
            }
        }
        return directory;
    }

    /** Removes the directory and what is in it; does nothing if there is none. */
    public void remove(@ExchangeProperty("uploadDirectory") Path directory) throws IOException {
        if (directory == null || Files.notExists(directory)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                Files.delete(entry);
            }
        }
        Files.delete(directory);
    }
}
