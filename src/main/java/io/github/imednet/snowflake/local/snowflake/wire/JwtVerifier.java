package io.github.imednet.snowflake.local.snowflake.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/** Checks the signed token of a key-pair login as Snowflake does: key, fingerprint, signature, subject and expiry. */
final class JwtVerifier {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Snowflake takes no token older than an hour, whatever its own expiry. */
    private static final long LONGEST_VALIDITY_SECONDS = 3600;

    private final Map<String, RSAPublicKey> publicKeys;
    private final Clock clock;

    JwtVerifier(Map<String, RSAPublicKey> publicKeys, Clock clock) {
        this.publicKeys = publicKeys;
        this.clock = clock;
    }

    /**
     * @param token header, claims and signature in base64url, joined by dots
     * @return whether the token was signed by that user's key, speaks of that user, and has not expired
     */
    boolean accepts(String account, String user, String token) {
        RSAPublicKey key = publicKeys.get(user);
        String[] parts = token.split("\\.", -1);
        if (key == null || parts.length != 3) {
            return false;
        }
        try {
            JsonNode header = json(parts[0]);
            JsonNode claims = json(parts[1]);
            String subject = account + "." + user;
            long now = clock.instant().getEpochSecond();
            long issued = claims.path("iat").asLong();
            return header.path("alg").asText().equals("RS256")
                    && claims.path("sub").asText().equals(subject)
                    && claims.path("iss").asText().equals(subject + "." + fingerprint(key))
                    && now < Math.min(claims.path("exp").asLong(), issued + LONGEST_VALIDITY_SECONDS)
                    && isSignedBy(key, parts);
        } catch (IOException | IllegalArgumentException | GeneralSecurityException e) {
            // Not base64, not JSON, or no signature at all: as bad as a wrong one.
            return false;
        }
    }

    private static JsonNode json(String part) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(part));
    }

    private static boolean isSignedBy(PublicKey key, String[] parts) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static String fingerprint(PublicKey key) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return "SHA256:" + Base64.getEncoder().encodeToString(digest);
    }
}
