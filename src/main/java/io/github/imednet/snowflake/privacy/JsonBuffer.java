package io.github.imednet.snowflake.privacy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes of JSON, the last of which can be taken back. */
final class JsonBuffer extends ByteArrayOutputStream {

    JsonBuffer(int size) {
        super(size);
    }

    void write(String json) {
        writeBytes(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes back what came after so many bytes. */
    void backTo(int size) {
        count = size;
    }
}
