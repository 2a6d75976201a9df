package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.Authentication;
import io.github.imednet.snowflake.config.KeyPair;
import io.github.imednet.snowflake.config.Secret;
import io.github.imednet.snowflake.config.WorkloadIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.Base64;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Tells the driver who logs in, and with what. */
final class Credentials {

    private Credentials() {}

    /** @throws SQLInvalidAuthorizationSpecException if the file with the token cannot be read, or has none */
    static void put(@Nullable String user, Authentication authentication, Properties properties)
            throws SQLInvalidAuthorizationSpecException {
        put(properties, "user", user);
        properties.setProperty("authenticator", authentication.oktaUrl() == null
                ? authentication.method().authenticator()
                : authentication.oktaUrl().toString());
        put(properties, "password", authentication.password());
        if (authentication.token() != null) {
            put(properties, "token", read(authentication.token()));
        }
        if (authentication.secondFactor() != null) {
            put(properties, authentication.secondFactor());
        }
        if (authentication.keyPair() != null) {
            put(properties, authentication.keyPair());
        }
        if (authentication.workloadIdentity() != null) {
            put(properties, authentication.workloadIdentity());
        }
    }

    private static void put(Properties properties, Authentication.SecondFactor factor) {
        put(properties, "passcode", factor.passcode());
        if (factor.isInPassword()) {
            properties.setProperty("passcodeInPassword", "true");
        }
    }

    private static void put(Properties properties, KeyPair keyPair) {
        byte[] pem = keyPair.pem().reveal().getBytes(StandardCharsets.US_ASCII);
        properties.setProperty("private_key_base64", Base64.getEncoder().encodeToString(pem));
        put(properties, "private_key_pwd", keyPair.passphrase());
    }

    private static void put(Properties properties, WorkloadIdentity workload) {
        put(properties, "workloadIdentityProvider", workload.provider());
        put(properties, "workloadIdentityEntraResource", workload.entraResource());
        put(properties, "workloadIdentityImpersonationPath", workload.impersonationPath());
    }

    private static @Nullable Secret read(Authentication.Token token) throws SQLInvalidAuthorizationSpecException {
        return token.file() == null ? token.value() : read(token.file());
    }

    private static Secret read(Path tokenFile) throws SQLInvalidAuthorizationSpecException {
        try {
            String token = Files.readString(tokenFile, StandardCharsets.UTF_8).trim();
            if (token.isEmpty()) {
                throw refused(tokenFile, "is empty", null);
            }
            return new Secret(token);
        } catch (IOException e) {
            throw refused(tokenFile, "cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /** Of SQL state 28, by which nobody tries again. */
    private static SQLInvalidAuthorizationSpecException refused(
            Path tokenFile, String why, @Nullable IOException cause) {
        return new SQLInvalidAuthorizationSpecException(
                "The token's file, " + tokenFile + " (snowflake.token-file), " + why, "28000", cause);
    }

    private static void put(Properties properties, String property, @Nullable Secret secret) {
        put(properties, property, secret == null ? null : secret.reveal());
    }

    private static void put(Properties properties, String property, @Nullable String value) {
        if (value != null) {
            properties.setProperty(property, value);
        }
    }
}
