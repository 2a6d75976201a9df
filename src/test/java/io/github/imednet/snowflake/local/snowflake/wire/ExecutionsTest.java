package io.github.imednet.snowflake.local.snowflake.wire;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.Waiting;
import io.github.imednet.snowflake.local.snowflake.engine.Engine;
import io.github.imednet.snowflake.local.snowflake.engine.SqlFailure;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which answers are kept for requests that are repeated. */
class ExecutionsTest {

    @TempDir
    private Path directory;

    private Engine engine;
    private Session session;

    @BeforeEach
    void open() throws Exception {
        engine = Engine.open(directory);
        engine.createDatabase("DB");
        session = new Session(1, "LOADER", new Client("JDBC", 4), engine.openSession("DB", "PUBLIC", null, null));
        session.engine().execute("1", "create table t (a number)", List.of(), Map.of());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void theOldestAnswersAreForgotten() throws Exception {
        try (Executions executions = new Executions(2, 1000)) {
            Execution first = run(executions, "1", "insert into t values (1)");
            Execution second = run(executions, "2", "insert into t values (2)");
            run(executions, "3", "insert into t values (3)");
            await().untilAsserted(() -> assertThatThrownBy(() -> executions.require(first.queryId()))
                    .isInstanceOf(SqlFailure.class));
            assertThat(run(executions, "2", "insert into t values (2)")).isSameAs(second);
            assertThat(executions.succeeded(StatementType.INSERT)).isEqualTo(3);
        }
    }

    @Test
    void largeResultsAreForgottenOnceTheyWereGivenOutAndChangesAreNot() throws Exception {
        try (Executions executions = new Executions(100, 10)) {
            Execution insert = run(executions, "1", "insert into t select range from range(100)");
            Execution large = run(executions, "2", "select * from range(100)");
            Execution unseen = run(executions, "3", "select * from range(200)");
            large.markDelivered();
            run(executions, "4", "select 1");
            await().untilAsserted(() -> assertThat(executions.find(large.queryId())).isEmpty());
            assertThat(executions.find(unseen.queryId())).contains(unseen);
            assertThat(executions.find(insert.queryId())).contains(insert);
        }
    }

    private Execution run(Executions executions, String requestId, String sql) throws Exception {
        Execution execution = executions.start(session, requestId,
                new Execution.Statement(sql, List.of(), Map.of(), Duration.ZERO, null));
        execution.await(Waiting.LIMIT);
        return execution;
    }
}
