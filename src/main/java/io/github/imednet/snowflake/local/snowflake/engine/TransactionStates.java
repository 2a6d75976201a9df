package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

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

    /** Whose a transaction is. */
    record Owner(String user, String session) {}

    /**
     * @param name as given at its beginning, or a random one
     * @param state {@code running}, {@code committed} or {@code rolled back}
     * @param ended null while it runs
     */
    record State(String name, Owner owner, String state, Instant started, Instant ended) {}

    /** @param name null for none */
    synchronized long begin(String name, Owner owner) {
        String shown = name == null ? UUID.randomUUID().toString() : name;
        states.put(++lastId, new State(shown, owner, "running", Instant.now(), null));
        return lastId;
    }

    /** @param how {@code committed} or {@code rolled back} */
    synchronized void end(long id, String how) {
        states.computeIfPresent(
                id, (key, state) -> new State(state.name(), state.owner(), how, state.started(), Instant.now()));
    }

    /** Those that run, by their ids. */
    synchronized Map<Long, State> running() {
        Map<Long, State> running = new TreeMap<>(states);
        running.values().removeIf(state -> state.ended() != null);
        return running;
    }

    /** @return null for one that is not known */
    synchronized State find(long id) {
        return states.get(id);
    }
}
