package io.github.imednet.snowflake.parquet;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A stream as Parquet's writer takes it, which asks for positions; the stream itself stays open. */
public record StreamFile(OutputStream output) implements OutputFile {

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return new CountedStream(output);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    private static final class CountedStream extends PositionOutputStream {

        private final OutputStream output;
        private long position;

        private CountedStream(OutputStream output) {
            this.output = output;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int value) throws IOException {
            output.write(value);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            output.write(bytes, offset, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            output.flush();
        }

        @Override
        public void close() throws IOException {
            output.flush();
        }
    }
}
