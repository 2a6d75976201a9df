package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.LoadFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;

/**
 * What one PUT sends: a file by its own path, or several by a directory with these and no others, and a wildcard. There
 * they are hard links where the file system has them, else copies; the staging directory keeps its own.
 */
@RouteBean
public final class UploadDirectory {

    /** @return the directory, inside the run's own part of the staging directory; null where one file needs none */
    public @Nullable Path fill(@Body LoadFiles load, @ExchangeProperty("workDirectory") Path work) throws IOException {
        load.files().forEach(UploadDirectory::requireThere);
        if (load.files().size() == 1) {
            return null;
        }
        Path directory = Files.createTempDirectory(work, "upload-");
        for (LoadFile file : load.files()) {
            linkOrCopy(file.path(), directory.resolve(file.name()));
        }
        return directory;
    }

    /**
     * The PUT. OVERWRITE, because files are only sent that are not loaded, so that what an upload cut off in the middle
     * left on the stage is not taken for the file. SOURCE_COMPRESSION has, as documented, no value for Parquet; without
     * it the driver reads each file to find out what it is, by a list of types that it takes long to load.
     */
    public String put(@Body LoadFiles load, @ExchangeProperty("uploadDirectory") Path directory) {
        String files = directory == null
                ? load.files().get(0).path().toUri().getPath()
                : directory.toUri().getPath() + "*.parquet";
        return "PUT " + Sql.text("file://" + files) + ' ' + Sql.text(load.folder().location())
                + " SOURCE_COMPRESSION = NONE AUTO_COMPRESS = FALSE OVERWRITE = TRUE PARALLEL = 8";
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
    private static void requireThere(LoadFile file) {
        if (Files.notExists(file.path())) {
            throw new ExportConfigurationException(List.of(file.about() + "the table has lost the rows since the run"
                    + " loaded them, and the file " + file.name() + " is gone: export the study again"));
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
