package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuerySettingsTest {

    private final Map<String, String> given = new HashMap<>(Map.of(
            "snowflake.account", "a",
            "snowflake.user", "u",
            "snowflake.password", "p"));

    @Test
    void defaultsAreThoseOfTheGuide() {
        QuerySettings read = read();
        assertThat(read.queueSize()).isEqualTo(200);
        assertThat(read.concurrency()).isEqualTo(10);
        assertThat(read.timestampUnit()).isEqualTo("MICROS");
        assertThat(read.connection().get(SnowflakeKeys.HIGH_PRECISION)).isTrue();
    }

    @Test
    void theNamesOfAdbcAreTakenToo() {
        given.put("adbc.rpc.result_queue_size", "7");
        given.put("adbc.snowflake.rpc.prefetch_concurrency", "3");
        assertThat(read().queueSize()).isEqualTo(7);
        assertThat(read().concurrency()).isEqualTo(3);
        given.put("query.queue-size", "8");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> read())
                .withMessageContaining(
                        "query.queue-size and its other name adbc.rpc.result_queue_size are both set, and differ");
    }

    @Test
    void everyBadValueIsToldAtOnce() {
        given.put("query.queue-size", "0");
        given.put("query.concurrency", "11");
        given.put("query.timestamp-unit", "seconds");
        given.remove("snowflake.user");
        assertThatThrownBy(this::read)
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageContainingAll(
                        "query.queue-size", "query.concurrency", "query.timestamp-unit", "snowflake.user");
    }

    private QuerySettings read() {
        return QuerySettings.read(key -> Optional.ofNullable(given.get(key)));
    }
}
