package io.github.imednet.snowflake.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who logs in to brokers as in production does his part. Whoever is refused is told so at once, with what to do. */
class BrokerLoginTest extends SecuredQueue {

    @Test
    void whoLogsInAndHasTheRightsThatAreNamedDoesHisPart() throws Exception {
        studies.use(planner());
        assertThat(studies.command("enqueue", "--study=ONE", "--check"))
                .contains("skipped  group", "may not, and need not");
        studies.command("enqueue", "--study=ONE");
        studies.use(loader());
        assertThat(studies.command("worker", "--check")).contains("imednet-workers: 0 workers, ");
        int letters = studies.deadLetters().size();
        WorkerThread worker = studies.startWorkerThread();
        awaitNothingWaits();
        for (Map<String, String> login : List.of(certified(), certifiedByPem())) {
            studies.use(login);
            assertThat(studies.command("queue"))
                    .contains("0 waiting, 0 running", letters + " dead letters; 1 workers");
            assertThat(night()).contains("reconciled").doesNotContain("behind one that runs");
        }

        assertThat(records("ONE")).isEqualTo(RECORDS);
        assertThat(worker.output() + worker.errors()).contains("\"reconciled\":true").doesNotContain("hunter2");
    }

    private enum Refused {
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

        private final int exitCode;
        private final String message;

        Refused(int exitCode, String message) {
            this.exitCode = exitCode;
            this.message = message;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsRefusedIsToldWhatToDoAtOnce(Refused refused) throws Exception {
        long sent = orders("TWO");
        studies.use(settings(refused));

        for (List<String> command : List.of(List.of("queue"), List.of("worker"), List.of("enqueue", "--study=TWO"))) {
            assertThat(studies.run(terminal, command.toArray(String[]::new)))
                    .as("%s: %s", command, terminal.errors()).isEqualTo(refused.exitCode);
            assertThat(terminal.errors()).contains(refused.message);
            told.append(terminal.output()).append(terminal.errors());
        }
        assertThat(orders("TWO")).isEqualTo(sent);
    }

    private Map<String, String> settings(Refused refused) {
        Map<String, String> settings = new HashMap<>(loader());
        switch (refused) {
            case WRONG_PASSWORD -> settings.putAll(login("SCRAM-SHA-512", "scram.Scram", "loader", "other-hunter2"));
            case WRONG_PASSWORD_OF_PLAIN -> settings.putAll(login("PLAIN", "plain.Plain", "planner", "other-hunter2"));
            case OTHER_MECHANISM ->
                settings.putAll(login("SCRAM-SHA-256", "scram.Scram", "loader", LOADER_PASSWORD));
            case NO_LOGIN -> settings.remove("queue.sasl-jaas-config");
            case LOGIN_THAT_IS_NONE -> settings.put("queue.sasl-jaas-config", "hunter2 and 2hunter2");
            case UNKNOWN_AUTHORITY -> settings.put("queue.ssl-truststore", listeners.pem("auditor").toString());
            case NO_CERTIFICATE -> {
                settings.keySet().removeIf(key -> key.startsWith("queue.sasl"));
                settings.put("queue.security-protocol", "SSL");
                settings.put("queue.brokers", listeners.mutualAddress());
            }
            case TLS_TO_A_PLAIN_LISTENER -> {
                settings.put("queue.brokers", studies.broker().address());
                settings.put("queue.answer-timeout", "1");
            }
            case MISSING_TRUSTSTORE -> settings.put("queue.ssl-truststore", listeners.jks("none").toString());
            case WRONG_STORE_PASSWORD -> {
                settings.put("queue.ssl-truststore", listeners.jks("broker").toString());
                settings.put("queue.ssl-truststore-password", "other-hunter2");
            }
            case WRONG_PASSWORD_OF_A_KEY -> {
                settings.clear();
                settings.putAll(certifiedByPem());
                settings.put("queue.ssl-key-password", "other-hunter2");
            }
            case PASSWORD_OF_PEM -> settings.put("queue.ssl-truststore-password", "other-hunter2");
            case LOGIN_WITHOUT_A_PROTOCOL -> settings.remove("queue.security-protocol");
            case PLAIN_TO_A_LISTENER_WITH_TLS -> {
                settings.keySet().removeIf(key -> !key.equals("queue.brokers"));
                settings.put("queue.answer-timeout", "1");
            }
            default -> throw new IllegalStateException(refused.name());
        }
        return settings;
    }
}
