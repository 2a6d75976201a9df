package io.github.imednet.snowflake.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Addresses of a {@link KafkaBroker} as those in production: one with TLS and a login, one with TLS for clients that
 * show a certificate. Nobody has a right there who was not given it. The certificates are made, and signed by
 * themselves.
 */
final class SecuredListeners {

    static final String PROTOCOLS = ",LOGIN:SASL_SSL,MUTUAL:SSL";

    /** Of all stores, and of the keys in them. */
    static final String STORE_PASSWORD = "store-hunter2";

    /** Of the keys in files of PEM. */
    static final String KEY_PASSWORD = "key-hunter2";

    /** One of those that Java and Kafka's clients know by the same name. */
    private static final String KEY_ENCRYPTION = "PBEWithSHA1AndDESede";

    /** The one who shows a certificate. */
    static final String CERTIFIED = "User:auditor";

    private final Path directory;
    private final Map<String, String> plainUsers;
    private int login;
    private int mutual;

    /** @param plainUsers names and passwords of those who log in by PLAIN */
    SecuredListeners(Path directory, Map<String, String> plainUsers) throws Exception {
        this.directory = Files.createDirectories(directory);
        this.plainUsers = plainUsers;
        make("broker", "-ext", "SAN=IP:127.0.0.1");
        make("auditor");
    }

    /** Where clients log in. */
    String loginAddress() {
        return "127.0.0.1:" + login;
    }

    /** Where clients show a certificate. */
    String mutualAddress() {
        return "127.0.0.1:" + mutual;
    }

    /** The certificate of {@code broker} or {@code auditor}. */
    Path pem(String name) {
        return directory.resolve(name + ".pem");
    }

    /** The same in a store of Java's. */
    Path jks(String name) {
        return directory.resolve(name + ".jks");
    }

    /** The certificate with its key (PKCS12). */
    Path keystore(String name) {
        return directory.resolve(name + ".p12");
    }

    /** The certificate with its key, which is encrypted. */
    Path keyPem(String name) {
        return directory.resolve(name + "-key.pem");
    }

    /** What the broker listens on beside its own address. */
    String open() throws IOException {
        login = KafkaBroker.freePort();
        mutual = KafkaBroker.freePort();
        return "LOGIN://" + loginAddress() + ",MUTUAL://" + mutualAddress();
    }

    /** Further settings of the broker. */
    String settings() {
        StringBuilder users = new StringBuilder();
        plainUsers.forEach((user, password) -> users.append(" user_%s=\"%s\"".formatted(user, password)));
        return """
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                super.users=User:ANONYMOUS
                ssl.keystore.location=%s
                ssl.keystore.password=%s
                ssl.truststore.location=%s
                ssl.truststore.type=PEM
                listener.name.login.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
                listener.name.login.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required%s;
                listener.name.login.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule \
                required;
                listener.name.mutual.ssl.client.auth=required
                listener.name.mutual.ssl.principal.mapping.rules=RULE:^CN=([a-z]+)$/$1/
                """
                .formatted(keystore("broker"), STORE_PASSWORD, pem("auditor"), users);
    }

    private void make(String name, String... others) throws Exception {
        ProcessBuilder make = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore(name).toString(),
                "-storepass",
                STORE_PASSWORD);
        make.command().addAll(List.of(others));
        Process keytool = make.redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore made = KeyStore.getInstance(keystore(name).toFile(), STORE_PASSWORD.toCharArray());
        export(name, made.getCertificate(name));
        Files.writeString(keyPem(name), Files.readString(pem(name))
                + pem("ENCRYPTED PRIVATE KEY", encrypted(made.getKey(name, STORE_PASSWORD.toCharArray()))));
    }

    private static byte[] encrypted(Key key) throws GeneralSecurityException, IOException {
        Cipher cipher = Cipher.getInstance(KEY_ENCRYPTION);
        cipher.init(Cipher.ENCRYPT_MODE, SecretKeyFactory.getInstance(KEY_ENCRYPTION)
                .generateSecret(new PBEKeySpec(KEY_PASSWORD.toCharArray())));
        return new EncryptedPrivateKeyInfo(cipher.getParameters(), cipher.doFinal(key.getEncoded())).getEncoded();
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN %s-----%n%s%n-----END %1$s-----%n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(content));
    }

    private void export(String name, Certificate certificate) throws IOException, GeneralSecurityException {
        Files.writeString(pem(name), pem("CERTIFICATE", certificate.getEncoded()));
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        store.setCertificateEntry(name, certificate);
        try (OutputStream file = Files.newOutputStream(jks(name))) {
            store.store(file, STORE_PASSWORD.toCharArray());
        }
    }
}
