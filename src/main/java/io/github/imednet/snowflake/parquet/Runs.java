package io.github.imednet.snowflake.parquet;

/**
 * The encoding of levels and of places in a dictionary (Parquet format, "Run Length Encoding / Bit-Packing Hybrid"):
 * one run where all values are the same, and packed bits otherwise. The codec finds what else repeats.
 */
final class Runs {

    private static final int VALUES_OF_GROUP = 8;

    /** As many as the length of a run has room for in one byte: no writer of others makes longer ones. */
    private static final int MOST_GROUPS = 63;

    private Runs() {}

    static void repeat(int value, int count, int width, ByteBuilder to) {
        to.putVariable(count << 1);
        for (int bits = 0; bits < width; bits += Byte.SIZE) {
            to.put(value >>> bits);
        }
    }

    /** @param width bits of each value, 1 to 32 */
    static void write(int[] values, int count, int width, ByteBuilder to) {
        if (allSame(values, count)) {
            repeat(values[0], count, width, to);
            return;
        }
        int most = MOST_GROUPS * VALUES_OF_GROUP;
        for (int from = 0; from < count; from += most) {
            int run = Math.min(most, count - from);
            beginPacked(run, to);
            pack(values, from, run, width, to);
        }
    }

    private static boolean allSame(int[] values, int count) {
        for (int i = 1; i < count; i++) {
            if (values[i] != values[0]) {
                return false;
            }
        }
        return count > 0;
    }

    private static int beginPacked(int count, ByteBuilder to) {
        int groups = (count + VALUES_OF_GROUP - 1) / VALUES_OF_GROUP;
        to.putVariable(groups << 1 | 1);
        return groups;
    }

    private static void pack(int[] values, int from, int count, int width, ByteBuilder to) {
        int groups = (count + VALUES_OF_GROUP - 1) / VALUES_OF_GROUP;
        int place = to.append(groups * width);
        byte[] bytes = to.bytes();
        int end = place + groups * width;
        long waiting = 0;
        int bits = 0;
        for (int i = from; i < from + count; i++) {
            waiting |= (long) values[i] << bits;
            bits += width;
            while (bits >= Byte.SIZE) {
                bytes[place++] = (byte) waiting;
                waiting >>>= Byte.SIZE;
                bits -= Byte.SIZE;
            }
        }
        while (place < end) {
            bytes[place++] = (byte) waiting;
            waiting = 0;
        }
    }

    /** Values of one bit, which are packed already, the lowest bit first. */
    static void writeBits(byte[] bits, int count, ByteBuilder to) {
        int most = MOST_GROUPS * VALUES_OF_GROUP;
        for (int from = 0; from < count; from += most) {
            int groups = beginPacked(Math.min(most, count - from), to);
            to.put(bits, from / VALUES_OF_GROUP, groups);
        }
    }
}
