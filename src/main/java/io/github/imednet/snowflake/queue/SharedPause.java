package io.github.imednet.snowflake.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.source.ImednetHttpClient;
import io.github.imednet.snowflake.source.RequestPause;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has all workers of a topic of studies, and so of an API key, wait where iMednet tells one of them to: who meets a 429
 * tells the others by a topic that each of them reads. The key of a message is the topic of studies, never the API key.
 */
@RouteBean
public final class SharedPause implements CamelContextAware, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedPause.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VERSION = 1;

    private final QueueSettings settings;
    private final QueueTopics topics;
    private final RequestPause pause;
    private final String tell;
    private CamelContext context;
    private @Nullable QuotaReader reader;
    private @Nullable ProducerTemplate template;
    private volatile @Nullable Instant told;
    private volatile boolean closed;

    /** @param tell the endpoint that sends to the others until when no request begins */
    public SharedPause(QueueSettings settings, QueueTopics topics, ImednetHttpClient imednet, String tell) {
        this.settings = settings;
        this.topics = topics;
        this.pause = imednet.pause();
        this.tell = tell;
    }

    /**
     * For a worker: when this returns, it waits as others were told before.
     *
     * @throws QueueException if the brokers do not answer
     */
    public void open() throws Exception {
        if (settings.work()) {
            topics.require();
            reader = new QuotaReader(settings, this::heard, this::end);
            template = context.createProducerTemplate();
            pause.onRefusal(this::refused);
            context.addStartupListener((starting, alreadyStarted) -> follow());
        }
    }

    /** Camel makes the beans of a file twice, and goes on with the second ones. */
    private void follow() {
        if (!closed) {
            Objects.requireNonNull(reader).start();
        }
    }

    /** A worker that is not allowed to hear of the others' pauses would go on asking. */
    private void end(RuntimeException why) {
        context.getRegistry().lookupByNameAndType("studyWorker", StudyWorker.class).fault(why);
    }

    /** What a worker tells the others, as a message. */
    public void address(@Body Instant until, Exchange exchange) {
        StudyOrders.address(exchange.getMessage(), settings.topic(),
                JSON.createObjectNode()
                        .put("version", VERSION)
                        .put("until", until.toString())
                        .put("waitMillis", Math.max(0, Duration.between(Instant.now(), until).toMillis()))
                        .toString());
    }

    private void refused(Instant until) {
        if (closed) {
            return;
        }
        told = until;
        Objects.requireNonNull(template).asyncSend(tell, exchange -> exchange.getMessage().setBody(until))
                .thenAccept(sent -> {
                    if (sent.getException() != null) {
                        LOG.warn("Other workers could not be told that iMednet answered 429: {}",
                                sent.getException().getMessage());
                    }
                });
    }

    /**
     * Clocks differ: how long the sender was told to wait, from now on, is right whatever the clocks say. Only of what
     * was told before this worker came it is not known how much of that has passed.
     */
    private void heard(String text, boolean old) {
        Told heard = read(text);
        if (heard == null || heard.until().equals(told)) {
            return;
        }
        Duration left = Duration.between(Instant.now(), heard.until());
        if (pause.pause(old && left.compareTo(heard.asked()) < 0 ? left : heard.asked())) {
            LOG.info("iMednet answered 429 to another worker: no request begins for {} seconds",
                    pause.left().toSeconds());
        }
    }

    /** @param until by the sender's clock @param asked how long that was when it was sent */
    private record Told(Instant until, Duration asked) {}

    private @Nullable Told read(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            if (message.path("version").asInt() == VERSION && message.path("waitMillis").isIntegralNumber()) {
                return new Told(
                        Instant.parse(message.path("until").asText()),
                        Duration.ofMillis(message.path("waitMillis").asLong()));
            }
            LOG.warn(
                    "A message of {} is of another version or without waitMillis, and is left out",
                    settings.quotaTopic());
        } catch (JsonProcessingException | DateTimeParseException e) {
            LOG.warn("A message of {} is not a pause, and is left out ({})", settings.quotaTopic(),
                    e.getClass().getSimpleName());
        }
        return null;
    }

    @Override
    public void close() throws Exception {
        closed = true;
        if (reader != null) {
            reader.close();
        }
        if (template != null) {
            template.close();
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }
}
