package io.github.imednet.snowflake.rows;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads UTF-8, without the mark that some programs put before it. For bytes that are none it gives
 * {@link Texts#INVALID}: the field that they are in is then found not to be text, and can be named, where a decoder
 * knows neither row nor column.
 */
final class Utf8Reader extends Reader {

    private static final int BUFFER = 1 << 16;
    private static final int START = 4;

    private final InputStream input;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
    private boolean atEnd;

    /** @throws IngestException if the text is in UTF-16 or UTF-32 */
    Utf8Reader(InputStream input, String name) throws IOException {
        this.input = input;
        while (!atEnd && bytes.remaining() < START) {
            fill();
        }
        requireUtf8(name);
        if (begins(0xEF, 0xBB, 0xBF)) {
            bytes.position(3);
        }
    }

    /** Both begin with their mark, or with a letter of the Latin alphabet, half of which is zero. */
    private void requireUtf8(String name) {
        boolean isWide = begins(0xFE, 0xFF) || begins(0xFF, 0xFE)
                || bytes.limit() > 1 && (bytes.get(0) == 0 || bytes.get(1) == 0);
        if (isWide) {
            throw new IngestException(name + " is in UTF-16 or UTF-32: save it as UTF-8");
        }
    }

    private boolean begins(int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.limit() || (bytes.get(i) & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        CharBuffer characters = CharBuffer.wrap(target, offset, length).slice();
        while (true) {
            CoderResult result = decoder.decode(bytes, characters, atEnd);
            if (result.isError()) {
                if (!characters.hasRemaining()) {
                    return length;
                }
                bytes.position(bytes.position() + result.length());
                characters.put(Texts.INVALID);
            } else if (result.isOverflow() && length == 1 && characters.hasRemaining()) {
                throw new IOException("A single character cannot be read at a surrogate pair");
            } else if (characters.position() > 0 && (result.isOverflow() || characters.position() > length / 2)) {
                return characters.position();
            } else if (atEnd) {
                return characters.position() == 0 ? -1 : characters.position();
            } else {
                fill();
            }
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int read = input.read(bytes.array(), bytes.position(), bytes.remaining());
        atEnd = read < 0;
        bytes.position(bytes.position() + Math.max(0, read));
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
