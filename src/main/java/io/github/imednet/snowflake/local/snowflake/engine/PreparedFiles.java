package io.github.imednet.snowflake.local.snowflake.engine;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Copies of staged files in a form that DuckDB reads, which only their owner can read. They stay until the session's
 * transaction ends, since what was copied in it may have to be copied again.
 */
final class PreparedFiles {

    /** What stands for bytes that are invalid: no charset's valid text has it without a high surrogate before it. */
    static final char INVALID = '\uDC00';

    private static final int BUFFER = 1 << 16;

    private final Path parent;
    private Path directory;

    /** @param parent made when a file is needed */
    PreparedFiles(Path parent) {
        this.parent = parent;
    }

    /** A new file, which is empty. */
    Path create() throws IOException {
        if (directory == null) {
            Files.createDirectories(parent);
            directory = Files.createTempDirectory(parent, "");
        }
        return Files.createTempFile(directory, "", "");
    }

    void delete() {
        if (directory != null) {
            Directories.delete(directory);
            directory = null;
        }
    }

    static Writer writer(Path file) throws IOException {
        return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    /**
     * The text of a staged file.
     *
     * @param compression Snowflake's name of it; AUTO finds gzip and Zstandard by the file's first bytes
     * @param replace whether each invalid sequence becomes U+FFFD; else it becomes {@link #INVALID}
     */
    static Reader reader(Path file, String compression, Charset charset, boolean replace) throws IOException {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(replace ? "\uFFFD" : String.valueOf(INVALID));
        InputStream plain = decompressed(file, compression);
        return Channels.newReader(Channels.newChannel(plain), decoder, BUFFER);
    }

    /** The bytes of a staged file, see {@link #reader}. */
    static InputStream decompressed(Path file, String compression) throws IOException {
        InputStream stored = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            return switch (compression.equals("AUTO") ? compression(stored) : compression) {
                case "GZIP" -> new GZIPInputStream(stored, BUFFER);
                case "ZSTD" -> new ZstdInputStream(stored);
                case "DEFLATE" -> new InflaterInputStream(stored);
                case "RAW_DEFLATE" -> new InflaterInputStream(stored, new Inflater(true));
                default -> stored;
            };
        } catch (IOException e) {
            stored.close();
            throw e;
        }
    }

    private static String compression(InputStream stored) throws IOException {
        stored.mark(4);
        byte[] first = stored.readNBytes(4);
        stored.reset();
        if (first.length > 1 && first[0] == 0x1f && first[1] == (byte) 0x8b) {
            return "GZIP";
        }
        return first.length == 4 && first[0] == 0x28 && first[1] == (byte) 0xb5 && first[2] == 0x2f
                && first[3] == (byte) 0xfd ? "ZSTD" : "NONE";
    }
}
