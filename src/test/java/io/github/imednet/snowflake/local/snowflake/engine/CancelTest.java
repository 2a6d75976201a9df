package io.github.imednet.snowflake.local.snowflake.engine;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CancelTest {

    /** Would run for hours. */
    private static final String LONG_QUERY = "SELECT COUNT(*) FROM TABLE(GENERATOR(ROWCOUNT => 1000000)) A,"
            + " TABLE(GENERATOR(ROWCOUNT => 1000000)) B WHERE MD5(A.SEQ::VARCHAR || B.SEQ::VARCHAR) = 'x'";

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private Client client;

    @BeforeEach
    void client() {
        client = ENGINE.client();
    }

    @AfterEach
    void shutdown() {
        thread.shutdownNow();
    }

    @Test
    void aRunningQueryStopsAndTheSessionGoesOn() throws Exception {
        Future<String> failure = thread.submit(() -> client.failure(LONG_QUERY));
        await().until(() -> cancelled(failure));
        assertThat(failure.get()).isEqualTo("000604/57014");
        assertThat(client.value("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aStatementThatWaitsForALockStops() throws Exception {
        client.run("CREATE TABLE T (A INT)");
        Client other = ENGINE.newClient();
        other.run("BEGIN");
        other.run("DELETE FROM T");
        Future<String> failure = thread.submit(() -> client.failure("DELETE FROM T"));
        await().until(() -> ENGINE.engine().locks().waiting() == 1);
        client.session().cancel();
        assertThat(failure.get()).isEqualTo("000604/57014");
        other.run("ROLLBACK");
        client.run("DELETE FROM T");
    }

    @Test
    void aStatementEndsAtItsTimeout() throws Exception {
        client.run("ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = 1");
        assertThat(client.failure(LONG_QUERY)).isEqualTo("000630/57014");
        client.run("ALTER SESSION UNSET STATEMENT_TIMEOUT_IN_SECONDS");
        assertThat(client.failure("ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = never")).isEqualTo("001008/22023");
    }

    @Test
    void cancelWithoutAStatementDoesNothing() throws Exception {
        client.session().cancel();
        assertThat(client.value("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aCanceledChangeIsUndone() throws Exception {
        client.run("CREATE TABLE T (A NUMBER)");
        Future<String> failure = thread.submit(() -> client.failure("INSERT INTO T " + LONG_QUERY));
        await().until(() -> cancelled(failure));
        assertThat(failure.get()).isEqualTo("000604/57014");
        assertThat(client.value("SELECT COUNT(*) FROM T")).isEqualTo("0");
    }

    private boolean cancelled(Future<String> statement) {
        client.session().cancel();
        return statement.isDone();
    }
}
