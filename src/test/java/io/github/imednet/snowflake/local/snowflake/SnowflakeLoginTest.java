package io.github.imednet.snowflake.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.local.snowflake.SnowflakeServer.Settings;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to log in, with the official driver. */
class SnowflakeLoginTest {

    private static final String PBES2 = "PBEWithHmacSHA256AndAES_256";

    @TempDir
    private static Path directory;

    private static KeyPair keys;
    private static SnowflakeServer server;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        keys = newKeys();
        server = SnowflakeServer.start(Settings.defaults(directory.resolve("server")).withAccounts(accounts()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void thePasswordLetsIn() throws SQLException {
        try (Connection connection = Connections.open(server, Map.of("user", "loader"))) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatLoginFails(Map.of("password", "guess"), 390100);
    }

    @Test
    void anUnknownUserIsRefused() {
        assertThatLoginFails(Map.of("user", "NOBODY"), 390100);
    }

    @Test
    void anotherAccountIsRefusedWhereOneIsSet() throws Exception {
        Settings settings = Settings.defaults(directory.resolve("account"))
                .withAccounts(Accounts.local().withAccount("myorg-trials"));
        try (SnowflakeServer strict = SnowflakeServer.start(settings)) {
            try (Connection connection = Connections.open(strict)) {
                assertThat(connection.isValid(5)).isTrue();
            }
            assertThatThrownBy(() -> Connections.open(strict.jdbcUrl().replace("myorg-", "other-"), Map.of()))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(390100));
        }
    }

    @Test
    void aPlainPrivateKeyLetsIn() throws Exception {
        Path file = pem("plain.p8", "PRIVATE KEY", keys.getPrivate().getEncoded());
        try (Connection connection = Connections.open(server, keyPair(file))) {
            assertThat(Connections.rows(connection, "select 1")).containsExactly("1");
        }
    }

    @Test
    void anEncryptedPrivateKeyLetsIn() throws Exception {
        Path file = pem("encrypted.p8", "ENCRYPTED PRIVATE KEY", encrypted(keys, "a passphrase"));
        Map<String, String> properties = keyPair(file);
        properties.put("private_key_pwd", "a passphrase");
        try (Connection connection = Connections.open(server, properties)) {
            assertThat(Connections.rows(connection, "select 1")).containsExactly("1");
        }
    }

    @Test
    void anotherPrivateKeyIsRefused() throws Exception {
        Path file = pem("foreign.p8", "PRIVATE KEY", newKeys().getPrivate().getEncoded());
        assertThatLoginFails(keyPair(file), 390144);
    }

    @Test
    void anExpiredKeyPairTokenIsRefused() throws Exception {
        Path file = pem("late.p8", "PRIVATE KEY", keys.getPrivate().getEncoded());
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2));
        Settings settings = Settings.defaults(directory.resolve("late")).withAccounts(accounts());
        try (SnowflakeServer late = SnowflakeServer.start(settings, timing -> timing.withClock(later))) {
            assertThatThrownBy(() -> Connections.open(late, keyPair(file)))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(390144));
        }
    }

    @Test
    void anOauthTokenLetsInWithAndWithoutUser() throws SQLException {
        for (String user : new String[] {"", "LOADER"}) {
            try (Connection connection = Connections.open(server, token("oauth", user, "oauth-token"))) {
                assertThat(connection.isValid(5)).isTrue();
            }
        }
    }

    @Test
    void aWrongOauthTokenIsRefused() {
        assertThatLoginFails(token("oauth", "", "guess"), 390303);
        assertThatLoginFails(token("oauth", "NOBODY", "oauth-token"), 390303);
    }

    @Test
    void aProgrammaticTokenLetsIn() throws SQLException {
        Map<String, String> properties = token("PROGRAMMATIC_ACCESS_TOKEN", "LOADER", "programmatic-token");
        try (Connection connection = Connections.open(server, properties)) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void aProgrammaticTokenMayTakeThePlaceOfThePassword() throws SQLException {
        try (Connection connection = Connections.open(server, Map.of("password", "programmatic-token"))) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void aWrongProgrammaticTokenIsRefused() {
        assertThatLoginFails(token("PROGRAMMATIC_ACCESS_TOKEN", "LOADER", "guess"), 394400);
    }

    @Test
    void theSessionStartsInTheDatabaseAndSchemaAskedFor() throws SQLException {
        try (Connection connection = Connections.open(server)) {
            assertThat(connection.getCatalog()).isEqualTo("IMEDNET");
            assertThat(connection.getSchema()).isEqualTo("PUBLIC");
            assertThat((Throwable) connection.getWarnings()).isNull();
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsAWarning() throws SQLException {
        try (Connection connection = Connections.open(server, Map.of("db", "NOWHERE"))) {
            SQLWarning warning = connection.getWarnings();
            assertThat(warning.getErrorCode()).isEqualTo(200041);
            assertThat(warning.getMessage()).contains("NOWHERE");
        }
    }

    @Test
    void autocommitMayBeOffFromTheStart() throws SQLException {
        try (Connection connection = Connections.open(server, Map.of("AUTOCOMMIT", "false"))) {
            assertThat(connection.getAutoCommit()).isFalse();
        }
    }

    private static void assertThatLoginFails(Map<String, String> properties, int code) {
        assertThatThrownBy(() -> Connections.open(server, properties))
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo(code);
                    assertThat(e.getSQLState()).isEqualTo("08001");
                });
    }

    private static Accounts accounts() {
        return Accounts.local()
                .withPublicKey("LOADER", (RSAPublicKey) keys.getPublic())
                .withOauthToken("LOADER", "oauth-token")
                .withProgrammaticToken("LOADER", "programmatic-token");
    }

    private static Map<String, String> keyPair(Path file) {
        Map<String, String> properties = new HashMap<>();
        properties.put("password", "");
        properties.put("private_key_file", file.toString());
        return properties;
    }

    private static Map<String, String> token(String authenticator, String user, String token) {
        return Map.of("authenticator", authenticator, "user", user, "password", "", "token", token);
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static byte[] encrypted(KeyPair keys, String passphrase) throws GeneralSecurityException, IOException {
        SecretKey key = SecretKeyFactory.getInstance(PBES2).generateSecret(new PBEKeySpec(passphrase.toCharArray()));
        Cipher cipher = Cipher.getInstance(PBES2);
        cipher.init(Cipher.ENCRYPT_MODE, key);
        byte[] bytes = cipher.doFinal(keys.getPrivate().getEncoded());
        // The JDK writes the parameters under their standard's name only.
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
        parameters.init(cipher.getParameters().getEncoded());
        return new EncryptedPrivateKeyInfo(parameters, bytes).getEncoded();
    }

    private static Path pem(String name, String label, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(content);
        return Files.writeString(directory.resolve(name),
                "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }
}
