package io.github.imednet.snowflake.local.snowflake.wire;

import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Who may log in, and where a login starts that names no database or warehouse.
 *
 * @param account the only account name accepted, or null to accept any
 * @param database made at start, with the schema PUBLIC; the default database of every user
 * @param warehouse the default warehouse of every user
 * @param passwords by user
 * @param publicKeys for key-pair logins, by user
 * @param oauthTokens user by OAuth access token
 * @param programmaticTokens user by programmatic access token
 */
public record Accounts(
        String account,
        String database,
        String warehouse,
        Map<String, String> passwords,
        Map<String, RSAPublicKey> publicKeys,
        Map<String, String> oauthTokens,
        Map<String, String> programmaticTokens) {

    public static final String LOCAL_ACCOUNT = "local";
    public static final String LOCAL_USER = "LOADER";
    public static final String LOCAL_PASSWORD = "local-password";
    public static final String LOCAL_DATABASE = "IMEDNET";
    public static final String LOCAL_WAREHOUSE = "COMPUTE_WH";

    public Accounts {
        passwords = Map.copyOf(passwords);
        publicKeys = Map.copyOf(publicKeys);
        oauthTokens = Map.copyOf(oauthTokens);
        programmaticTokens = Map.copyOf(programmaticTokens);
    }

    /** Any account, with the one user LOADER, whose password is {@code local-password}. */
    public static Accounts local() {
        return empty().withPassword(LOCAL_USER, LOCAL_PASSWORD);
    }

    /** Any account, and no user yet. */
    public static Accounts empty() {
        return new Accounts(null, LOCAL_DATABASE, LOCAL_WAREHOUSE, Map.of(), Map.of(), Map.of(), Map.of());
    }

    public Accounts withAccount(String name) {
        return new Accounts(name, database, warehouse, passwords, publicKeys, oauthTokens, programmaticTokens);
    }

    public Accounts withDatabase(String name) {
        return new Accounts(account, upper(name), warehouse, passwords, publicKeys, oauthTokens, programmaticTokens);
    }

    public Accounts withPassword(String user, String password) {
        return new Accounts(account, database, warehouse, with(passwords, upper(user), password), publicKeys,
                oauthTokens, programmaticTokens);
    }

    public Accounts withPublicKey(String user, RSAPublicKey key) {
        return new Accounts(account, database, warehouse, passwords, with(publicKeys, upper(user), key),
                oauthTokens, programmaticTokens);
    }

    public Accounts withOauthToken(String user, String token) {
        return new Accounts(account, database, warehouse, passwords, publicKeys,
                with(oauthTokens, token, upper(user)), programmaticTokens);
    }

    public Accounts withProgrammaticToken(String user, String token) {
        return new Accounts(account, database, warehouse, passwords, publicKeys, oauthTokens,
                with(programmaticTokens, token, upper(user)));
    }

    /** Snowflake's names do not tell upper from lower case unless they are quoted. */
    static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    private static <T> Map<String, T> with(Map<String, T> entries, String name, T value) {
        Map<String, T> extended = new HashMap<>(entries);
        extended.put(name, value);
        return extended;
    }
}
