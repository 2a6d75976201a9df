package io.github.imednet.snowflake.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One value in DER, the encoding of keys.
 *
 * @param tag what kind of value it is
 */
record Der(int tag, byte[] content) {

    /** The value that the bytes are, whole and alone; nothing if they are none. */
    static Optional<Der> of(byte[] bytes) {
        List<Der> values = values(bytes);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** The values inside this one; none if it is not made of such. */
    List<Der> parts() {
        return values(content);
    }

    private static List<Der> values(byte[] bytes) {
        List<Der> values = new ArrayList<>();
        int position = 0;
        while (position + 2 <= bytes.length) {
            int length = bytes[position + 1] & 0xFF;
            int start = position + 2;
            if (length > 0x80 && length <= 0x83 && start + length - 0x80 <= bytes.length) {
                int digits = length - 0x80;
                length = 0;
                for (int i = 0; i < digits; i++) {
                    length = length << 8 | bytes[start + i] & 0xFF;
                }
                start += digits;
            }
            if (start + length > bytes.length) {
                return List.of();
            }
            values.add(new Der(bytes[position] & 0xFF, Arrays.copyOfRange(bytes, start, start + length)));
            position = start + length;
        }
        return position == bytes.length ? values : List.of();
    }
}
