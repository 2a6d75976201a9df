package io.github.imednet.snowflake.privacy;

import io.github.imednet.snowflake.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a secret key makes of values: the same of the same value, and nothing from which the value can be told. */
final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final int mostDays;

    /** @param mostDays most days by which dates move, from 1 */
    Pseudonyms(Secret key, int mostDays) {
        this.key = new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.mostDays = mostDays;
    }

    /** HMAC-SHA-256 of the text in UTF-8, as 64 hex digits. */
    String ofText(String text) {
        return HexFormat.of().formatHex(hmac(text));
    }

    /** The first 60 bits of the same of a number's digits, as a number: a column of numbers stays one. */
    long ofNumber(String digits) {
        return firstBits(digits);
    }

    /** By how many days the dates of a subject move back: 1 to the most, about as often each. */
    int daysOf(String subjectKey) {
        return (int) (1 + firstBits("shift-dates:" + subjectKey) % mostDays);
    }

    private long firstBits(String text) {
        return ByteBuffer.wrap(hmac(text)).getLong() >>> 4;
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
