package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "300ms, PT0.3S", "1.5s, PT1.5S", "1m30s, PT1M30S", "-1m30s, PT1M30S", "+2h, PT2H",
                "1h2m3s4ms5us6ns, PT1H2M3.004005006S",
        "7µs, PT0.000007S", "60, PT1M", "0.5, PT0.5S", "0, PT0S", "0s, PT0S", "' 5s ', PT5S"
    })
    void aLengthOfTimeIsReadAsGoDoesOrAsSeconds(String text, Duration duration) {
        assertThat(DurationText.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "--1s", "1d", "1.s", "1s1", "1 s", "1,5s", "soon", "99999999999s", "PT1S"})
    void anythingElseIsNone(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }
}
