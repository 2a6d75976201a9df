package io.github.imednet.snowflake.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers before the blocks of an Avro file. */
class AvroBlocksTest {

    private static final int MARK = 16;

    @TempDir
    Path directory;

    @Test
    void numbersAreReadOnWhereAChannelReadsLessThanThereIs() throws Exception {
        byte[] blocks = new byte[2 * (2 + 1 + MARK)];
        for (int block : new int[] {0, 2 + 1 + MARK}) {
            blocks[block] = 6; // 3 records
            blocks[block + 1] = 2; // a byte
        }
        Path file = Files.write(directory.resolve("slow.avro"), blocks);

        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            assertThat(AvroBlocks.of("slow.avro", byteByByte(channel), 0)).isEqualTo(new AvroBlocks(6, 0));
        }
    }

    @Test
    void aLengthBeyondAllFilesIsDamagedAndNamesTheFile() throws Exception {
        byte[] block = new byte[40];
        block[0] = 2;
        Arrays.fill(block, 1, 10, (byte) -1);
        block[1] = (byte) -2; // an even number: not a negative length
        block[10] = 1;
        Path file = Files.write(directory.resolve("long.avro"), block);

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> AvroBlocks.of(file, 0))
                .withMessageContaining("long.avro is truncated or damaged: the block that follows row 0 is not whole");
    }

    private static SeekableByteChannel byteByByte(SeekableByteChannel channel) {
        return (SeekableByteChannel) Proxy.newProxyInstance(
                AvroBlocksTest.class.getClassLoader(),
                new Class<?>[] {SeekableByteChannel.class},
                (proxy, method, arguments) -> {
                    Object result = method.getName().equals("read")
                            ? readOne(channel, (ByteBuffer) arguments[0])
                            : method.invoke(channel, arguments);
                    return result == channel ? proxy : result;
                });
    }

    private static int readOne(SeekableByteChannel channel, ByteBuffer bytes) throws IOException {
        int read = channel.read(bytes.slice(bytes.position(), 1));
        bytes.position(bytes.position() + Math.max(0, read));
        return read;
    }
}
