package io.github.imednet.snowflake.kamelet;

import io.github.imednet.snowflake.config.SystemErrors;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Avro records on the disk instead of in memory, in the temporary directory. Only this user can read the file, and on
 * POSIX systems it has no name from its beginning on: it is gone with the process, however that ends.
 */
final class AvroSpool implements Closeable {

    private final Schema schema;
    private final FileChannel file;
    private final OutputStream out;
    private final BinaryEncoder encoder;
    private final GenericDatumWriter<GenericRecord> writer;

    AvroSpool(Schema schema) throws IOException {
        this.schema = schema;
        this.file = FileChannel.open(
                Files.createTempFile("imednet-list-", ""),
                StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        this.out = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
        this.encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        this.writer = new GenericDatumWriter<>(schema);
    }

    /** @throws UncheckedIOException if there is no room for it: asking the API again would not help */
    void write(GenericRecord item) {
        try {
            writer.write(item, encoder);
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private static UncheckedIOException noRoom(IOException failure) {
        return new UncheckedIOException(
                "The temporary directory cannot take the list: " + SystemErrors.reason(failure), failure);
    }

    /** Reads from the beginning. @param records how many were written */
    Iterator<GenericRecord> read(int records) {
        try {
            out.flush();
        } catch (IOException e) {
            throw noRoom(e);
        }
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new FromBeginning(), null);
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(schema);
        return new Iterator<>() {
            private int left = records;

            @Override
            public boolean hasNext() {
                return left > 0;
            }

            @Override
            public GenericRecord next() {
                if (left == 0) {
                    throw new NoSuchElementException();
                }
                left--;
                try {
                    return reader.read(null, decoder);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** At a position of its own, so that several may read at the same time. */
    private final class FromBeginning extends InputStream {

        private long position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = file.read(ByteBuffer.wrap(bytes, offset, length), position);
            position += Math.max(0, read);
            return read;
        }
    }
}
