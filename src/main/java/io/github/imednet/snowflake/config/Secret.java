package io.github.imednet.snowflake.config;

import java.util.List;
import java.util.Set;

/** A text that must never be shown: only {@link #reveal} gives it out. */
public record Secret(String reveal) {

    private static final List<String> PARTS_OF_KEYS = List.of(
            "password",
            "api-key",
            "security-key",
            "access-key",
            "token",
            "passphrase",
            "passcode",
            "private-key",
            "privacy-key",
            "pkcs8",
            "secret",
            "jaas-config");

    private static final Set<String> OTHER_KEYS = Set.of(
            "snowflake.token-file",
            "snowflake.private-key-file",
            "snowflake.passcode-in-password",
            "snowflake.cache-mfa-token",
            "adbc.snowflake.sql.client_option.cache_mfa_token");

    /** Whether a setting's key says that its value is a secret. */
    public static boolean isKeyOfOne(String key) {
        return !OTHER_KEYS.contains(key) && PARTS_OF_KEYS.stream().anyMatch(key::contains);
    }

    /** Whether a setting's value has a secret in it, though its key does not say so: a connection's URI may. */
    public static boolean isInside(String key, String value) {
        return key.equals(ConnectionUri.KEY) && ConnectionUri.hasSecret(value);
    }

    @Override
    public String toString() {
        return "***";
    }
}
