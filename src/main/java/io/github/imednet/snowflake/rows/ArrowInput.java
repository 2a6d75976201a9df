package io.github.imednet.snowflake.rows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageChannelReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What Arrow's library reads an IPC file or stream with.
 *
 * @param schema as the file has it; where the library lacks a type, its vectors have another one
 */
record ArrowInput(ArrowReader reader, Schema schema) {

    private static final byte[] FILE_MARK = {'A', 'R', 'R', 'O', 'W', '1'};

    /** Bytes of the mark with what fills them up; behind them a file goes on as a stream does. */
    private static final int LENGTH_OF_MARK = 8;

    /** The file's format has a mark at its beginning, the stream's has none. */
    static ArrowInput open(Path file, BufferAllocator allocator) throws IOException {
        byte[] start = new byte[FILE_MARK.length];
        try (InputStream bytes = Files.newInputStream(file)) {
            bytes.readNBytes(start, 0, start.length);
        }
        boolean isFile = Arrays.equals(start, FILE_MARK);
        ArrowInput input = isFile ? ofFile(file, allocator) : null;
        return input == null ? ofStream(file, isFile ? LENGTH_OF_MARK : 0, allocator) : input;
    }

    /** Null for a file with a type that the library does not read from a footer. */
    private static @Nullable ArrowInput ofFile(Path file, BufferAllocator allocator) throws IOException {
        FileReader reader = new FileReader(Files.newByteChannel(file), allocator);
        try {
            reader.getVectorSchemaRoot();
            return new ArrowInput(reader, reader.schema);
        } catch (IllegalArgumentException e) {
            reader.close();
            return null;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static ArrowInput ofStream(Path file, long from, BufferAllocator allocator) throws IOException {
        SeekableByteChannel bytes = Files.newByteChannel(file).position(from);
        StreamReader reader = new StreamReader(new MessageChannelReader(new ReadChannel(bytes), allocator), allocator);
        try {
            reader.getVectorSchemaRoot();
            return new ArrowInput(reader, reader.schema);
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static final class FileReader extends ArrowFileReader {

        @SuppressWarnings("NullAway.Init") // set by readSchema
        private Schema schema;

        private FileReader(SeekableByteChannel channel, BufferAllocator allocator) {
            super(channel, allocator, CommonsCompressionFactory.INSTANCE);
        }

        @Override
        protected Schema readSchema() throws IOException {
            schema = super.readSchema();
            return schema;
        }
    }

    private static final class StreamReader extends ArrowStreamReader {

        private final MessageChannelReader messages;
        @SuppressWarnings("NullAway.Init") // set by readSchema
        private Schema schema;

        private StreamReader(MessageChannelReader messages, BufferAllocator allocator) {
            super(messages, allocator, CommonsCompressionFactory.INSTANCE);
            this.messages = messages;
        }

        @Override
        protected Schema readSchema() throws IOException {
            schema = ArrowSchemas.read(messages.readNext());
            return ArrowSchemas.readable(schema);
        }
    }
}
