package io.github.imednet.snowflake.rows;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.parquet.io.DelegatingSeekableInputStream;

/**
 * A file's bytes, read a block at a time: where bytes are copied, Parquet's own LocalInputFile reads them one by one.
 */
public final class FileBlocks extends DelegatingSeekableInputStream {

    private final FileChannel channel;

    public FileBlocks(Path file) throws IOException {
        this(FileChannel.open(file, StandardOpenOption.READ));
    }

    private FileBlocks(FileChannel channel) {
        super(Channels.newInputStream(channel));
        this.channel = channel;
    }

    @Override
    public long getPos() throws IOException {
        return channel.position();
    }

    @Override
    public void seek(long position) throws IOException {
        channel.position(position);
    }
}
