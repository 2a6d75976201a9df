package io.github.imednet.snowflake.query;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.QuerySettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** Writes a result to a stream, or to a file that is there when it is whole and not before. */
public final class ResultWriter {

    private final QuerySettings settings;

    public ResultWriter(QuerySettings settings) {
        this.settings = settings;
    }

    /**
     * Writes all rows and closes them.
     *
     * @param format a {@link ResultFormat} in any case
     * @param file where to; readable by its owner alone. An older file gives way when the new one is complete
     * @param stream where to if there is no file; it is flushed and stays open
     * @return how many rows
     * @throws QueryException if the rest of the rows cannot be read
     */
    public long write(
            @Body QueryRows rows,
            @Header("format") String format,
            @Header("outputFile") String file,
            @Header("outputStream") OutputStream stream)
            throws IOException {
        try (rows) {
            ResultFormat as = ResultFormat.of(format);
            if (file != null) {
                return writeFile(rows, as, Path.of(file).toAbsolutePath());
            }
            if (stream == null) {
                throw new QueryException(
                        "There is nowhere to write to: set the header outputFile or outputStream", null);
            }
            long count = as.write(rows, stream, settings.timestampUnit());
            stream.flush();
            return count;
        }
    }

    private long writeFile(QueryRows rows, ResultFormat format, Path file) throws IOException {
        if (!Files.isDirectory(file.getParent())) {
            throw new ExportConfigurationException(
                    List.of("The folder of the output file " + file + " is not there"));
        }
        Path unfinished = Files.createTempFile(
                file.getParent(), "." + file.getFileName() + "-", ".incomplete", ownerOnly());
        try {
            long count;
            try (OutputStream output = Files.newOutputStream(unfinished)) {
                count = format.write(rows, output, settings.timestampUnit());
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return count;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
