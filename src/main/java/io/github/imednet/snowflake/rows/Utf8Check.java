package io.github.imednet.snowflake.rows;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Whether bytes are text in UTF-8. Those of ASCII are told at once. */
final class Utf8Check {

    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer characters = CharBuffer.allocate(1 << 12);

    /** @param ends of each of the texts, which lie one behind the other from 0 */
    boolean isValid(byte[] bytes, int[] ends, int count) {
        int length = count == 0 ? 0 : ends[count - 1];
        if (isAscii(bytes, 0, length)) {
            return true;
        }
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (!isAscii(bytes, start, ends[i]) && !isUtf8(bytes, start, ends[i])) {
                return false;
            }
            start = ends[i];
        }
        return true;
    }

    private static boolean isAscii(byte[] bytes, int start, int end) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int i = start;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            if ((buffer.getLong(i) & HIGHEST_BITS) != 0) {
                return false;
            }
        }
        for (; i < end; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isUtf8(byte[] bytes, int start, int end) {
        ByteBuffer text = ByteBuffer.wrap(bytes, start, end - start);
        decoder.reset();
        CoderResult result;
        do {
            characters.clear();
            result = decoder.decode(text, characters, true);
        } while (result.isOverflow());
        return !result.isError();
    }
}
