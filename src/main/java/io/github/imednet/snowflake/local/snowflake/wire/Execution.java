package io.github.imednet.snowflake.local.snowflake.wire;

import io.github.imednet.snowflake.local.snowflake.engine.Binding;
import io.github.imednet.snowflake.local.snowflake.engine.Column;
import io.github.imednet.snowflake.local.snowflake.engine.EngineSession;
import io.github.imednet.snowflake.local.snowflake.engine.SqlFailure;
import io.github.imednet.snowflake.local.snowflake.engine.StatementResult;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One statement on its way through the engine, which any number of requests may wait for or stop. */
final class Execution {

    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);
    private static final Set<StatementType> READ_ONLY =
            EnumSet.of(StatementType.SELECT, StatementType.SHOW, StatementType.DESCRIBE, StatementType.LIST);
    private static final long CANCEL_INTERVAL_MILLIS = 10;
    private static final int CANCEL_ATTEMPTS = 500;

    private final String queryId = UUID.randomUUID().toString();
    private final String resultKey = UUID.randomUUID().toString();
    private final Instant start = Instant.now();
    private final Session session;
    private final Statement statement;
    private final Watcher watcher;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final List<Execution> parts = new ArrayList<>();
    private SqlFailure stopReason;
    private boolean running;
    private volatile Instant end;
    private volatile boolean delivered;
    private volatile boolean asynchronous;
    private final AtomicLong asked = new AtomicLong();

    /**
     * What to execute.
     *
     * @param parameters of this statement alone
     * @param delay added before the statement starts
     * @param fault what the statement fails with instead of being executed, or null
     */
    record Statement(
            String sql, List<Binding> bindings, Map<String, String> parameters, Duration delay, SqlFailure fault) {}

    /** What came out and how its rows are given to the client, with the session's state right after the statement. */
    record Outcome(
            StatementResult result, ResultFormat format, String database, String schema, String warehouse, String role,
            Map<String, String> parameters) {}

    /** Is told what happens, before anybody gets the answer. */
    interface Watcher {

        /** A statement of several in one request is about to run. */
        void part(Execution part);

        void count(StatementType type);
    }

    Execution(Session session, Statement statement, Watcher watcher) {
        this.session = session;
        this.statement = statement;
        this.watcher = watcher;
    }

    String queryId() {
        return queryId;
    }

    /** What a client must show that downloads chunks of the result. */
    String resultKey() {
        return resultKey;
    }

    Session session() {
        return session;
    }

    String sql() {
        return statement.sql();
    }

    Instant start() {
        return start;
    }

    /** The statements of the request, if they are several, each with an answer of its own. */
    List<Execution> parts() {
        return parts;
    }

    /** The type of one that has succeeded. */
    StatementType type() {
        return outcome.join().result().type();
    }

    /** When it ended, or null. */
    Instant end() {
        return end;
    }

    void markDelivered() {
        delivered = true;
    }

    /** Rows of the answer that may be forgotten: it was given out once, and executing it again would change nothing. */
    int forgettableRows() {
        if (!delivered || !outcome.isDone() || outcome.isCompletedExceptionally()) {
            return 0;
        }
        StatementResult result = outcome.join().result();
        return READ_ONLY.contains(result.type()) ? result.rows().size() : 0;
    }

    /** Waits for the delay and for the session's turn, then executes the statement. */
    void run() {
        try {
            if (!ended.await(statement.delay().toMillis(), TimeUnit.MILLISECONDS)) {
                executeInTurn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(canceled());
        }
    }

    /**
     * The outcome, if it is there within that time.
     *
     * @throws SqlFailure if the statement failed or was stopped
     * @throws TimeoutException if it still runs
     */
    Outcome await(Duration hold) throws SqlFailure, TimeoutException, InterruptedException {
        try {
            return outcome.get(hold.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SqlFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }

    /** Returns when the statement has ended, or has not obeyed for some seconds. */
    void cancel() {
        stop(canceled());
    }

    /** The client asks for the result; who asks for the state alone may be another one. */
    void markAsked() {
        asked.incrementAndGet();
    }

    /** The client asks for the result whenever it likes. */
    void markAsynchronous() {
        asynchronous = true;
    }

    /** Stops a statement whose client, told that it still runs, does not ask again: it is gone. */
    void stopUnlessAskedWithin(Duration patience) {
        long before = asked.get();
        CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS).execute(() -> {
            if (!asynchronous && asked.get() == before) {
                LOG.info("Query {} is stopped: nobody asks for its result", queryId);
                cancel();
            }
        });
    }

    void stopAfter(long seconds) {
        SqlFailure timeout = new SqlFailure("000630", "57014",
                "Statement reached its statement timeout of " + seconds + " second(s) and was canceled.");
        CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS).execute(() -> stop(timeout));
    }

    private void executeInTurn() {
        session.turn().lock();
        try {
            if (begin()) {
                succeed(execute());
            }
        } catch (SqlFailure failure) {
            fail(failure);
        } catch (RuntimeException | Error e) { // of either nobody else would tell the client, which waits
            LOG.error("Query {} failed: {}", queryId, statement.sql(), e);
            fail(new SqlFailure("000603", "XX000", "SQL execution internal error: " + e, e));
        } finally {
            session.turn().unlock();
        }
    }

    private StatementResult execute() throws SqlFailure {
        if (statement.fault() != null) {
            throw statement.fault();
        }
        List<EngineSession.Part> texts = session.engine().split(statement.sql(), statement.parameters());
        return texts.size() > 1
                ? executeParts(texts)
                : session.engine().execute(queryId, statement.sql(), statement.bindings(), statement.parameters());
    }

    /** One after another; what comes after one that fails is not executed. */
    private StatementResult executeParts(List<EngineSession.Part> texts) throws SqlFailure {
        Map<String, String> parameters = new HashMap<>(statement.parameters());
        parameters.put("MULTI_STATEMENT_COUNT", "1");
        int bound = 0;
        for (EngineSession.Part text : texts) {
            // Binds with numbers count from the request's first one.
            List<Binding> bindings = text.bindings() == 0
                    ? statement.bindings()
                    : statement
                            .bindings()
                            .subList(
                                    bound,
                                    Math.min(
                                            bound + text.bindings(),
                                            statement.bindings().size()));
            bound += text.bindings();
            Execution part = new Execution(
                    session, new Statement(text.sql(), bindings, parameters, Duration.ZERO, null), watcher);
            parts.add(part);
            watcher.part(part);
            part.executeInTurn();
            part.requireSuccess();
            requireNoStop();
        }
        return StatementResult.of(
                StatementType.MULTI,
                List.of(Column.text("multiple statement execution")),
                List.of(List.of("Multiple statements executed successfully.")));
    }

    private void requireSuccess() throws SqlFailure {
        try {
            outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SqlFailure failure) {
                throw failure;
            }
            throw e;
        }
    }

    private synchronized void requireNoStop() throws SqlFailure {
        if (stopReason != null) {
            throw stopReason;
        }
    }

    private synchronized boolean begin() {
        running = !outcome.isDone();
        return running;
    }

    private synchronized void succeed(StatementResult result) {
        EngineSession engine = session.engine();
        watcher.count(result.type());
        end = Instant.now();
        Map<String, String> parameters = engine.parameterValues();
        ResultFormat format =
                ResultFormat.of(session.client().name(), result.type(), parameters, statement.parameters());
        outcome.complete(new Outcome(result, format, engine.database(), engine.schema(), engine.warehouse(),
                engine.role(), parameters));
        ended.countDown();
    }

    private synchronized void fail(SqlFailure failure) {
        end = Instant.now();
        outcome.completeExceptionally(stopReason == null ? failure : stopReason);
        ended.countDown();
    }

    private void stop(SqlFailure reason) {
        try {
            // The engine may not have reached the database yet, so it is told until it obeys.
            for (int attempt = 0; attempt < CANCEL_ATTEMPTS && !requestStop(reason); attempt++) {
                ended.await(CANCEL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Inside this lock a running statement cannot end, so the engine never cancels the one after it. */
    private synchronized boolean requestStop(SqlFailure reason) {
        if (outcome.isDone()) {
            return true;
        }
        stopReason = stopReason == null ? reason : stopReason;
        if (running) {
            session.engine().cancel();
            return false;
        }
        fail(reason);
        return true;
    }

    private static SqlFailure canceled() {
        return new SqlFailure("000604", "57014", "SQL execution canceled");
    }
}
