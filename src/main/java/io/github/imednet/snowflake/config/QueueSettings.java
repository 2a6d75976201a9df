package io.github.imednet.snowflake.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where studies wait on Kafka for the workers that export them: {@code queue.*}.
 *
 * @param brokers addresses of brokers, {@code HOST:PORT} with commas between, or null where there is no queue
 * @param topic where the orders are
 * @param resultsTopic what workers tell of them
 * @param deadLetterTopic orders that are not tried again
 * @param quotaTopic where workers tell each other until when the API is asked for nothing
 * @param group the consumer group of the workers
 * @param partitions of a topic that is made
 * @param attempts how often an order is tried
 * @param lostWorkers how many workers may be lost with an order
 * @param retryWait how long an order waits before it is put back
 * @param sessionTimeout how long a worker that does not answer keeps its studies
 * @param answerTimeout how long brokers may take for an answer: who asks is told then that there is none
 * @param studiesAtOnce how many studies a worker exports at the same time
 * @param work whether this program is a worker
 * @param clientProperties how Kafka's clients log in, by Kafka's names; with secrets
 */
@RouteBean
public record QueueSettings(
        @Nullable String brokers,
        String topic,
        String resultsTopic,
        String deadLetterTopic,
        String quotaTopic,
        String group,
        int partitions,
        int attempts,
        int lostWorkers,
        Duration retryWait,
        Duration sessionTimeout,
        Duration answerTimeout,
        int studiesAtOnce,
        boolean work,
        Map<String, String> clientProperties) {

    private static final SettingGroup GROUP = new SettingGroup();
    private static final String NAME = "[A-Za-z0-9._-]{1,249}";

    public static final Setting<String> BROKERS = GROUP.text(
            "queue.brokers",
            null,
            "addresses of Kafka's brokers, `HOST:PORT` with commas between; without it there is no" + " queue");
    private static final Setting<String> TOPIC =
            GROUP.text("queue.topic", "imednet.studies", "topic of the studies that wait");
    private static final Setting<String> RESULTS_TOPIC =
            GROUP.text("queue.results-topic", "imednet.results", "topic of what workers report of each study");
    private static final Setting<String> DEAD_LETTER_TOPIC = GROUP.text(
            "queue.dead-letter-topic", "imednet.dead-letters", "topic of what is not tried again, with the error");
    private static final Setting<String> QUOTA_TOPIC = GROUP.text(
            "queue.quota-topic", "imednet.quota", "topic by which workers tell each other that the API answered 429");
    private static final Setting<String> WORKERS =
            GROUP.text("queue.group", "imednet-workers", "consumer group of the workers");
    private static final Setting<Integer> PARTITIONS = GROUP.number(
            "queue.partitions", 24, 1, 10_000, "partitions of a topic that is created: the most studies that are"
                    + " exported at the same time");
    private static final Setting<Integer> ATTEMPTS =
            GROUP.number("queue.attempts", 3, 1, 100, "attempts of a study whose failure may pass");
    private static final Setting<Integer> LOST_WORKERS = GROUP.number(
            "queue.lost-workers",
            5,
            1,
            100,
            "how many workers may be lost while they export a study, such as for lack of memory, before it is not"
                    + " tried again");
    private static final Setting<Duration> RETRY_WAIT = GROUP.wholeSeconds(
            "queue.retry-wait", 10, 1, 3600, "seconds before a study is put back that failed, or that another run is"
                    + " exporting");
    private static final Setting<Duration> SESSION_TIMEOUT = GROUP.wholeSeconds(
            "queue.session-timeout",
            45,
            6,
            1800,
            "seconds after which a worker that died leaves its studies to others");
    private static final Setting<Duration> ANSWER_TIMEOUT = GROUP.wholeSeconds(
            "queue.answer-timeout",
            10,
            1,
            300,
            "seconds that the brokers may take to answer before that is reported as a failure");
    private static final Setting<Integer> STUDIES_AT_ONCE = GROUP.number(
            "queue.studies-at-once", 1, 1, 16, "studies that a worker exports at the same time");
    public static final Setting<Boolean> WORK = GROUP.flag(
            "queue.work",
            false,
            "`true` for an application of one's own that is a worker; the command `worker` sets it");
    static final List<Setting<?>> ALL =
            Stream.concat(GROUP.all().stream(), BrokerLogin.ALL.stream()).toList();

    public QueueSettings {
        clientProperties = Map.copyOf(clientProperties);
    }

    /** Without what the clients log in by. */
    @Override
    public String toString() {
        return "QueueSettings[" + brokers + ", " + topic + ']';
    }

    /** Whether there is a queue. */
    public boolean isSet() {
        return brokers != null;
    }

    /**
     * Lets those pass who have a queue.
     *
     * @throws ExportConfigurationException if it is not said where the brokers are
     */
    public QueueSettings require() {
        if (!isSet()) {
            throw new ExportConfigurationException(
                    List.of("queue.brokers is missing: set it in application.properties or"
                            + " as the environment variable " + BROKERS.environmentVariable() + ", as in"
                            + " queue.brokers=kafka-1:9092,kafka-2:9092"));
        }
        return this;
    }

    /**
     * Reads and checks these settings; no other one is read.
     *
     * @throws ExportConfigurationException naming every bad one, and every key that looks like a setting and is none
     */
    public static QueueSettings read(Function<String, Optional<String>> lookup) {
        SettingsReader settings = new SettingsReader(lookup);
        QueueSettings read = read(settings);
        settings.throwIfBad();
        return read;
    }

    static QueueSettings read(SettingsReader settings) {
        List<Setting<String>> topics = List.of(TOPIC, RESULTS_TOPIC, DEAD_LETTER_TOPIC, QUOTA_TOPIC);
        List<String> names = topics.stream().map(topic -> name(settings, topic)).toList();
        if (Set.copyOf(names).size() < names.size()) {
            settings.problem(topics.stream().map(Setting::key).collect(Collectors.joining(", "))
                    + " name one topic twice: results, dead letters and pauses would be taken as orders, or"
                    + " for each other");
        }
        return new QueueSettings(
                brokers(settings),
                names.get(0),
                names.get(1),
                names.get(2),
                names.get(3),
                name(settings, WORKERS),
                settings.get(PARTITIONS),
                settings.get(ATTEMPTS),
                settings.get(LOST_WORKERS),
                settings.get(RETRY_WAIT),
                settings.get(SESSION_TIMEOUT),
                settings.get(ANSWER_TIMEOUT),
                settings.get(STUDIES_AT_ONCE),
                settings.get(WORK),
                BrokerLogin.read(settings));
    }

    private static @Nullable String brokers(SettingsReader settings) {
        String brokers = settings.get(BROKERS);
        if (brokers == null) {
            return null;
        }
        for (String broker : brokers.split(",", -1)) {
            if (!broker.strip().matches("[A-Za-z0-9._-]+:[0-9]{1,5}|\\[[0-9A-Fa-f:]+\\]:[0-9]{1,5}")) {
                settings.problem("queue.brokers has '" + SettingsReader.printable(broker.strip())
                        + "', which is not of the form HOST:PORT");
            }
        }
        return brokers.replaceAll("\\s", "");
    }

    private static String name(SettingsReader settings, Setting<String> setting) {
        String name = settings.get(setting).strip();
        if (!name.matches(NAME) || name.matches("\\.{1,2}")) {
            settings.problem(setting.key() + " is '" + SettingsReader.printable(name)
                    + "': up to 249 letters, digits, '.', '_' and '-'");
        }
        return name;
    }
}
