package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.run.OrderedSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Makes orders, as messages, and has an export go by one. */
@RouteBean
public final class StudyOrders {

    private static final String KEY = "kafka.KEY";

    private final ExportSettings settings;

    public StudyOrders(ExportSettings settings) {
        this.settings = settings;
    }

    /**
     * The orders that a message asks for.
     *
     * @param body a study's key, a map with the fields of an order, of which study alone must be there, a
     *     {@link StudyOrder}, or a collection of these
     * @throws InvalidOrderException saying what is wrong with one; then none is sent
     */
    public List<StudyOrder> orders(@Body Object body) {
        Collection<?> wanted = body instanceof Collection<?> several ? several : List.of(body);
        return wanted.stream().map(StudyOrders::order).toList();
    }

    private static StudyOrder order(Object wanted) {
        if (wanted instanceof StudyOrder order) {
            return QueueMessages.checked(order);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", StudyOrder.VERSION);
        fields.put("attempt", 1);
        fields.put("correlationId", UUID.randomUUID().toString());
        fields.put("enqueuedAt", Instant.now().toString());
        if (wanted instanceof Map<?, ?> map) {
            map.forEach((field, value) -> fields.put(String.valueOf(field), value));
        } else {
            fields.put("study", String.valueOf(wanted));
        }
        return QueueMessages.order(fields);
    }

    /** Makes the order a message: the key is its study, so that all of a study's are in one partition. */
    public void address(@Body StudyOrder order, Exchange exchange) {
        address(exchange.getMessage(), order.study(), QueueMessages.write(order));
    }

    static void address(Message message, String key, String text) {
        message.removeHeaders("*");
        message.setHeader(KEY, key);
        message.setBody(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Has the export go by the order, where it says other than the settings.
     *
     * @throws io.github.imednet.snowflake.config.ExportConfigurationException if it names an unknown list
     */
    public void apply(@Body StudyOrder order, Exchange exchange) {
        OrderedSettings.set(exchange, settings.ordered(
                order.resources(), order.filter(), order.recordDataFilter(), order.incremental()));
        exchange.getMessage().setHeader("studyKey", order.study());
    }
}
