package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.CopyAnswer;
import io.github.imednet.snowflake.load.SqlAnswer;
import io.github.imednet.snowflake.rows.IngestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

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
    public Object write(
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
            return file;
        } finally {
            ingestion.writers().release();
        }
    }

    /**
     * Checks that the file is on the stage, and deletes it here.
     *
     * @param answer the rows of the PUT
     */
    public void sent(
            @ExchangeProperty("ingestion") Ingestion ingestion,
            @ExchangeProperty("ingestFile") IngestFile file,
            @Variable("answer") Object answer)
            throws IOException {
        boolean uploaded = SqlAnswer.of(answer).rows().stream()
                .anyMatch(row -> "UPLOADED".equals(row.text("status")) && file.name().equals(row.text("target")));
        if (!uploaded) {
            throw new IngestException("PUT did not upload " + file.name());
        }
        ingestion.sent();
        Files.delete(file.path());
    }

    /** However the sending ended. */
    public void leave(@ExchangeProperty("ingestion") Ingestion ingestion) {
        ingestion.uploads().release();
    }

    public void arrived(
            @ExchangeProperty("tableIngest") TableIngest table, @ExchangeProperty("ingestFile") IngestFile file) {
        table.copies().add(file);
    }

    /** No file comes any more. */
    public void allArrived(@ExchangeProperty("tableIngest") TableIngest table) {
        table.copies().close();
    }

    /** Files for a COPY, or null if there are none or those that copy will take them. */
    public Object firstToCopy(@ExchangeProperty("tableIngest") TableIngest table) {
        return table.copies().begin();
    }

    /** Files that came while others were copied, or null. */
    public Object nextToCopy(
            @ExchangeProperty("ingestion") Ingestion ingestion, @ExchangeProperty("tableIngest") TableIngest table) {
        return ingestion.hasFailed() ? null : table.copies().next();
    }

    /**
     * Checks that COPY loaded every one of the files, whole, and no other.
     *
     * @param answer the rows of the COPY
     */
    public void copied(
            @ExchangeProperty("tableIngest") TableIngest table,
            @Body List<IngestFile> files,
            @Variable("answer") Object answer) {
        Map<String, Long> rows = new LinkedHashMap<>();
        files.forEach(file -> rows.put(file.name(), file.rows()));
        CopyAnswer.check(rows, file -> "", answer);
        table.copied(files.stream().mapToLong(IngestFile::rows).sum());
    }
}
