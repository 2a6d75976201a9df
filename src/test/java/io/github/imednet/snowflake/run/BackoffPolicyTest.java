package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.junit.jupiter.api.Test;

/** How long a retry waits, by the clock of nobody. */
class BackoffPolicyTest {

    @Test
    void theWaitIsTheBackoffTimesTwoToTheAttempt() {
        RedeliveryPolicy policy = RetryPolicies.retrying(SettingsOf.defaults(Map.of("export.retry-backoff", "1.5")));

        assertThat(waits(policy, 6)).containsExactly(1_500, 3_000, 6_000, 12_000, 24_000, 48_000);
    }

    @Test
    void theWaitIsFiveMinutesAtMostHoweverManyRetriesThereAre() {
        BackoffPolicy policy = new BackoffPolicy(Duration.ofDays(1), 0, () -> 0.5);

        assertThat(waits(policy, 100)).containsOnly(300_000);
        assertThat(waits(new BackoffPolicy(Duration.ofMillis(1), 0, () -> 0.5), 100)).endsWith(300_000);
    }

    @Test
    void aWaitThatTheApiAskedForChangesNoneOfThoseAfterIt() {
        BackoffPolicy policy = new BackoffPolicy(Duration.ofSeconds(1), 0, () -> 0.5);

        assertThat(policy.calculateRedeliveryDelay(60_000, 3)).isEqualTo(4_000);
    }

    @Test
    void jitterOnlyMakesAWaitShorter() {
        Duration second = Duration.ofSeconds(1);

        assertThat(waits(new BackoffPolicy(second, 0.25, () -> 0), 3)).containsExactly(1_000, 2_000, 4_000);
        assertThat(waits(new BackoffPolicy(second, 0.25, () -> 0.5), 3)).containsExactly(875, 1_750, 3_500);
        assertThat(waits(new BackoffPolicy(second, 1, () -> 1), 3)).containsExactly(0, 0, 0);
    }

    @Test
    void theJitterOfTheSettingsIsAtWork() {
        Map<String, String> jitter = Map.of("export.retry-backoff", "100", "export.retry-jitter", "0.5");
        RedeliveryPolicy policy = RetryPolicies.retrying(SettingsOf.defaults(jitter));

        long[] waits = LongStream.generate(() -> policy.calculateRedeliveryDelay(0, 1)).limit(50).toArray();

        assertThat(LongStream.of(waits).boxed()).allMatch(wait -> wait >= 50_000 && wait <= 100_000);
        assertThat(LongStream.of(waits).distinct().count()).isGreaterThan(1);
    }

    @Test
    void aSecondIsTheDefaultBeforeTheFirstOfThreeRetries() {
        RedeliveryPolicy policy = RetryPolicies.retrying(SettingsOf.defaults(Map.of()));

        assertThat(policy.getMaximumRedeliveries()).isEqualTo(3);
        assertThat(waits(policy, 3)).containsExactly(1_000, 2_000, 4_000);
    }

    private static long[] waits(RedeliveryPolicy policy, int retries) {
        return IntStream.rangeClosed(1, retries)
                .mapToLong(retry -> policy.calculateRedeliveryDelay(0, retry))
                .toArray();
    }
}
