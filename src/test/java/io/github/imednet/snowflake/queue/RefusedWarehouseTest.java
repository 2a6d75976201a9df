package io.github.imednet.snowflake.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.queue.StudyResult.State;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker's warehouse may not run, as at night, when its quota is used up. With a real broker. */
class RefusedWarehouseTest {

    @RegisterExtension
    final QueuedStudies studies = new QueuedStudies(1, "ONE", "TWO");

    /** No order could be met: one worker would bury all that waits. */
    @Test
    void aWorkerWhoseQuotaIsUsedUpEndsAndLeavesTheOrders() throws Exception {
        studies.servers().failSnowflake("sql-error:on=DELETE FROM,times=always,code=090073,state=22000,message="
                + "Warehouse 'W' cannot be resumed because resource monitor 'M' has exceeded its quota.");
        studies.use(Map.of());
        studies.command("enqueue", "--study=ONE", "--study=TWO");
        WorkerThread worker = studies.startWorkerThread();

        assertThat(studies.awaitEnd(worker)).as(worker.errors()).isEqualTo(2);
        assertThat(worker.errors()).contains("resource monitor 'M' has exceeded its quota. Raise");
        assertThat(studies.queue().get("waiting").asLong()).isEqualTo(2);
        assertThat(studies.results()).extracting(StudyResult::state).doesNotContain(State.FAILED);
        assertThat(studies.deadLetters()).isEmpty();
    }
}
