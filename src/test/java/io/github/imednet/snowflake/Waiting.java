package io.github.imednet.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Waits for progress. How long it takes is no matter of a test: machines differ, and have other work. So all waits have
 * the same limit, which only a hang reaches: on one core, with another process at full load on it, six studies and three
 * workers took ten minutes.
 */
public final class Waiting {

    public static final Duration LIMIT = Duration.ofMinutes(30);

    private Waiting() {}

    /** In place of Awaitility's own, which gives up after ten seconds. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT);
    }

    /** @return the exit code */
    public static int awaitEnd(Process process) throws InterruptedException {
        boolean ended = process.waitFor(LIMIT.toMinutes(), TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertThat(ended).as("the process has ended").isTrue();
        return process.exitValue();
    }
}
