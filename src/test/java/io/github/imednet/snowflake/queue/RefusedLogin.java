package io.github.imednet.snowflake.queue;

import java.util.HashMap;
import java.util.Map;

/** Logins that are refused: how the command ends, and what it says. */
enum RefusedLogin {
    WRONG_PASSWORD(2, "The brokers refused the login: check queue.sasl-mechanism and queue.sasl-jaas-config"),
    WRONG_PASSWORD_OF_PLAIN(
            2, "The brokers refused the login: check queue.sasl-mechanism and queue.sasl-jaas-config"),
    OTHER_MECHANISM(2, "The brokers refused the login: check queue.sasl-mechanism"),
    NO_LOGIN(2, "Kafka's client cannot be made of the settings queue.*"),
    LOGIN_THAT_IS_NONE(2, "queue.sasl-jaas-config cannot be read, and is not shown"),
    UNKNOWN_AUTHORITY(2, "can be talked to by TLS: check queue.ssl-truststore"),
    NO_CERTIFICATE(2, "can be talked to by TLS: check queue.ssl-truststore"),
    TLS_TO_A_PLAIN_LISTENER(3, "answered within 1 seconds (queue.answer-timeout): check the addresses"),
    MISSING_TRUSTSTORE(
            2, "no such file or directory): check queue.brokers, how to log in, and the files of queue.ssl-*"),
    WRONG_STORE_PASSWORD(2, "check queue.brokers, how to log in, and the files of queue.ssl-*"),
    WRONG_PASSWORD_OF_A_KEY(2, "check queue.brokers, how to log in, and the files of queue.ssl-*"),
    PASSWORD_OF_PEM(2, "queue.ssl-truststore-password is set, but a file of PEM has none"),
    LOGIN_WITHOUT_A_PROTOCOL(2, "queue.sasl-* is set, and not used with queue.security-protocol=PLAINTEXT"),
    PLAIN_TO_A_LISTENER_WITH_TLS(3, "answered within 1 seconds (queue.answer-timeout): check the addresses");

    final int exitCode;
    final String message;

    RefusedLogin(int exitCode, String message) {
        this.exitCode = exitCode;
        this.message = message;
    }

    /** Those of somebody who has all rights, but for what is wrong here. */
    Map<String, String> settings(SecuredQueue queue) {
        Map<String, String> settings = new HashMap<>(queue.loader());
        switch (this) {
            case WRONG_PASSWORD ->
                settings.putAll(queue.login("SCRAM-SHA-512", "scram.Scram", "loader", "other-hunter2"));
            case WRONG_PASSWORD_OF_PLAIN ->
                settings.putAll(queue.login("PLAIN", "plain.Plain", "planner", "other-hunter2"));
            case OTHER_MECHANISM ->
                settings.putAll(queue.login("SCRAM-SHA-256", "scram.Scram", "loader", SecuredQueue.LOADER_PASSWORD));
            case NO_LOGIN -> settings.remove("queue.sasl-jaas-config");
            case LOGIN_THAT_IS_NONE -> settings.put("queue.sasl-jaas-config", "hunter2 and 2hunter2");
            case UNKNOWN_AUTHORITY -> settings.put("queue.ssl-truststore", queue.listeners.pem("auditor").toString());
            case NO_CERTIFICATE -> {
                settings.keySet().removeIf(key -> key.startsWith("queue.sasl"));
                settings.put("queue.security-protocol", "SSL");
                settings.put("queue.brokers", queue.listeners.mutualAddress());
            }
            case TLS_TO_A_PLAIN_LISTENER -> {
                settings.put("queue.brokers", queue.studies.broker().address());
                settings.put("queue.answer-timeout", "1");
            }
            case MISSING_TRUSTSTORE -> settings.put("queue.ssl-truststore", queue.listeners.jks("none").toString());
            case WRONG_STORE_PASSWORD -> {
                settings.put("queue.ssl-truststore", queue.listeners.jks("broker").toString());
                settings.put("queue.ssl-truststore-password", "other-hunter2");
            }
            case WRONG_PASSWORD_OF_A_KEY -> {
                settings.clear();
                settings.putAll(queue.certifiedByPem());
                settings.put("queue.ssl-key-password", "other-hunter2");
            }
            case PASSWORD_OF_PEM -> settings.put("queue.ssl-truststore-password", "other-hunter2");
            case LOGIN_WITHOUT_A_PROTOCOL -> settings.remove("queue.security-protocol");
            case PLAIN_TO_A_LISTENER_WITH_TLS -> {
                settings.keySet().removeIf(key -> !key.equals("queue.brokers"));
                settings.put("queue.answer-timeout", "1");
            }
            default -> throw new IllegalStateException(name());
        }
        return settings;
    }
}
