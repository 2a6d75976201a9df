package io.github.imednet.snowflake.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** GZIP at any level. */
record GzipCompressor(int level) implements PageCompressor {

    private static final int MOST = 9;

    @Override
    public byte[] compress(byte[] bytes, int length) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(length / 2 + 64);
        try (Stream gzip = new Stream(packed, level == 0 ? Deflater.DEFAULT_COMPRESSION : Math.min(level, MOST))) {
            gzip.write(bytes, 0, length);
        }
        return packed.toByteArray();
    }

    private static final class Stream extends GZIPOutputStream {

        private Stream(OutputStream output, int level) throws IOException {
            super(output);
            def.setLevel(level);
        }
    }
}
