package io.github.imednet.snowflake.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.run.SettingsOf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose claim to a study the lock table has. */
class ClaimTest {

    private static final String SECOND = ", since 2026-01-01 00:00:00.002";

    private final RunLock lock = new RunLock(SettingsOf.defaults(Map.of()), new SnowflakeStatements(null));

    /** It was resumed elsewhere: the study is that process's now, though the run is the same. */
    @Test
    void aProcessWhoseRunAnotherOneHasResumedHasNoClaimAnyMore() {
        SqlAnswer claims = SqlAnswer.of(List.of(claim("run/of-the-other-process", SECOND)));

        lock.requireHeld("S", null, "run/of-the-other-process", claims, "lost");
        assertThatExceptionOfType(RunLock.LostLockException.class)
                .isThrownBy(() -> lock.requireHeld("S", null, "run/of-this-process", claims, "lost"))
                .withMessage("lost");
    }

    /** Whatever the order in which Snowflake names them; an earlier version wrote no time. */
    @ParameterizedTest
    @CsvSource({"a, b, ', since 2026-01-01 00:00:00.001'", "b, a, ', since 2026-01-01 00:00:00.001'", "b, a, ''",
        "a, b, ', since 2026-01-01 00:00:00.002'"})
    void ofTwoClaimsThatDidNotSeeEachOtherTheFirstOneStays(String first, String second, String since) {
        SqlAnswer claims = SqlAnswer.of(List.of(claim("b", second.equals("b") ? SECOND : since),
                claim("a", second.equals("a") ? SECOND : since)));

        lock.requireHeld("S", null, first, claims, "lost");
        assertThatExceptionOfType(RunInProgressException.class)
                .isThrownBy(() -> lock.requireHeld("S", null, second, claims, "lost"))
                .satisfies(other -> assertThat(other.runId()).isEqualTo(first));
    }

    /** The answer to the first INSERT was lost, and it was executed after the second one had been sent. */
    @Test
    void aClaimThatWasInsertedTwiceIsNotInItsOwnWay() {
        Map<String, Object> first = claim("a", ", since 2026-01-01 00:00:00.001");
        Map<String, Object> second = claim("a", SECOND);

        lock.requireHeld("S", null, "a", SqlAnswer.of(List.of(first, second)), "lost");
        lock.requireHeld("S", null, "a", SqlAnswer.of(List.of(second, first)), "lost");
    }

    @Test
    void otherBatchesOfASinkAreNotInTheWay() {
        Map<String, Object> first = new HashMap<>(claim("a", ""));
        first.put("BATCH_ID", "one");
        Map<String, Object> second = new HashMap<>(claim("b", SECOND));
        second.put("BATCH_ID", "two");

        lock.requireHeld("S", "two", "b", SqlAnswer.of(List.of(first, second)), "lost");
    }

    private static Map<String, Object> claim(String claim, String since) {
        return Map.of("RUN_ID", claim, "OWNER", "process 1 on elsewhere" + since, "EXPIRES_AT",
                "2026-01-01 00:03:00.000");
    }
}
