package io.github.imednet.snowflake.verify;

import io.github.imednet.snowflake.model.Sha256;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A digest over all values of many records that does not depend on their order: the sum of each record's SHA-256,
 * modulo 2^256. A record that is there twice counts twice.
 */
final class ValueDigest {

    private static final BigInteger MASK = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    private final MessageDigest sha256 = Sha256.digest();
    private BigInteger sum = BigInteger.ZERO;

    /** @param values as {@link RecordValues} has them; null is another value than an empty text */
    void add(String[] values) {
        for (String value : values) {
            byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
            // The length, so that values cannot run into each other.
            sha256.update(ByteBuffer.allocate(4).putInt(bytes == null ? -1 : bytes.length).array());
            if (bytes != null) {
                sha256.update(bytes);
            }
        }
        plus(new BigInteger(1, sha256.digest()));
    }

    void add(ValueDigest other) {
        plus(other.sum);
    }

    /** 64 hex digits. */
    String hex() {
        return String.format("%064x", sum);
    }

    private void plus(BigInteger number) {
        sum = sum.add(number).and(MASK);
    }
}
