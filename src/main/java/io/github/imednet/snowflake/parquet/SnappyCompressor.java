package io.github.imednet.snowflake.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.xerial.snappy.Snappy;

/** Snappy's raw format, without frames. */
final class SnappyCompressor implements PageCompressor {

    private byte[] packed = new byte[0];

    @Override
    public byte[] compress(byte[] bytes, int length) throws IOException {
        int most = Snappy.maxCompressedLength(length);
        if (packed.length < most) {
            packed = new byte[most];
        }
        return Arrays.copyOf(packed, Snappy.compress(bytes, 0, length, packed, 0));
    }
}
