package io.github.imednet.snowflake.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.cli.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands of the queue say before they come to it. */
class QueueCommandsTest {

    /** Where nobody listens. */
    private static final String NOBODY = "127.0.0.1:9";

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"queue, 3", "enqueue --study=ONE, 3"})
    void brokersThatDoNotAnswerAreToldWithTheRemedy(String command, int code) throws Exception {
        assertThat(run(command + " --brokers=" + NOBODY)).as(terminal.errors()).isEqualTo(code);
        assertThat(terminal.errors())
                .contains("No broker of queue.brokers (127.0.0.1:9) answered within 1 seconds", "check the addresses");
    }

    /** Each check is made, also after one that failed. */
    @Test
    void aCheckTellsAllThatIsMissing() throws Exception {
        assertThat(run("enqueue --study=ONE --check --brokers=" + NOBODY)).as(terminal.errors()).isEqualTo(3);
        assertThat(terminal.output()).contains(
                "ok       orders       1 would be sent", "problem  topics       No broker of queue.brokers",
                "skipped  group", "Enqueueing would fail.");
        assertThat(run("enqueue --study=ONE --check --filter=" + "x".repeat(10_001) + " --brokers=" + NOBODY))
                .isEqualTo(2);
        assertThat(terminal.output()).contains("problem  orders       The order's filter is empty, not of one line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "enqueue --study=ONE", "worker --check"})
    void whoHasNoQueueIsToldWhatToSet(String command) throws Exception {
        assertThat(run(command)).isEqualTo(2);
        assertThat(terminal.errors()).contains("queue.brokers is missing", "QUEUE_BROKERS");
    }

    @Test
    void badSettingsAndOptionsAreToldAtOnce() throws Exception {
        assertThat(run("queue --brokers=kafka --set queue.topic=a/b")).isEqualTo(2);
        assertThat(terminal.errors()).contains("queue.brokers has 'kafka'", "queue.topic is 'a/b'");

        assertThat(run("enqueue --brokers=" + NOBODY)).isEqualTo(2);
        assertThat(terminal.errors()).contains("No study is named: give --study");

        assertThat(run("enqueue --study=ONE --incremental --full --brokers=" + NOBODY)).isEqualTo(2);
        assertThat(terminal.errors()).contains("--incremental does not go with --full");

        assertThat(run("enqueue --study=ONE --deadline=tomorrow --brokers=" + NOBODY)).isEqualTo(2);
        assertThat(terminal.errors()).contains("--deadline is 'tomorrow'");

    }

    @ParameterizedTest
    @ValueSource(strings = {
        "sasl-jaas-config", "ssl-truststore-password", "ssl-keystore-password", "ssl-key-password"
    })
    void secretsAreNotTakenAsArguments(String key) throws Exception {
        assertThat(run("queue --set queue." + key + "=hunter2")).isEqualTo(2);

        assertThat(terminal.errors())
                .contains("queue." + key + " is not taken as an argument")
                .doesNotContain("hunter2");
    }

    private int run(String command) throws Exception {
        Path settings = Files.writeString(directory.resolve("queue.properties"), "queue.answer-timeout=1");
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.add("--properties=" + settings);
        return terminal.run(arguments);
    }
}
