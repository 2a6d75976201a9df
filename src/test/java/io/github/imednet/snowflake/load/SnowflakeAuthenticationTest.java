package io.github.imednet.snowflake.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs in to a server that verifies, by the settings; the keys were made by OpenSSL. */
class SnowflakeAuthenticationTest {

    private static final Path KEYS = Path.of("src/test/resources/keys");
    private static final String PASSPHRASE = "a passphrase";

    @TempDir
    private static Path directory;

    private static SnowflakeServer server;

    @BeforeAll
    static void startServer() throws Exception {
        RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(der(KEYS.resolve("public.pem"))));
        server = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake"))
                .withAccounts(Accounts.local()
                        .withPublicKey("LOADER", key)
                        .withOauthToken("LOADER", "oauth-token")
                        .withProgrammaticToken("LOADER", "programmatic-token")));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void aPasswordLetsInAndSoDoesOneInAUri() throws Exception {
        logIn(Map.of("snowflake.user", "LOADER", "snowflake.password", "local-password"));
        String uri = "snowflake://LOADER:local%2Dpassword@127.0.0.1:" + server.uri().getPort()
                + "/IMEDNET/PUBLIC?account=local&protocol=http&QUERY_TAG=nightly";
        try (HikariDataSource pool = open(Map.of("snowflake.uri", uri)); Connection connection = pool.getConnection()) {
            assertThat(connection.getCatalog()).isEqualTo("IMEDNET");
            assertThat(connection.getSchema()).isEqualTo("PUBLIC");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs1.pem", "pkcs8.pem", "pkcs8-des3.pem", "pkcs8-aes256.pem"})
    void aPrivateKeyLetsInAsPemOrDerAndAsAFileOrAValue(String name) throws Exception {
        Path pem = KEYS.resolve(name);
        Path der = Files.write(directory.resolve(name + ".der"), der(pem));
        String text = Files.readString(pem);

        logIn(keyPair(name, "snowflake.private-key-file", pem.toString()));
        logIn(keyPair(name, "snowflake.private-key-file", der.toString()));
        logIn(keyPair(name, "snowflake.private-key", text));
        logIn(keyPair(name, "snowflake.private-key", text.replace("\n", "\\n")));
        logIn(keyPair(name, "snowflake.private-key", Base64.getUrlEncoder().encodeToString(der(pem))));
        logIn(keyPair(name, "snowflake.private-key", Base64.getMimeEncoder().encodeToString(text.getBytes())));
        logIn(keyPair(name, "adbc.snowflake.sql.client_option.jwt_private_key", pem.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "auth_oauth, oauth-token", "oauth, oauth-token",
        "auth_pat, programmatic-token", "PROGRAMMATIC_ACCESS_TOKEN, programmatic-token"
    })
    void aTokenLetsInWithAndWithoutAUserAndFromAFileThatMayChange(String type, String token) throws Exception {
        logIn(Map.of("snowflake.auth-type", type, "snowflake.token", token));
        logIn(Map.of("snowflake.auth-type", type, "snowflake.token", token, "snowflake.user", "LOADER"));
        Path file = Files.writeString(directory.resolve("token"), "expired");
        Map<String, String> settings = Map.of("snowflake.auth-type", type, "snowflake.token-file", file.toString());
        try (HikariDataSource pool = open(settings)) {
            assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
            Files.writeString(file, token + "\n");
            pool.getConnection().close();
        }
    }

    @Test
    void aProgrammaticTokenMayTakeThePlaceOfThePassword() throws Exception {
        logIn(Map.of("snowflake.user", "LOADER", "snowflake.password", "programmatic-token"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "auth_snowflake | snowflake.password | wrong | check snowflake.account, snowflake.user and snowflake.password",
        "auth_oauth     | snowflake.token    | wrong | refused the OAuth token",
        "auth_pat       | snowflake.token    | wrong | refused the programmatic access token",
        "auth_pat       | snowflake.token-file | /nowhere/token | (snowflake.token-file), cannot be read: NoSuchFile",
    })
    void whatIsWrongIsRefusedForGoodAndTold(String type, String key, String value, String remedy) {
        assertRefused(Map.of("snowflake.auth-type", type, "snowflake.user", "LOADER", key, value), remedy);
    }

    @Test
    void anotherKeyThanTheUsersIsRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        Path other = Files.write(directory.resolve("other.der"), generator.generateKeyPair().getPrivate().getEncoded());

        assertRefused(keyPair("", "snowflake.private-key-file", other.toString()), "RSA_PUBLIC_KEY belongs to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs8-des3.pem", "pkcs8-aes256.pem"})
    void aWrongPassphraseIsRefused(String name) {
        Map<String, String> settings = keyPair(name, "snowflake.private-key-file", KEYS.resolve(name).toString());
        settings.put("snowflake.private-key-passphrase", "another passphrase");

        assertRefused(settings, "snowflake.private-key-passphrase is not its passphrase");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "pkcs8-des3.pem      | is an encrypted PKCS#8 key, and snowflake.private-key-passphrase is missing",
        "pkcs1-encrypted.pem | old encryption of OpenSSL (Proc-Type: 4,ENCRYPTED)",
        "public.pem          | is a public key",
        "certificate.pem     | is a certificate",
        "ec.pem              | is a key on an elliptic curve",
        "ec-pkcs8.pem        | is a private key that is not of RSA"
    })
    void aFileThatIsNoUsableKeyIsRefusedBeforeTheFirstRequestByWhatItIs(String name, String form) throws Exception {
        Path pem = KEYS.resolve(name);
        assertThatIsRefused("snowflake.private-key-file", pem.toString(), form);
        if (!name.equals("pkcs1-encrypted.pem")) {
            Path der = Files.write(directory.resolve("refused.der"), der(pem));
            assertThatIsRefused("snowflake.private-key-file", der.toString(), form);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-----BEGIN OPENSSH PRIVATE KEY-----\\n"
                        + "b3BlbnNzaC1rZXktdjEA\\n"
                        + "-----END OPENSSH PRIVATE KEY----- | is an OpenSSH key",
                "-----BEGIN PRIVATE KEY-----\\n"
                        + "AAAA\\n"
                        + "-----END PRIVATE KEY-----                                 | is not a private key",
                "/home/loader/rsa_key.p8                                                                          | is"
                        + " not a private key",
                "b3BlbnNzaC1rZXktdjEA                                                                             | is"
                        + " an OpenSSH key"
            })
    void aValueThatIsNoUsableKeyIsRefusedToo(String value, String form) {
        assertThatIsRefused("snowflake.private-key", value, form);
    }

    @Test
    void aKeyFileThatIsNotThereIsRefused() {
        assertThatIsRefused("snowflake.private-key-file", "/nowhere/rsa_key.p8", "cannot be read: NoSuchFileException");
    }

    private static void assertThatIsRefused(String key, String value, String form) {
        Map<String, String> settings = new HashMap<>(Map.of("snowflake.user", "LOADER", key, value));
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> open(settings))
                .satisfies(e -> assertThat(e.problems()).singleElement().asString().startsWith(key).contains(form));
    }

    private static void assertRefused(Map<String, String> settings, String remedy) {
        try (HikariDataSource pool = open(settings)) {
            assertThatThrownBy(pool::getConnection).satisfies(failure -> {
                assertThat(new SnowflakeErrors().isRetryable(failure)).isFalse();
                assertThat(SnowflakeErrors.loginRefusal(failure)).get().asString().contains(remedy);
            });
        }
    }

    private static void logIn(Map<String, String> settings) throws SQLException {
        try (HikariDataSource pool = open(settings);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT CURRENT_USER()")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("LOADER");
        }
    }

    private static HikariDataSource open(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("snowflake.login-timeout", "20");
        if (!settings.containsKey("snowflake.uri")) {
            all.put("snowflake.account", "local");
            all.put("snowflake.url", server.uri().toString());
        }
        return SnowflakeDataSource.open(ConnectionSettings.read(key -> Optional.ofNullable(all.get(key))), 1);
    }

    private static Map<String, String> keyPair(String name, String key, String value) {
        Map<String, String> settings = new HashMap<>(Map.of("snowflake.user", "LOADER", key, value));
        if (name.contains("-des3") || name.contains("-aes256")) {
            settings.put("snowflake.private-key-passphrase", PASSPHRASE);
        } else if (key.startsWith("adbc")) {
            settings.put("adbc.snowflake.sql.auth_type", "auth_jwt");
        }
        return settings;
    }

    private static byte[] der(Path pem) throws Exception {
        return Base64.getMimeDecoder().decode(Files.readString(pem).replaceAll("-----[A-Z ]+-----", ""));
    }
}
