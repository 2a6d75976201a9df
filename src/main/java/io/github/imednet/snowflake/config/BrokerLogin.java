package io.github.imednet.snowflake.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How Kafka's clients log in to brokers, and by what these are trusted: {@code queue.s*}. */
final class BrokerLogin {

    private static final SettingGroup GROUP = new SettingGroup();
    private static final String PLAINTEXT = "PLAINTEXT";
    private static final String JKS = "JKS";
    private static final String PEM = "PEM";
    private static final List<String> STORE_TYPES = List.of(Setting.AUTO, JKS, "PKCS12", PEM);

    private static final Setting<String> SECURITY_PROTOCOL = GROUP.word(
            List.of(PLAINTEXT, "SSL", "SASL_PLAINTEXT", "SASL_SSL"), "queue.security-protocol", PLAINTEXT,
            "protocol of the brokers: `PLAINTEXT`, `SSL`, `SASL_PLAINTEXT` or `SASL_SSL`");
    private static final Setting<String> SASL_MECHANISM = GROUP.text(
            "queue.sasl-mechanism", null, "how to log in to the brokers, such as `PLAIN` or `SCRAM-SHA-512`");
    private static final Setting<Secret> SASL_JAAS_CONFIG = GROUP.secret(
            "queue.sasl-jaas-config", "Kafka's `sasl.jaas.config`, which has user and password");
    private static final Setting<String> TRUSTSTORE = GROUP.text(
            "queue.ssl-truststore", null, "file of the certificates that are trusted in brokers; without it those"
                    + " that Java trusts");
    private static final Setting<String> TRUSTSTORE_TYPE = GROUP.word(
            STORE_TYPES,
            "queue.ssl-truststore-type",
            Setting.AUTO,
            "`JKS`, `PKCS12` or `PEM`; `auto`: `PEM` for a file `.pem`, `.crt` or `.cer`, else `JKS`, by which Java"
                    + " reads `PKCS12` too");
    private static final Setting<Secret> TRUSTSTORE_PASSWORD =
            GROUP.secret("queue.ssl-truststore-password", "its password; a file of PEM has none");
    private static final Setting<String> KEYSTORE = GROUP.text(
            "queue.ssl-keystore", null, "file of the certificate that this program shows, and of its key");
    private static final Setting<String> KEYSTORE_TYPE = GROUP.word(
            STORE_TYPES, "queue.ssl-keystore-type", Setting.AUTO, "as `queue.ssl-truststore-type`");
    private static final Setting<Secret> KEYSTORE_PASSWORD =
            GROUP.secret("queue.ssl-keystore-password", "its password; a file of PEM has none");
    private static final Setting<Secret> KEY_PASSWORD = GROUP.secret(
            "queue.ssl-key-password", "password of the key in the keystore, where it has one of its own");

    static final List<Setting<?>> ALL = GROUP.all();

    private BrokerLogin() {}

    /** @return properties of Kafka's clients by Kafka's names; with secrets */
    static Map<String, String> read(SettingsReader settings) {
        String protocol = settings.get(SECURITY_PROTOCOL);
        Map<String, String> properties = new LinkedHashMap<>();
        put(properties, "sasl.mechanism", settings.get(SASL_MECHANISM));
        put(properties, "sasl.jaas.config", settings.get(SASL_JAAS_CONFIG));
        requireProtocol(settings, properties, "queue.sasl-*", protocol.startsWith("SASL"), "SASL_SSL");

        Map<String, String> stores = new LinkedHashMap<>();
        store(settings, stores, "ssl.truststore.", TRUSTSTORE, TRUSTSTORE_TYPE, TRUSTSTORE_PASSWORD);
        store(settings, stores, "ssl.keystore.", KEYSTORE, KEYSTORE_TYPE, KEYSTORE_PASSWORD);
        requireProtocol(settings, stores, "queue.ssl-*", protocol.endsWith("SSL"), "SSL or SASL_SSL");
        requireFile(settings, KEY_PASSWORD, KEYSTORE);
        put(stores, "ssl.key.password", settings.get(KEY_PASSWORD));

        properties.putAll(stores);
        properties.put("security.protocol", protocol);
        return properties;
    }

    /** Kafka's clients would leave out what the protocol does not need, and so a password or a certificate unheeded. */
    private static void requireProtocol(
            SettingsReader settings, Map<String, String> given, String key, boolean used, String right) {
        if (!given.isEmpty() && !used) {
            settings.problem(key + " is set, and not used with queue.security-protocol="
                    + settings.get(SECURITY_PROTOCOL) + ": set that to " + right);
        }
    }

    private static void store(
            SettingsReader settings,
            Map<String, String> properties,
            String prefix,
            Setting<String> file,
            Setting<String> type,
            Setting<Secret> password) {
        String location = settings.get(file);
        requireFile(settings, password, file);
        if (location == null) {
            return;
        }
        String kind = settings.get(type);
        kind = kind.equals(Setting.AUTO) ? typeOf(location) : kind;
        if (kind.equals(PEM) && settings.get(password) != null) {
            settings.problem(
                    password.key() + " is set, but a file of PEM has none: set queue.ssl-key-password if its key has"
                            + " one, or " + type.key() + " if it is not PEM");
        }
        put(properties, prefix + "location", location);
        put(properties, prefix + "type", kind);
        put(properties, prefix + "password", settings.get(password));
    }

    /** Else it is the file's name that is missing, or misspelled. */
    private static void requireFile(SettingsReader settings, Setting<Secret> password, Setting<String> file) {
        if (settings.isSet(password) && !settings.isSet(file)) {
            settings.problem(password.key() + " is set, and not used without " + file.key() + ": set that to the file");
        }
    }

    private static String typeOf(String location) {
        return location.toLowerCase(Locale.ROOT).matches(".*\\.(pem|crt|cer)") ? PEM : JKS;
    }

    private static void put(Map<String, String> properties, String name, @Nullable Object value) {
        if (value != null) {
            properties.put(name, value instanceof Secret secret ? secret.reveal() : value.toString());
        }
    }
}
