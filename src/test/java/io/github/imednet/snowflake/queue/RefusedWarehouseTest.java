package io.github.imednet.snowflake.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.queue.StudyResult.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker's warehouse may not run, as at night, when its quota is used up. With a real broker. */
class RefusedWarehouseTest {

    @TempDir
    private Path directory;

    private QueuedStudies studies;

    @BeforeEach
    void start() throws Exception {
        studies = new QueuedStudies(directory, 1, List.of("ONE", "TWO"));
    }

    @AfterEach
    void stop() throws Exception {
        studies.close();
    }

    /** No order could be met: one worker would bury all that waits. */
    @Test
    void aWorkerWhoseQuotaIsUsedUpEndsAndLeavesTheOrders() throws Exception {
        studies.servers().failSnowflake("sql-error:on=DELETE FROM,times=always,code=090073,state=22000,message="
                + "Warehouse 'W' cannot be resumed because resource monitor 'M' has exceeded its quota.");
        studies.use(Map.of());
        studies.command("enqueue", "--study=ONE", "--study=TWO");
        WorkerThread worker = studies.startWorkerThread();

        assertThat(worker.awaitEnd()).as(worker.errors()).isEqualTo(2);
        assertThat(worker.errors()).contains("resource monitor 'M' has exceeded its quota. Raise");
        assertThat(studies.queue().get("waiting").asLong()).isEqualTo(2);
        assertThat(studies.results()).extracting(StudyResult::state).doesNotContain(State.FAILED);
        assertThat(studies.deadLetters()).isEmpty();
    }
}
