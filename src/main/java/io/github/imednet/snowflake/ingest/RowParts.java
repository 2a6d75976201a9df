package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.rows.RowChunk;
import io.github.imednet.snowflake.types.Column;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Files of about the target size from the rows of one or more sources. Each writer takes some rows at a time, from a
 * source of its own as long as there are enough of them.
 */
final class RowParts implements Iterator<FilePart>, Closeable {

    private static final int ROWS_AT_A_TIME = 1_000;

    private final List<OpenRows> sources;
    private final List<Column> columns;
    private final IngestSettings settings;
    private final int targetSize;
    private final AtomicInteger parts = new AtomicInteger();

    /** @param targetSize bytes of a file, about; 0 for one file of all rows, whatever the settings say */
    RowParts(List<OpenRows> sources, List<TargetColumn> targets, IngestSettings settings, int targetSize) {
        this.sources = sources;
        this.columns = targets.stream().map(TargetColumn::column).toList();
        this.settings = settings;
        this.targetSize = targetSize;
    }

    @Override
    public boolean hasNext() {
        return sources.stream().anyMatch(source -> !source.atEnd());
    }

    @Override
    public FilePart next() {
        int number = parts.getAndIncrement();
        return file -> write(file, number);
    }

    private long write(Path file, int number) throws IOException {
        OpenRows.Taken taken = take(number);
        if (taken == null) {
            return 0;
        }
        long rows = 0;
        try (RowFileWriter writer = new RowFileWriter(file, columns, settings)) {
            while (taken != null) {
                try (RowChunk chunk = taken.chunk()) {
                    writer.write(chunk, taken.positions());
                    rows += chunk.rows();
                }
                boolean full = targetSize > 0 && writer.size() >= targetSize;
                taken = full ? null : take(number);
            }
            writer.end();
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return rows;
    }

    private OpenRows.@Nullable Taken take(int number) throws IOException {
        for (int i = 0; i < sources.size(); i++) {
            OpenRows.Taken taken = sources.get((number + i) % sources.size()).take(ROWS_AT_A_TIME);
            if (taken != null) {
                return taken;
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        for (OpenRows source : sources) {
            source.close();
        }
    }
}
