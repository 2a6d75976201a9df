package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What has become of the latest transactions of all sessions, for as long as the server runs. */
final class TransactionStates {

    private static final int MOST = 1_000;

    /** As Snowflake's, ids are nanoseconds of the time at which a transaction began; no two are the same. */
    private long lastId = System.currentTimeMillis() * 1_000_000;

    private final Map<Long, State> states = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, State> eldest) {
            return size() > MOST;
        }
    };

    /** @param ended null while it runs */
    record State(String name, Instant started, Instant ended) {}

    synchronized long begin() {
        states.put(++lastId, new State("running", Instant.now(), null));
        return lastId;
    }

    /** @param name {@code committed} or {@code rolled back} */
    synchronized void end(long id, String name) {
        states.computeIfPresent(id, (key, state) -> new State(name, state.started(), Instant.now()));
    }

    /** @return null for one that is not known */
    synchronized State find(long id) {
        return states.get(id);
    }
}
