package io.github.imednet.snowflake.parquet;

import java.util.Arrays;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * How pages are packed.
 *
 * @param level of ZSTD (1 to 22) or GZIP (1 to 9); 0 for 1 of ZSTD, 6 of GZIP
 */
public record Compression(CompressionCodecName codec, int level) {

    /** @throws IllegalArgumentException for a codec that nothing here writes */
    PageCompressor open() {
        return switch (codec) {
            case ZSTD -> new ZstdCompressor(level);
            case SNAPPY -> new SnappyCompressor();
            case GZIP -> new GzipCompressor(level);
            case UNCOMPRESSED -> (bytes, length) -> Arrays.copyOf(bytes, length);
            default -> throw new IllegalArgumentException("Pages cannot be compressed with " + codec);
        };
    }
}
