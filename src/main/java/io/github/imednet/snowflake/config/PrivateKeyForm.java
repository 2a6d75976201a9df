package io.github.imednet.snowflake.config;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a private key is given: PKCS#1 or PKCS#8, encrypted or not, in PEM or DER. Everything else that is
 * called a key is told apart too, so that a refusal can say what was found in its place.
 */
enum PrivateKeyForm {
    PKCS8("PRIVATE KEY", null),
    PKCS1("RSA PRIVATE KEY", null),
    ENCRYPTED_PKCS8("ENCRYPTED PRIVATE KEY", null),
    ENCRYPTED_PKCS1(
            null,
            "an RSA key with the old encryption of OpenSSL (Proc-Type: 4,ENCRYPTED), which the driver cannot"
                    + " read: convert it with openssl pkcs8 -topk8 -v2 aes256 -in KEY -out NEW_KEY"),
    PUBLIC("PUBLIC KEY", "a public key: give the private key that it belongs to"),
    RSA_PUBLIC("RSA PUBLIC KEY", "a public key: give the private key that it belongs to"),
    CERTIFICATE("CERTIFICATE", "a certificate: give the private key that it belongs to"),
    OPENSSH("OPENSSH PRIVATE KEY", "an OpenSSH key: convert a copy of it with ssh-keygen -p -m PKCS8 -f COPY"),
    ELLIPTIC_CURVE("EC PRIVATE KEY", "a key on an elliptic curve: Snowflake's key pairs are of RSA"),
    NOT_RSA(null, "a private key that is not of RSA, as Snowflake's key pairs are"),
    UNKNOWN(null, "not a private key in PEM or DER: make one with openssl genrsa 2048 | openssl pkcs8 -topk8 -v2"
            + " aes256");

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END");
    private static final byte[] SSH_MAGIC = "openssh-key-v1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RSA = {0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01};
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;

    private final @Nullable String label;
    private final @Nullable String refusal;

    PrivateKeyForm(@Nullable String label, @Nullable String refusal) {
        this.label = label;
        this.refusal = refusal;
    }

    /** What is said of a key that cannot be used; nothing of one that can. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    boolean isEncrypted() {
        return this == ENCRYPTED_PKCS8;
    }

    /** The key's bytes as PEM, which is what the driver reads. */
    String pem(byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    /** The bytes of a key in PEM, those of the first one; a key that is not in PEM is returned as it is. */
    static byte[] der(byte[] key) {
        Matcher pem = PEM.matcher(new String(key, StandardCharsets.ISO_8859_1));
        return pem.find() ? Base64.getMimeDecoder().decode(pem.group(2)) : key;
    }

    /** The form of a key in PEM or DER. What a PEM's label says counts only where its bytes agree. */
    static PrivateKeyForm of(byte[] key) {
        String text = new String(key, StandardCharsets.ISO_8859_1);
        if (text.contains("Proc-Type:") && text.contains("ENCRYPTED")) {
            return ENCRYPTED_PKCS1;
        }
        Matcher pem = PEM.matcher(text);
        if (pem.find()) {
            Optional<PrivateKeyForm> labeled = Arrays.stream(values())
                    .filter(form -> pem.group(1).equals(form.label) && form.refusal != null)
                    .findFirst();
            if (labeled.isPresent()) {
                return labeled.get();
            }
        }
        return ofDer(der(key));
    }

    /** The form of a key's bytes, told by the tags of their first parts. */
    private static PrivateKeyForm ofDer(byte[] der) {
        List<Der> parts = Der.of(der).filter(outer -> outer.tag() == SEQUENCE).map(Der::parts).orElse(List.of());
        if (parts.size() < 2) {
            return startsWith(der, SSH_MAGIC) ? OPENSSH : UNKNOWN;
        }
        boolean number = parts.get(0).tag() == INTEGER;
        boolean sequence = parts.get(0).tag() == SEQUENCE;
        if (number && parts.get(1).tag() == SEQUENCE) {
            List<Der> algorithm = parts.get(1).parts();
            return !algorithm.isEmpty() && Arrays.equals(algorithm.get(0).content(), RSA) ? PKCS8 : NOT_RSA;
        }
        if (number && parts.get(1).tag() == INTEGER) {
            return parts.size() == 2 ? RSA_PUBLIC : PKCS1;
        }
        if (sequence && parts.get(1).tag() == SEQUENCE) {
            return CERTIFICATE;
        }
        if (number && parts.get(1).tag() == OCTET_STRING) {
            return ELLIPTIC_CURVE;
        }
        List<Der> algorithm = sequence ? parts.get(0).parts() : List.of();
        boolean named = !algorithm.isEmpty() && algorithm.get(0).tag() == OBJECT_IDENTIFIER;
        if (named && parts.get(1).tag() == BIT_STRING) {
            return PUBLIC;
        }
        return named && parts.get(1).tag() == OCTET_STRING ? ENCRYPTED_PKCS8 : UNKNOWN;
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
