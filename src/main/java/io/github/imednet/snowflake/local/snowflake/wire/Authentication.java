package io.github.imednet.snowflake.local.snowflake.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;

/** Decides whether a login is let in: by password, key pair, OAuth token or programmatic access token. */
final class Authentication {

    private static final String WRONG_PASSWORD = "390100";
    private static final String WRONG_JWT = "390144";
    private static final String WRONG_OAUTH_TOKEN = "390303";
    private static final String WRONG_PROGRAMMATIC_TOKEN = "394400";
    private static final String UNKNOWN_AUTHENTICATOR = "390105";

    private final Accounts accounts;
    private final JwtVerifier jwtVerifier;

    Authentication(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.jwtVerifier = new JwtVerifier(accounts.publicKeys(), clock);
    }

    /**
     * @param login the {@code data} object of the login request
     * @return the user's name
     * @throws RequestFailure with Snowflake's code for that way of logging in
     */
    String authenticate(JsonNode login) throws RequestFailure {
        String account = accountIdentifier(login.path("ACCOUNT_NAME").asText(""));
        String user = Accounts.upper(login.path("LOGIN_NAME").asText(""));
        String authenticator = login.path("AUTHENTICATOR").asText("").toUpperCase(Locale.ROOT);
        String token = login.path("TOKEN").asText("");
        return switch (authenticator) {
            case "", "SNOWFLAKE", "USERNAME_PASSWORD_MFA" -> {
                String password = login.path("PASSWORD").asText("");
                require(isAccount(account) && isPassword(user, password), WRONG_PASSWORD,
                        "Incorrect username or password was specified.");
                yield user;
            }
            case "SNOWFLAKE_JWT" -> {
                require(isAccount(account) && jwtVerifier.accepts(account, user, token), WRONG_JWT,
                        "JWT token is invalid.");
                yield user;
            }
            case "OAUTH" -> owner(account, user, token, accounts.oauthTokens(), WRONG_OAUTH_TOKEN,
                    "Invalid OAuth access token.");
            case "PROGRAMMATIC_ACCESS_TOKEN" -> owner(account, user, token, accounts.programmaticTokens(),
                    WRONG_PROGRAMMATIC_TOKEN, "Programmatic access token is invalid.");
            default -> throw new RequestFailure(UNKNOWN_AUTHENTICATOR, "Authenticator " + authenticator
                    + " is not supported; use a password, SNOWFLAKE_JWT, OAUTH or PROGRAMMATIC_ACCESS_TOKEN.");
        };
    }

    /** A key pair's claims carry the account in upper case and without its region. */
    private static String accountIdentifier(String account) {
        int dot = account.indexOf('.');
        return (dot < 0 ? account : account.substring(0, dot)).toUpperCase(Locale.ROOT);
    }

    private boolean isAccount(String account) {
        return accounts.account() == null || accountIdentifier(accounts.account()).equals(account);
    }

    /** Snowflake takes a programmatic access token in place of the password, too. */
    private boolean isPassword(String user, String password) {
        return isSame(accounts.passwords().get(user), password)
                || user.equals(ownerOf(password, accounts.programmaticTokens()));
    }

    private String owner(
            String account, String user, String token, Map<String, String> tokens, String code, String message)
            throws RequestFailure {
        String owner = ownerOf(token, tokens);
        require(isAccount(account) && owner != null && (user.isEmpty() || user.equals(owner)), code, message);
        return owner;
    }

    private static String ownerOf(String token, Map<String, String> tokens) {
        String owner = null;
        for (Map.Entry<String, String> known : tokens.entrySet()) {
            if (isSame(known.getKey(), token)) {
                owner = known.getValue();
            }
        }
        return owner;
    }

    /** Compares in a time that does not tell how much of the secret was right. */
    private static boolean isSame(String secret, String offered) {
        return secret != null
                && MessageDigest.isEqual(
                        secret.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
    }

    private static void require(boolean condition, String code, String message) throws RequestFailure {
        if (!condition) {
            throw new RequestFailure(code, message);
        }
    }
}
