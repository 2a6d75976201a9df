package io.github.imednet.snowflake.query;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.QuerySettings;
import io.github.imednet.snowflake.config.RouteBean;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/**
 * Writes a result to a stream, or to a file that is there when it is whole and not before. What is at the file's path
 * stays what it is: a link leads to the file as before, and a pipe or a device gets the rows as they come.
 */
@RouteBean
public final class ResultWriter {

    private static final int MOST_LINKS = 40;
    private static final List<Path> OPENED_ELSEWHERE = List.of(Path.of("/dev"), Path.of("/proc"));

    private final QuerySettings settings;

    public ResultWriter(QuerySettings settings) {
        this.settings = settings;
    }

    /**
     * Lets a format and a place pass that rows can be written in and to. To be asked before the statement is run: it
     * may change something, and whoever corrects a mistake in these would run it twice.
     *
     * @param format a {@link ResultFormat} in any case
     * @param file where to, or null for the stream
     * @return the format
     * @throws ExportConfigurationException if the format is none, there is neither file nor stream, or the file cannot
     *     be made there
     */
    public ResultFormat check(
            @Header("format") String format,
            @Header("outputFile") @Nullable String file,
            @Header("outputStream") @Nullable OutputStream stream)
            throws IOException {
        ResultFormat as = ResultFormat.of(format);
        requirePlace(file, stream);
        return as;
    }

    private static void requirePlace(@Nullable String file, @Nullable OutputStream stream) throws IOException {
        if (file != null) {
            requirePlace(Path.of(file).toAbsolutePath());
        } else if (stream == null) {
            throw new ExportConfigurationException(
                    List.of("There is nowhere to write to: set the header outputFile or outputStream"));
        }
    }

    /**
     * Writes all rows and closes them.
     *
     * @param format that {@link #check} has let pass
     * @param file where to; readable by its owner alone. An older file is replaced when the new one is complete
     * @param stream where to if there is no file; it is flushed and stays open
     * @return how many rows
     * @throws QueryException if the rest of the rows cannot be read
     * @throws ExportConfigurationException if the file cannot be made there any more
     */
    public long write(
            @Body QueryRows rows,
            @ExchangeProperty("resultFormat") ResultFormat format,
            @Header("outputFile") @Nullable String file,
            @Header("outputStream") @Nullable OutputStream stream)
            throws IOException {
        try (rows) {
            requirePlace(file, stream);
            return file == null
                    ? write(rows, format, Objects.requireNonNull(stream))
                    : write(rows, format, Path.of(file).toAbsolutePath());
        }
    }

    private static void requirePlace(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new ExportConfigurationException(List.of("The output file " + path + " is a folder"));
        }
        if (isWrittenInPlace(path)) {
            return;
        }
        Path file = target(path);
        Path folder = Objects.requireNonNull(file.getParent());
        if (!Files.isDirectory(folder)) {
            throw new ExportConfigurationException(List.of("The folder of the output file " + file + " is missing"));
        }
        if (!Files.isWritable(folder)) {
            throw new ExportConfigurationException(
                    List.of("The folder of the output file " + file + " cannot be written to"));
        }
    }

    private long write(QueryRows rows, ResultFormat format, OutputStream stream) throws IOException {
        long count = format.write(rows, stream, settings.timestampUnit());
        stream.flush();
        return count;
    }

    private long write(QueryRows rows, ResultFormat format, Path path) throws IOException {
        if (isWrittenInPlace(path)) {
            try (OutputStream output = Files.newOutputStream(path, StandardOpenOption.APPEND)) {
                return write(rows, format, output);
            }
        }
        return replace(rows, format, target(path));
    }

    /** Also a regular file that {@code /dev/stdout} is: the shell has opened it, and may have it go on at its end. */
    private static boolean isWrittenInPlace(Path path) {
        return Files.exists(path)
                && (!Files.isRegularFile(path) || OPENED_ELSEWHERE.stream().anyMatch(path.normalize()::startsWith));
    }

    /** Where a link leads to, also one to a file that is yet to be made. */
    private static Path target(Path path) throws IOException {
        Path target = path;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new ExportConfigurationException(List.of("The link " + path + " leads nowhere"));
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private long replace(QueryRows rows, ResultFormat format, Path file) throws IOException {
        Path unfinished = Files.createTempFile(
                file.getParent(), "." + file.getFileName() + "-", ".incomplete", ownerOnly());
        try {
            long count;
            try (OutputStream output = Files.newOutputStream(unfinished)) {
                count = write(rows, format, output);
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
