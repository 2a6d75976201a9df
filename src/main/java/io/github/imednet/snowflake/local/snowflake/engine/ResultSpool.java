package io.github.imednet.snowflake.local.snowflake.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Takes a result's rows one by one. The first are kept for the answer itself; the others go to files, each twice as
 * large as the one before up to 16 MB, so that the first is there soon and none needs much memory.
 */
final class ResultSpool implements AutoCloseable {

    private static final JsonFactory JSON = new JsonFactory();
    private static final long INLINE_CHARACTERS = 256 * 1024;
    private static final long FIRST_CHUNK = 512 * 1024;
    private static final long LARGEST_CHUNK = 16 * 1024 * 1024;
    private static final int FILE_BUFFER = 64 * 1024;

    private final Path directory;
    private final List<List<String>> inline = new ArrayList<>();
    private final List<ResultChunk> chunks = new ArrayList<>();
    private long inlineCharacters;
    private long chunkSize = FIRST_CHUNK;
    private Path file;
    private CountingStream plain;
    private JsonGenerator json;
    private int rows;
    private int[] longest;
    private boolean finished;

    /** @param directory for this result's files; made when it is needed */
    ResultSpool(Path directory) {
        this.directory = directory;
    }

    void add(List<String> row) throws SqlFailure {
        try {
            if (inlineCharacters < INLINE_CHARACTERS) {
                inline.add(row);
                inlineCharacters += characters(row);
            } else {
                write(row);
            }
        } catch (IOException e) {
            throw Failures.internal("cannot write a chunk of a result", e);
        }
    }

    /** The result; its files stay from now on. */
    StatementResult finish(StatementType type, List<Column> columns) throws SqlFailure {
        try {
            endChunk();
        } catch (IOException e) {
            throw Failures.internal("cannot write a chunk of a result", e);
        }
        finished = true;
        return new StatementResult(type, columns, inline, chunks, null);
    }

    /** Deletes the files of a result that did not come to its end. */
    @Override
    public void close() throws SqlFailure {
        if (finished) {
            return;
        }
        try {
            endChunk();
        } catch (IOException e) {
            throw Failures.internal("cannot write a chunk of a result", e);
        } finally {
            Directories.delete(directory);
        }
    }

    private void write(List<String> row) throws IOException {
        if (json == null) {
            beginChunk(row.size());
        }
        json.writeStartArray();
        for (int i = 0; i < row.size(); i++) {
            String value = row.get(i);
            json.writeString(value);
            longest[i] = Math.max(longest[i], value == null ? 0 : value.length());
        }
        json.writeEndArray();
        rows++;
        if (plain.count >= chunkSize) {
            endChunk();
            chunkSize = Math.min(2 * chunkSize, LARGEST_CHUNK);
        }
    }

    private void beginChunk(int columns) throws IOException {
        Files.createDirectories(directory);
        file = directory.resolve(String.valueOf(chunks.size()));
        OutputStream stored = new BufferedOutputStream(Files.newOutputStream(file), FILE_BUFFER);
        plain = new CountingStream(new FastGzip(stored));
        json = JSON.createGenerator(plain).setPrettyPrinter(new MinimalPrettyPrinter(","));
        rows = 0;
        longest = new int[columns];
    }

    private void endChunk() throws IOException {
        if (json != null) {
            json.close();
            json = null;
            chunks.add(new ResultChunk(
                    file, rows, Files.size(file), plain.count, IntStream.of(longest).boxed().toList()));
        }
    }

    private static long characters(List<String> row) {
        long sum = 0;
        for (String value : row) {
            sum += value == null ? 0 : value.length();
        }
        return sum + row.size();
    }

    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out, FILE_BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static final class CountingStream extends OutputStream {

        private final OutputStream out;
        private long count;

        CountingStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
