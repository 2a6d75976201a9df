package io.github.imednet.snowflake.local.imednet;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON text in UTF-8 that grows at its end; for one thread at a time. */
final class JsonBuffer {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    JsonBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    JsonBuffer clear() {
        length = 0;
        return this;
    }

    JsonBuffer raw(byte[] json) {
        return raw(json, 0, json.length);
    }

    JsonBuffer raw(byte[] json, int from, int count) {
        reserve(count);
        System.arraycopy(json, from, bytes, length, count);
        length += count;
        return this;
    }

    JsonBuffer raw(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    JsonBuffer raw(String json) {
        return raw(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends {@code text} quoted and escaped, or null. */
    JsonBuffer text(String text) {
        return text == null ? raw(NULL) : raw(quoted(text));
    }

    JsonBuffer nothing() {
        return raw(NULL);
    }

    JsonBuffer number(long number) {
        if (number < 0) {
            return raw('-').number(-number);
        }
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits(number, digits);
    }

    /** Appends the last {@code count} decimal digits of a number that is not negative. */
    JsonBuffer digits(long number, int count) {
        reserve(count);
        long rest = number;
        for (int at = length + count - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
        return this;
    }

    JsonBuffer raw(ByteBuffer json, int from, int count) {
        reserve(count);
        json.get(from, bytes, length, count);
        length += count;
        return this;
    }

    void writeTo(OutputStream out, int count) throws IOException {
        out.write(bytes, 0, count);
    }

    /** The bytes behind this buffer, of which the first {@link #length()} count. */
    byte[] array() {
        return bytes;
    }

    static byte[] quoted(String text) {
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        byte[] quoted = new byte[escaped.length + 2];
        quoted[0] = '"';
        System.arraycopy(escaped, 0, quoted, 1, escaped.length);
        quoted[quoted.length - 1] = '"';
        return quoted;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
    }
}
