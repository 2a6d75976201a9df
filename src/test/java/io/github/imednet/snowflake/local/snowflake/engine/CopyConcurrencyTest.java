package io.github.imednet.snowflake.local.snowflake.engine;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CopyConcurrencyTest {

    private static final String COPY = "COPY INTO T (A, F) FROM (SELECT $1:a::NUMBER, METADATA$FILENAME FROM @ST)"
            + " FILE_FORMAT = (TYPE = PARQUET) FILES = ('%s.parquet')";
    private static final String NOTHING = "Copy executed with 0 files processed.";

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private Client client;

    @BeforeEach
    void table() throws Exception {
        client = ENGINE.client();
        client.run("CREATE TABLE T (A NUMBER, F VARCHAR)");
        client.run("CREATE STAGE ST");
    }

    @Test
    void fourSessionsCopyingTheSameFileLoadItOnce() throws Exception {
        ENGINE.stage("@ST", "a.parquet", "SELECT i AS a FROM range(50000) t(i)");
        List<String> answers = inParallel(4, session -> session.run(COPY.formatted("a")).rows().get(0).get(0));
        assertThat(answers).containsExactlyInAnyOrder("st/a.parquet", NOTHING, NOTHING, NOTHING);
        assertThat(client.value("SELECT COUNT(*) FROM T")).isEqualTo("50000");
    }

    @Test
    void fourTransactionsCopyingTheSameFileLoadItOnce() throws Exception {
        ENGINE.stage("@ST", "a.parquet", "SELECT i AS a FROM range(5000) t(i)");
        List<String> answers = inParallel(4, session -> {
            session.run("BEGIN");
            session.run("INSERT INTO T VALUES (-1, 'other')");
            String answer = session.run(COPY.formatted("a")).rows().get(0).get(0);
            session.run("COMMIT");
            return answer;
        });
        assertThat(answers).containsExactlyInAnyOrder("st/a.parquet", NOTHING, NOTHING, NOTHING);
        assertThat(client.value("SELECT COUNT(*) FROM T WHERE A >= 0")).isEqualTo("5000");
    }

    @Test
    void differentFilesAreCopiedIntoOneTableAtTheSameTime() throws Exception {
        ENGINE.stage("@ST", "a.parquet", "SELECT 1 AS a");
        ENGINE.stage("@ST", "b.parquet", "SELECT 2 AS a");
        Client other = ENGINE.newClient();
        client.run("BEGIN");
        client.run(COPY.formatted("a"));
        assertThat(other.run(COPY.formatted("b")).rows().get(0).get(0)).isEqualTo("st/b.parquet");
        client.run("COMMIT");
        assertThat(client.value("SELECT COUNT(*) FROM T")).isEqualTo("2");
    }

    @Test
    void aWaitingCopyLoadsTheFileWhenTheFirstRollsBack() throws Exception {
        ENGINE.stage("@ST", "a.parquet", "SELECT 1 AS a");
        Client other = ENGINE.newClient();
        client.run("BEGIN");
        client.run(COPY.formatted("a"));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<StatementResult> waiting = thread.submit(() -> other.run(COPY.formatted("a")));
            await().until(() -> ENGINE.engine().locks().waiting() == 1);
            client.run("ROLLBACK");
            assertThat(waiting.get().rows().get(0).get(0)).isEqualTo("st/a.parquet");
        } finally {
            thread.shutdown();
        }
    }

    @Test
    void aDeleteWaitsForADeleteOfAnotherTransaction() throws Exception {
        client.run("INSERT INTO T VALUES (1, 'x'), (2, 'x')");
        Client other = ENGINE.newClient();
        client.run("BEGIN");
        client.run("DELETE FROM T WHERE A = 1");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Long> waiting = thread.submit(() -> other.count("DELETE FROM T"));
            await().until(() -> ENGINE.engine().locks().waiting() == 1);
            client.run("COMMIT");
            assertThat(waiting.get()).isEqualTo(1);
        } finally {
            thread.shutdown();
        }
    }

    @Test
    void aSwapWaitsForATransactionThatChangesTheOtherTable() throws Exception {
        client.run("CREATE TABLE U (B NUMBER)");
        client.run("INSERT INTO U VALUES (7), (8)");
        Client other = ENGINE.newClient();
        client.run("BEGIN");
        client.run("DELETE FROM U WHERE B = 7");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<StatementResult> waiting = thread.submit(() -> other.run("ALTER TABLE T SWAP WITH U"));
            await().until(() -> waiting.isDone() || ENGINE.engine().locks().waiting() == 1);
            client.run("COMMIT");
            waiting.get();
        } finally {
            thread.shutdown();
        }
        assertThat(client.rows("SELECT * FROM T")).containsExactly(List.of("8"));
    }

    @Test
    void aFirstWriteWaitsForATransactionThatBringsNanosecondsToItsTable() throws Exception {
        client.run("CREATE TABLE N (AT TIMESTAMP_NTZ)");
        Client other = ENGINE.newClient();
        client.run("BEGIN");
        client.run("INSERT INTO N VALUES ('2024-01-01 00:00:00.123456789')");
        other.run("BEGIN");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Long> waiting = thread.submit(() -> other.count("INSERT INTO N VALUES ('2024-01-01')"));
            await().until(() -> waiting.isDone() || ENGINE.engine().locks().waiting() == 1);
            client.run("COMMIT");
            assertThat(waiting.get()).isEqualTo(1);
        } finally {
            thread.shutdown();
        }
        other.run("COMMIT");
        assertThat(client.value("SELECT COUNT(*) FROM N")).isEqualTo("2");
    }

    @Test
    void aWaitThatWouldNeverEndIsRefused() throws Exception {
        client.run("CREATE TABLE U (A NUMBER)");
        Client other = ENGINE.newClient();
        client.run("BEGIN");
        client.run("DELETE FROM T");
        other.run("BEGIN");
        other.run("DELETE FROM U");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Long> waiting = thread.submit(() -> client.count("DELETE FROM U"));
            await().until(() -> ENGINE.engine().locks().waiting() == 1);
            assertThat(other.failure("DELETE FROM T")).isEqualTo("000625/57014");
            other.run("ROLLBACK");
            assertThat(waiting.get()).isZero();
        } finally {
            thread.shutdown();
        }
    }

    private interface Work {
        String run(Client session) throws Exception;
    }

    private static List<String> inParallel(int count, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<String>> futures = new ArrayList<>();
            for (Client session : sessions(count)) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return work.run(session);
                }));
            }
            start.countDown();
            List<String> answers = new ArrayList<>();
            for (Future<String> future : futures) {
                answers.add(future.get());
            }
            return Collections.unmodifiableList(answers);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Client> sessions(int count) throws SqlFailure {
        List<Client> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sessions.add(ENGINE.newClient());
        }
        return sessions;
    }
}
