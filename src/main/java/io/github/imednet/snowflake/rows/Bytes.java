package io.github.imednet.snowflake.rows;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.apache.avro.generic.GenericFixed;

/** Bytes in their Java types, or as hexadecimal text, which is Snowflake's BINARY_FORMAT by default. */
public final class Bytes {

    private Bytes() {}

    /** @param most as many as the column takes */
    static byte[] of(Object value, int most) {
        byte[] bytes = of(value);
        if (bytes.length > most) {
            throw new ValueException("more bytes than BINARY(" + most + ") has");
        }
        return bytes;
    }

    static boolean isBytes(Object value) {
        return value instanceof byte[] || value instanceof ByteBuffer || value instanceof GenericFixed;
    }

    static byte[] of(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        if (value instanceof CharSequence text) {
            try {
                return HexFormat.of().parseHex(text);
            } catch (IllegalArgumentException e) {
                throw new ValueException("not bytes in hexadecimal digits");
            }
        }
        throw new ValueException("no bytes");
    }
}
