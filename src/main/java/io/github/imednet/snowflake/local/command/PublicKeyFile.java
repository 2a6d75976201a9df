package io.github.imednet.snowflake.local.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** A public key in PEM, the form in which Snowflake has it shown and set. */
public final class PublicKeyFile {

    private PublicKeyFile() {}

    /** @throws IllegalArgumentException if the file cannot be read or holds no RSA public key */
    public static RSAPublicKey read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(file + " cannot be read");
        }
        String base64 = Files.readString(file, StandardCharsets.US_ASCII)
                .replaceAll("-----[A-Z ]+-----", "")
                .replaceAll("\\s", "");
        try {
            X509EncodedKeySpec key = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(key);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " holds no RSA public key in PEM; make one from the private key"
                    + " with: openssl rsa -in PRIVATE_KEY -pubout", e);
        }
    }
}
