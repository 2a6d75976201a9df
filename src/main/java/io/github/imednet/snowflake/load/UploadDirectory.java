package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.StagedFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * A directory with the files of one load and no others, so that one PUT with a wildcard sends just these. The files are
 * hard links where the file system has them, else copies; the staging directory keeps its own.
 */
@RouteBean
public final class UploadDirectory {

    /** @return the directory, inside the run's own part of the staging directory */
    public Path fill(@Body Load load, @ExchangeProperty("workDirectory") Path work) throws IOException {
        Path directory = Files.createTempDirectory(work, "upload-");
        for (StagedFile file : load.files()) {
            requireThere(file);
            linkOrCopy(file.path(), directory.resolve(file.name()));
        }
        return directory;
    }

    /**
     * File systems without hard links say so in many ways: "Operation not permitted", "Invalid cross-device link", "Too
     * many links". Where a copy fails too, its failure is the one that counts.
     */
    private static void linkOrCopy(Path file, Path entry) throws IOException {
        try {
            Files.createLink(entry, file);
        } catch (IOException | UnsupportedOperationException noLink) {
            try {
                Files.copy(file, entry);
            } catch (IOException e) {
                e.addSuppressed(noLink);
                throw e;
            }
        }
    }

    /** A resumed run does not make files again whose rows were in the table; now they are not. */
    private static void requireThere(StagedFile file) {
        if (Files.notExists(file.path())) {
            throw new ExportConfigurationException(List.of("The table has lost the rows of batch " + file.batchId()
                    + " since the run loaded them, and its file is gone: export the study anew"));
        }
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
