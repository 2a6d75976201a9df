package io.github.imednet.snowflake.parquet;

import java.util.Arrays;

/** Bytes that grow, and are used again for the next page. */
final class ByteBuilder {

    private static final int FIRST_SIZE = 1 << 12;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** What there is, from 0 to {@link #size()}; another array after the next growth. */
    byte[] bytes() {
        return bytes;
    }

    /** @return the place of so many bytes, which the caller sets in {@link #bytes()} */
    int append(int length) {
        int place = size;
        size = Math.addExact(size, length);
        if (size > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(size, bytes.length * 2L)));
        }
        return place;
    }

    void put(int value) {
        int place = append(1);
        bytes[place] = (byte) value;
    }

    void put(byte[] source, int offset, int length) {
        int place = append(length);
        System.arraycopy(source, offset, bytes, place, length);
    }

    /** Four bytes, the lowest first. */
    void setInt(int place, int value) {
        bytes[place] = (byte) value;
        bytes[place + 1] = (byte) (value >>> 8);
        bytes[place + 2] = (byte) (value >>> 16);
        bytes[place + 3] = (byte) (value >>> 24);
    }

    /** Seven bits in each byte, the lowest first (ULEB128). */
    void putVariable(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            put(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        put(rest);
    }
}
