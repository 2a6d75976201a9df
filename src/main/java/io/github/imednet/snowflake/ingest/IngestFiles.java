package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.RouteBean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;

/**
 * Hands files from stage to stage: written, sent, copied, all three at the same time. A writer keeps its place until
 * its file is being sent, so that no more files wait on the disk than there are writers.
 */
@RouteBean
public final class IngestFiles {

    /** What is to be written, as long as a writer is free and nothing has failed; waits for one. */
    public Iterator<FilePart> parts(
            @ExchangeProperty("ingestion") Ingestion ingestion, @ExchangeProperty("tableIngest") TableIngest table) {
        return new Iterator<>() {
            /** Once told that there is a next one, Camel's splitter would end early if there were none. */
            private boolean promised;

            @Override
            public synchronized boolean hasNext() {
                promised = promised || !ingestion.hasFailed() && table.parts().hasNext();
                return promised;
            }

            @Override
            public synchronized FilePart next() {
                promised = false;
                ingestion.writers().acquireUninterruptibly();
                return table.parts().next();
            }
        };
    }

    /**
     * Writes one file.
     *
     * @return null if nothing was left to write; else a place among those that send is taken
     */
    public @Nullable Object write(
            @ExchangeProperty("ingestion") Ingestion ingestion,
            @ExchangeProperty("tableIngest") TableIngest table,
            @Body FilePart part)
            throws IOException {
        try {
            Path path = ingestion.directory().path().resolve(table.nextFileName());
            long rows = ingestion.hasFailed() ? 0 : part.write(path);
            if (rows == 0) {
                Files.deleteIfExists(path);
                return null;
            }
            IngestFile file = new IngestFile(path, rows, Files.size(path));
            table.written(file);
            ingestion.uploads().acquireUninterruptibly();
            return new IngestLoad(ingestion.folder(), List.of(file));
        } finally {
            ingestion.writers().release();
        }
    }

    /** However the sending ended. */
    public void leave(@ExchangeProperty("ingestion") Ingestion ingestion) {
        ingestion.uploads().release();
    }

    /** Deletes here what is on the stage, and lets it be copied. */
    public void arrived(
            @ExchangeProperty("ingestion") Ingestion ingestion,
            @ExchangeProperty("tableIngest") TableIngest table,
            @Body IngestLoad sent)
            throws IOException {
        ingestion.sent();
        for (IngestFile file : sent.files()) {
            Files.delete(file.path());
            table.copies().add(file);
        }
    }

    /** No file comes any more. */
    public void allArrived(@ExchangeProperty("tableIngest") TableIngest table) {
        table.copies().close();
    }

    /** Files for a COPY, or null if there are none or those that copy will take them. */
    public @Nullable Object firstToCopy(
            @ExchangeProperty("ingestion") Ingestion ingestion, @ExchangeProperty("tableIngest") TableIngest table) {
        return load(ingestion, table.copies().begin());
    }

    /** Files that came while others were copied, or null. */
    public @Nullable Object nextToCopy(
            @ExchangeProperty("ingestion") Ingestion ingestion, @ExchangeProperty("tableIngest") TableIngest table) {
        return ingestion.hasFailed() ? null : load(ingestion, table.copies().next());
    }

    private static @Nullable IngestLoad load(Ingestion ingestion, @Nullable List<IngestFile> files) {
        return files == null ? null : new IngestLoad(ingestion.folder(), files);
    }

    /** COPY has loaded the files whole. */
    public void copied(@ExchangeProperty("tableIngest") TableIngest table, @Body IngestLoad copied) {
        table.copied(copied.rows());
    }
}
