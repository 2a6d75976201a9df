package io.github.imednet.snowflake.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Finds the end of a file of lines without reading what is before it. */
final class LastLine {

    private static final int BLOCK = 8192;

    private LastLine() {}

    /** The bytes of the last line that has its newline, without it; none if there is no such line. */
    static byte[] of(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long end = start(file, file.length());
            return end == 0 ? new byte[0] : bytes(file, start(file, end - 1), end - 1);
        }
    }

    /** How many bytes the lines with a newline have; what follows was cut off. */
    static long wholeLines(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            return start(file, file.length());
        }
    }

    /** Where the line begins that ends before this position. */
    static long start(RandomAccessFile file, long lineEnd) throws IOException {
        byte[] block = new byte[BLOCK];
        for (long end = lineEnd; end > 0; end -= BLOCK) {
            int length = (int) Math.min(BLOCK, end);
            file.seek(end - length);
            file.readFully(block, 0, length);
            for (int i = length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return end - length + i + 1;
                }
            }
        }
        return 0;
    }

    static byte[] bytes(RandomAccessFile file, long start, long end) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(end - start)];
        file.seek(start);
        file.readFully(bytes);
        return bytes;
    }
}
