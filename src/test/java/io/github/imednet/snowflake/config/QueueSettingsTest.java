package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueSettingsTest {

    /** A worker whose dead letters are orders would never come to an end. */
    @ParameterizedTest
    @CsvSource({
        "queue.dead-letter-topic, imednet.studies", "queue.results-topic, imednet.studies",
        "queue.quota-topic, imednet.results", "queue.topic, imednet.dead-letters"
    })
    void aTopicIsForOneThing(String key, String topic) {
        assertThatThrownBy(() -> read(Map.of(key, topic)))
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("name one topic twice");
    }

    /** Brokers would refuse what is trusted without the file, and say nothing of its name. */
    @ParameterizedTest
    @CsvSource({
        "queue.ssl-truststore-password, queue.ssl-truststore", "queue.ssl-keystore-password, queue.ssl-keystore",
        "queue.ssl-key-password, queue.ssl-keystore"
    })
    void aPasswordIsOfAFile(String password, String file) {
        assertThatThrownBy(() -> read(Map.of(password, "hunter2", "queue.security-protocol", "SSL")))
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageContaining(password + " is set, and not used without " + file + ":")
                .hasMessageNotContaining("hunter2");

        assertThat(read(Map.of(password, "hunter2", file, "a.p12", "queue.security-protocol", "SSL")))
                .asString().doesNotContain("hunter2");
    }

    /** The routes take these as they are: a worker would take another topic than the one that was checked, or none. */
    @ParameterizedTest
    @CsvSource({
        "queue.topic, ' x', 'with a blank before or after it: take it off'",
        "queue.brokers, 'kafka:9092 ', 'with a blank before or after it: take it off'",
        "queue.studies-at-once, '2 ', 'with a blank before or after it: take it off'",
        "queue.topic, '', 'is set to nothing: leave it out for imednet.studies'",
        "queue.group, '', 'is set to nothing: leave it out for imednet-workers'",
        "queue.work, TRUE, write true in lower case", "queue.work, 'true ', 'with a blank before or after it'"
    })
    void whatTheRoutesWouldTakeOtherwiseIsRefused(String key, String value, String problem) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(problem);
    }

    private static QueueSettings read(Map<String, String> settings) {
        return QueueSettings.read(key -> Optional.ofNullable(settings.get(key)));
    }
}
