package io.github.imednet.snowflake.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The private key that logins are signed with.
 *
 * @param pem the key, in PEM: PKCS#1 or PKCS#8, the latter perhaps encrypted
 * @param passphrase of an encrypted key, else null
 */
public record KeyPair(Secret pem, @Nullable Secret passphrase) {

    private static final Logger LOG = LoggerFactory.getLogger(KeyPair.class);

    private static final String FILE = SnowflakeKeys.PRIVATE_KEY_FILE.key();
    private static final String VALUE = SnowflakeKeys.PRIVATE_KEY.key();
    private static final String PASSPHRASE = SnowflakeKeys.PRIVATE_KEY_PASSPHRASE.key();
    private static final long LONGEST = 100_000;
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    static boolean isSet(SettingsReader settings) {
        return settings.isSet(SnowflakeKeys.PRIVATE_KEY_FILE) || settings.isSet(SnowflakeKeys.PRIVATE_KEY);
    }

    /** Reads the key from its file or from its setting, and tells by its form whether the driver can use it. */
    static @Nullable KeyPair read(SettingsReader settings) {
        Path file = settings.get(SnowflakeKeys.PRIVATE_KEY_FILE);
        Secret value = settings.get(SnowflakeKeys.PRIVATE_KEY);
        Secret passphrase = settings.get(SnowflakeKeys.PRIVATE_KEY_PASSPHRASE);
        if ((file == null) == (value == null)) {
            settings.problem("A key pair needs " + FILE + ", the path of a private key, or " + VALUE
                    + ", the key itself" + (file == null ? ": set one of them" : ": set one of them only"));
            return null;
        }
        return file == null
                ? of(VALUE, bytes(value.reveal()), passphrase, settings)
                : read(file, passphrase, settings);
    }

    private static @Nullable KeyPair read(Path file, Secret passphrase, SettingsReader settings) {
        try {
            if (Files.size(file) > LONGEST) {
                settings.problem(FILE + ": " + file + " is too long for a private key");
                return null;
            }
            warnOfReaders(file);
            return of(FILE, Files.readAllBytes(file), passphrase, settings);
        } catch (IOException e) {
            settings.problem(FILE + ": " + file + " cannot be read: " + e.getClass().getSimpleName());
            return null;
        }
    }

    private static void warnOfReaders(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
            LOG.warn("The private key in {} can be read by other users of this machine: chmod 600 {}", file, file);
        }
    }

    private static @Nullable KeyPair of(String key, byte[] content, Secret passphrase, SettingsReader settings) {
        PrivateKeyForm form = PrivateKeyForm.of(content);
        form.refusal().ifPresent(refusal -> settings.problem(key + " is " + refusal));
        if (form.refusal().isPresent()) {
            return null;
        }
        if (form.isEncrypted() && passphrase == null) {
            settings.problem(key + " is an encrypted PKCS#8 key, and " + PASSPHRASE + " is missing");
        }
        if (!form.isEncrypted() && passphrase != null) {
            LOG.warn("{} is not needed: the key of {} is not encrypted", PASSPHRASE, key);
        }
        Secret pem = new Secret(form.pem(PrivateKeyForm.der(content)));
        return new KeyPair(pem, form.isEncrypted() ? passphrase : null);
    }

    /** A key in a setting is PEM, its lines perhaps ended by {@code \n} in two characters, or base64 of PEM or DER. */
    private static byte[] bytes(String value) {
        String text = value.replace("\\n", "\n").trim();
        if (!text.startsWith("-----BEGIN")) {
            try {
                String base64 = text.replaceAll("\\s", "").replace('-', '+').replace('_', '/');
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                // No base64: told below to be no key.
            }
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
