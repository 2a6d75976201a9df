package io.github.imednet.snowflake.journal;

import io.github.imednet.snowflake.batch.OwnerOnly;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A manifest to which others than exports append lines, each chained to the one before it. */
public final class ManifestFile {

    private static final Object ONE_AT_A_TIME = new Object();

    private final Path path;

    /** @param path may be missing, as may be its directory; both are made for their owner alone */
    public ManifestFile(Path path) {
        this.path = path.toAbsolutePath().normalize();
        if (Files.isDirectory(this.path)) {
            throw new ExportConfigurationException(
                    List.of("The manifest " + path + " is a directory: name a file"));
        }
    }

    /**
     * Appends a line. Lines of one process wait for each other; another one must not write the file at the same time.
     *
     * @param fields in their order; {@code previous} is not among them
     */
    public void append(Map<String, ?> fields) throws IOException {
        if (fields.isEmpty() || fields.containsKey(HashChain.PREVIOUS)) {
            throw new IllegalArgumentException("A line of a manifest has one field at least, and its field "
                    + HashChain.PREVIOUS + " is not given");
        }
        synchronized (ONE_AT_A_TIME) {
            make();
            String line = HashChain.after(path).next(fields);
            Files.write(path, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        }
    }

    private void make() throws IOException {
        OwnerOnly.directory(Objects.requireNonNull(path.getParent()));
        try {
            Files.createFile(path, OwnerOnly.file());
        } catch (FileAlreadyExistsException e) {
            // so much the better: the line follows those that are there
        }
    }
}
