package io.github.imednet.snowflake.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.query.AnsweringSnowflake.Value;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Nanoseconds and offsets that Snowflake answers, through its driver: the local server has neither. */
class QueriedTimesTest {

    @Test
    void everyDigitAndTheOffsetComeOutOfTheDriver() throws Exception {
        Map<String, Object> row = read(
                new Value("TZ", "timestamp_tz", "1709190296.123456789 1770"),
                new Value("FIRST", "timestamp_tz", "-62135553599.999999999 720"),
                new Value("LAST", "timestamp_tz", "253402250399.999999999 2280"),
                new Value("LTZ", "timestamp_ltz", "1709190296.123456789"),
                new Value("NTZ", "timestamp_ntz", "253402300799.999999999"),
                new Value("CLOCK", "time", "86399.999999999"));

        assertThat(row.get("TZ")).isEqualTo(OffsetDateTime.parse("2024-02-29T12:34:56.123456789+05:30"));
        assertThat(row.get("FIRST")).isEqualTo(OffsetDateTime.parse("0001-01-01T00:00:00.000000001-12:00"));
        assertThat(row.get("LAST")).isEqualTo(OffsetDateTime.parse("9999-12-31T23:59:59.999999999+14:00"));
        assertThat(row.get("LTZ")).isEqualTo(OffsetDateTime.parse("2024-02-29T07:04:56.123456789Z"));
        assertThat(row.get("NTZ")).isEqualTo(LocalDateTime.parse("9999-12-31T23:59:59.999999999"));
        assertThat(row.get("CLOCK")).isEqualTo(LocalTime.parse("23:59:59.999999999"));
    }

    private static Map<String, Object> read(Value... values) throws Exception {
        RouteBuilder first = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:first").to("direct:query").process(exchange -> exchange.getMessage()
                        .setBody(List.of(exchange.getMessage().getBody(QueryRows.class).next())));
            }
        };
        try (AnsweringSnowflake snowflake = new AnsweringSnowflake(values);
                QueryContext context = new QueryContext(snowflake.uri(), Map.of(), first)) {
            @SuppressWarnings("unchecked")
            List<Map<String, Object>> rows =
                    context.request("direct:first", Map.of("sql", "SELECT * FROM CLOCKS"), List.class);
            return rows.get(0);
        }
    }
}
