package io.github.imednet.snowflake.rows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.file.DataFileConstants;

/**
 * What the numbers before the blocks of an Avro file say. Avro's reader passes over them: at a block that is cut off,
 * and at one without records, it says that there are no more records.
 *
 * @param records of all blocks
 * @param withoutRecords how many blocks have none
 */
record AvroBlocks(long records, int withoutRecords) {

    /** Bytes of the two numbers before a block: of its records, and of their bytes. */
    private static final int MOST_OF_NUMBERS = 20;

    /**
     * Goes from block to block without reading the records.
     *
     * @param start where the first block begins, in bytes
     * @throws IngestException if the file does not end where a block does
     */
    static AvroBlocks of(Path file, long start) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return of(file.getFileName().toString(), channel, start);
        }
    }

    static AvroBlocks of(String name, SeekableByteChannel channel, long start) throws IOException {
        long records = 0;
        int withoutRecords = 0;
        ByteBuffer numbers = ByteBuffer.allocate(MOST_OF_NUMBERS);
        for (long place = start; place < channel.size(); ) {
            fill(numbers.clear(), channel.position(place));
            long count = number(numbers);
            long length = number(numbers);
            place += numbers.position() + DataFileConstants.SYNC_SIZE;
            // Not by a sum, which a damaged length would bring beyond 64 bits.
            if (count < 0 || length < 0 || length > channel.size() - place) {
                throw new IngestException(name + " is truncated or damaged: the block that follows row " + records
                        + " is not whole. Get the file anew");
            }
            place += length;
            records += count;
            withoutRecords += count == 0 ? 1 : 0;
        }
        return new AvroBlocks(records, withoutRecords);
    }

    /** A channel may read less than there is, such as that of a file in the network. */
    private static void fill(ByteBuffer bytes, SeekableByteChannel channel) throws IOException {
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes);
        }
        bytes.flip();
    }

    /**
     * In Avro's encoding: seven bits in a byte, the lowest first, and the sign in the lowest of all.
     *
     * @return -1 where the bytes end before the number does
     */
    private static long number(ByteBuffer bytes) {
        long bits = 0;
        for (int shift = 0; bytes.hasRemaining(); shift += 7) {
            byte next = bytes.get();
            bits |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return bits >>> 1 ^ -(bits & 1);
            }
        }
        return -1;
    }
}
