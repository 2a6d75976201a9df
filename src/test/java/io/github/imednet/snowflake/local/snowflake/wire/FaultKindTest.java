package io.github.imednet.snowflake.local.snowflake.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.local.http.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultKindTest {

    @Test
    void aSlowTransferTakesLongerTheLargerTheFileIs() {
        assertThat(delay("slow:millis-per-mb=250,on=PUT /stages/")).isEqualTo(Duration.ofMillis(500));
        assertThat(delay("slow:millis=3,millis-per-mb=250,on=GET /stages/a")).isEqualTo(Duration.ofMillis(503));
        assertThat(delay("slow:on=PUT /stages/")).isEqualTo(Duration.ofSeconds(1));
        assertThat(delay("drop-after:on=PUT /stages/")).isZero();
    }

    @Test
    void onlyTransfersHaveMegabytes() {
        assertThatThrownBy(() -> FaultKind.parse(List.of("slow:millis-per-mb=250,on=COPY INTO")))
                .hasMessageContaining("millis-per-mb goes with on=PUT /stages/");
        assertThatThrownBy(() -> FaultKind.parse(List.of("slow:millis-per-mb=x,on=PUT /stages/")))
                .hasMessageContaining("millis-per-mb is a whole number");
    }

    private static Duration delay(String fault) {
        return FaultKind.delay(Optional.of(Fault.parse(fault)), 2_000_000);
    }
}
