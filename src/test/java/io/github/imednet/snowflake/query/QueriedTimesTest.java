package io.github.imednet.snowflake.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.query.AnsweringSnowflake.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                new Value("CLOCK", "time", "86399.999999999"),
                new Value("DAY", "date", "-141432"),
                new Value("LAST_DAY", "date", "2932896"));

        assertThat(row.get("TZ")).isEqualTo(OffsetDateTime.parse("2024-02-29T12:34:56.123456789+05:30"));
        assertThat(row.get("FIRST")).isEqualTo(OffsetDateTime.parse("0001-01-01T00:00:00.000000001-12:00"));
        assertThat(row.get("LAST")).isEqualTo(OffsetDateTime.parse("9999-12-31T23:59:59.999999999+14:00"));
        assertThat(row.get("LTZ")).isEqualTo(OffsetDateTime.parse("2024-02-29T07:04:56.123456789Z"));
        assertThat(row.get("NTZ")).isEqualTo(LocalDateTime.parse("9999-12-31T23:59:59.999999999"));
        assertThat(row.get("CLOCK")).isEqualTo(LocalTime.parse("23:59:59.999999999"));
        assertThat(row.get("DAY")).isEqualTo(LocalDate.parse("1582-10-10"));
        assertThat(row.get("LAST_DAY")).isEqualTo(LocalDate.parse("9999-12-31"));
    }

    @Test
    void microsecondsOfAdbcCutOffWhatIsBehindTheSixthDigit() throws Exception {
        Map<String, Object> row = read(
                Map.of("adbc.snowflake.sql.client_option.max_timestamp_precision", "microseconds"),
                new Value("TZ", "timestamp_tz", "-0.000000001 1440"),
                new Value("NTZ", "timestamp_ntz", "253402300799.999999999"));

        assertThat(row.get("TZ")).isEqualTo(OffsetDateTime.parse("1969-12-31T23:59:59.999999Z"));
        assertThat(row.get("NTZ")).isEqualTo(LocalDateTime.parse("9999-12-31T23:59:59.999999"));
    }

    /**
     * Among them half past two on 10 March 2024, which New York does not have, and the days around the calendar of
     * 1582.
     */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Kathmandu", "Europe/Moscow", "Pacific/Apia"})
    void timestampsWithoutZoneAreTheSameInEveryZoneOfTheMachine(String zone) throws Exception {
        List<String> texts = List.of(
                "0001-01-01T00:00:00.000000001",
                "1582-10-04T12:00:00",
                "1582-10-15T12:00:00",
                "1883-11-18T12:01:00.5",
                "1969-12-31T23:59:59.1",
                "1970-01-01T00:00:00",
                "2024-03-10T02:30:00.123456789",
                "2024-11-03T01:30:00",
                "9999-12-31T23:59:59.9");
        Value[] values = texts.stream().map(QueriedTimesTest::stored).toArray(Value[]::new);
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            Map<String, Object> row = read(values);

            texts.forEach(text -> assertThat(row.get("T" + text)).isEqualTo(LocalDateTime.parse(text)));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** As Snowflake answers it: seconds since 1970 with nine digits of their fraction. */
    private static Value stored(String text) {
        LocalDateTime time = LocalDateTime.parse(text);
        BigDecimal seconds = BigDecimal.valueOf(time.toEpochSecond(ZoneOffset.UTC))
                .add(BigDecimal.valueOf(time.getNano(), 9));
        return new Value("T" + text, "timestamp_ntz", seconds.toPlainString());
    }

    private static Map<String, Object> read(Value... values) throws Exception {
        return read(Map.of(), values);
    }

    private static Map<String, Object> read(Map<String, String> settings, Value... values) throws Exception {
        RouteBuilder first = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:first").to("direct:query").process(exchange -> exchange.getMessage()
                        .setBody(List.of(exchange.getMessage().getBody(QueryRows.class).next())));
            }
        };
        try (AnsweringSnowflake snowflake = new AnsweringSnowflake(values);
                QueryContext context = new QueryContext(snowflake.uri(), settings, first)) {
            @SuppressWarnings("unchecked")
            List<Map<String, Object>> rows =
                    context.request("direct:first", Map.of("sql", "SELECT * FROM CLOCKS"), List.class);
            return rows.get(0);
        }
    }
}
