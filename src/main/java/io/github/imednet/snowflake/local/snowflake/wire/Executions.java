package io.github.imednet.snowflake.local.snowflake.wire;

import io.github.imednet.snowflake.local.snowflake.engine.SqlFailure;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The statements that run or have run, by request and by query id. A request that is repeated, because its answer was
 * lost, finds its statement here and never executes it twice.
 */
final class Executions implements Execution.Watcher, AutoCloseable {

    private final Map<RequestKey, Execution> byRequest = new ConcurrentHashMap<>();
    private final Map<String, Execution> byQueryId = new ConcurrentHashMap<>();
    private final Map<StatementType, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Deque<Answered> answered = new ArrayDeque<>();
    private final int keptAnswers;
    private final int keptRows;
    private final ExecutorService threads;

    private record RequestKey(long session, String requestId) {}

    private record Answered(RequestKey key, Execution execution) {

        int forgettableRows() {
            return execution.forgettableRows();
        }
    }

    Executions() {
        this(5_000, 500_000);
    }

    /**
     * @param keptAnswers how many answers are kept for repeated requests
     * @param keptRows how many rows are kept of answers that would come out the same again
     */
    Executions(int keptAnswers, int keptRows) {
        this.keptAnswers = keptAnswers;
        this.keptRows = keptRows;
        AtomicInteger count = new AtomicInteger();
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "snowflake-statement-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts the statement, or finds the one that this request has started before. */
    Execution start(Session session, String requestId, Execution.Statement statement) {
        RequestKey key = new RequestKey(session.id(), requestId);
        Execution started = new Execution(session, statement, this);
        Execution first = byRequest.putIfAbsent(key, started);
        if (first != null) {
            return first;
        }
        byQueryId.put(started.queryId(), started);
        threads.execute(() -> {
            started.run();
            keep(key, started);
        });
        return started;
    }

    /** @throws SqlFailure 000709 if there is no such query, or it is too long ago */
    Execution require(String queryId) throws SqlFailure {
        return find(queryId)
                .orElseThrow(() -> new SqlFailure("000709", "02000", "Statement " + queryId + " not found"));
    }

    Optional<Execution> find(String queryId) {
        return Optional.ofNullable(byQueryId.get(queryId));
    }

    /** Stops the statement of that request, if it still runs. */
    void cancel(Session session, String requestId) {
        Execution execution = byRequest.get(new RequestKey(session.id(), requestId));
        if (execution != null) {
            execution.cancel();
        }
    }

    /** Stops whatever the session still runs. */
    void cancelAll(Session session) {
        byQueryId.values().stream().filter(execution -> execution.session() == session).forEach(Execution::cancel);
    }

    /** How many statements of that type have ended well. */
    long succeeded(StatementType type) {
        AtomicLong count = counts.get(type);
        return count == null ? 0 : count.get();
    }

    @Override
    public void close() {
        byQueryId.values().forEach(Execution::cancel);
        threads.shutdownNow();
    }

    @Override
    public void part(Execution part) {
        byQueryId.put(part.queryId(), part);
    }

    @Override
    public void count(StatementType type) {
        counts.computeIfAbsent(type, unseen -> new AtomicLong()).incrementAndGet();
    }

    private synchronized void keep(RequestKey key, Execution execution) {
        answered.add(new Answered(key, execution));
        if (answered.size() > keptAnswers) {
            forget(answered.remove());
        }
        long excess = answered.stream().mapToLong(Answered::forgettableRows).sum() - keptRows;
        Iterator<Answered> oldestFirst = answered.iterator();
        while (excess > 0 && oldestFirst.hasNext()) {
            Answered oldest = oldestFirst.next();
            if (oldest.forgettableRows() > 0) {
                excess -= oldest.forgettableRows();
                oldestFirst.remove();
                forget(oldest);
            }
        }
    }

    private void forget(Answered oldest) {
        byRequest.remove(oldest.key());
        byQueryId.remove(oldest.execution().queryId());
        oldest.execution().parts().forEach(part -> byQueryId.remove(part.queryId()));
    }
}
