package io.github.imednet.snowflake.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.run.ExportInterruptedException;
import io.github.imednet.snowflake.run.SettingsOf;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verifications whose Camel context stops. */
class VerificationPlanTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final VerificationPlan plan = new VerificationPlan(SettingsOf.defaults(Map.of()));

    @BeforeEach
    void start() {
        plan.setCamelContext(context);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void allThatAreUnderWayEndEarly() {
        Verification ended = begin("S0");
        plan.report(ended);
        Verification first = begin("S1");
        Verification second = begin("S2");

        context.stop();

        assertInterrupted(first);
        assertInterrupted(second);
        assertThat(ended.isStopping()).as("one that ended before is still known").isFalse();
    }

    @Test
    void whatComesLaterEndsEarlyToo() {
        context.stop();

        assertInterrupted(begin("S1"));
    }

    private Verification begin(String study) {
        Exchange exchange = new DefaultExchange(context);
        plan.start(study, null, false, exchange);
        return exchange.getProperty("run", Verification.class);
    }

    private void assertInterrupted(Verification verification) {
        assertThatExceptionOfType(ExportInterruptedException.class).isThrownBy(() -> plan.report(verification));
    }
}
