package io.github.imednet.snowflake.local.imednet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The entities of a gzip'd file of newline-delimited JSON. They lie inflated in a temporary file, with commas for line
 * ends, so that a page is one copy; on the heap is only where each begins.
 */
final class FileRows implements Rows {

    private static final int BUFFER = 1 << 16;

    private static final int SEGMENT = 1 << 30;
    private static final int LONGEST_PAGE = 1 << 28;

    private final int segment;
    private final List<MappedByteBuffer> segments;
    private final long[] starts;
    private final Optional<String> ascendingBy;
    private LatestChanges changes;

    private FileRows(int segment, List<MappedByteBuffer> segments, long[] starts, String id) throws IOException {
        this.segment = segment;
        this.segments = segments;
        this.starts = starts;
        this.ascendingBy = ascends(id) ? Optional.of(id) : Optional.empty();
    }

    static FileRows open(Path compressed, String id) throws IOException {
        return open(compressed, id, SEGMENT, LONGEST_PAGE);
    }

    /** @param segment how many bytes of the file, and a page more, are mapped at a time: no buffer is over 2 GB */
    static FileRows open(Path compressed, String id, int segment, int longestPage) throws IOException {
        Path temporary = Files.createTempFile("imednet-", ".json");
        // Mapped memory outlives the channel and the file's name, and no interrupted request can close it.
        try (FileChannel inflated = FileChannel.open(temporary,
                        StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
                InputStream file = Files.newInputStream(compressed);
                InputStream lines = new GZIPInputStream(file, BUFFER)) {
            long[] starts = inflate(lines, inflated);
            return new FileRows(segment, map(inflated, segment, longestPage), starts, id);
        } catch (IOException e) {
            throw new IOException("cannot read " + compressed + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int count() {
        return starts.length - 1;
    }

    @Override
    public void write(int first, int count, JsonBuffer out) {
        if (count > 0) {
            long start = starts[first];
            int length = Math.toIntExact(starts[first + count] - start - 1);
            out.raw(segments.get((int) (start / segment)), (int) (start % segment), length);
        }
    }

    @Override
    public synchronized int nextChanged(int position, String time) throws IOException {
        if (changes == null) {
            changes = LatestChanges.of(this);
        }
        return changes.next(position, time);
    }

    @Override
    public Optional<String> ascendingBy() {
        return ascendingBy;
    }

    private boolean ascends(String id) throws IOException {
        RowReader reader = new RowReader(Set.of(id));
        JsonBuffer entity = new JsonBuffer(4096);
        Object previous = null;
        boolean ascends = true;
        for (int position = 0; position < count(); position++) {
            write(position, 1, entity.clear());
            Object next = reader.read(entity).get(id);
            ascends &= next != null && (previous == null || Sort.compare(previous, next) < 0);
            previous = next;
        }
        return ascends;
    }

    private static long[] inflate(InputStream in, FileChannel out) throws IOException {
        EntityLines lines = new EntityLines();
        byte[] chunk = new byte[BUFFER];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            write(chunk, lines.rewrite(chunk, length), out);
        }
        if (lines.unfinished()) {
            chunk[0] = '\n';
            write(chunk, lines.rewrite(chunk, 1), out);
        }
        return lines.starts();
    }

    private static void write(byte[] bytes, int count, FileChannel out) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, count);
        while (rest.hasRemaining()) {
            out.write(rest);
        }
    }

    private static List<MappedByteBuffer> map(FileChannel inflated, int segment, int longestPage) throws IOException {
        List<MappedByteBuffer> segments = new ArrayList<>();
        for (long start = 0; start < inflated.size(); start += segment) {
            long length = Math.min((long) segment + longestPage, inflated.size() - start);
            segments.add(inflated.map(FileChannel.MapMode.READ_ONLY, start, length));
        }
        return segments;
    }
}
