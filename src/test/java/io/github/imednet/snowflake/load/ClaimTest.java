package io.github.imednet.snowflake.load;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.run.SettingsOf;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose claim to a study the lock table has. */
class ClaimTest {

    /** It was resumed elsewhere: the study is that process's now, though the run is the same. */
    @Test
    void aProcessWhoseRunAnotherOneHasResumedHasNoClaimAnyMore() {
        RunLock lock = new RunLock(SettingsOf.defaults(Map.of()), new SnowflakeStatements(null));
        SqlAnswer claims = SqlAnswer.of(List.of(Map.of("RUN_ID", "run/of-the-other-process")));

        lock.requireHeld("run/of-the-other-process", claims, "lost");
        assertThatExceptionOfType(RunLock.LostLockException.class)
                .isThrownBy(() -> lock.requireHeld("run/of-this-process", claims, "lost"))
                .withMessage("lost");
    }
}
