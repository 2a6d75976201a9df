package io.github.imednet.snowflake.local.snowflake.wire;

import io.github.imednet.snowflake.local.snowflake.engine.EngineSession;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** One login: its tokens, which expire, and its SQL session, which executes one statement at a time. */
final class Session {

    private final long id;
    private final String user;
    private final Client client;
    private final EngineSession engine;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final String masterToken = UUID.randomUUID().toString();
    private String token = UUID.randomUUID().toString();
    private Instant tokenEnd;
    private Instant masterEnd;

    Session(long id, String user, Client client, EngineSession engine) {
        this.id = id;
        this.user = user;
        this.client = client;
        this.engine = engine;
    }

    long id() {
        return id;
    }

    String user() {
        return user;
    }

    Client client() {
        return client;
    }

    EngineSession engine() {
        return engine;
    }

    /** Held by the statement that the engine executes. */
    ReentrantLock turn() {
        return turn;
    }

    String masterToken() {
        return masterToken;
    }

    synchronized String token() {
        return token;
    }

    synchronized void setValidity(Instant newTokenEnd, Instant newMasterEnd) {
        tokenEnd = newTokenEnd;
        masterEnd = newMasterEnd;
    }

    synchronized String renewToken() {
        token = UUID.randomUUID().toString();
        return token;
    }

    synchronized boolean isValid(String offered, Instant now) {
        return token.equals(offered) && now.isBefore(tokenEnd);
    }

    synchronized boolean isRenewable(Instant now) {
        return now.isBefore(masterEnd);
    }

    /** Waits for the statement that runs now: an engine session must not be closed under it. */
    void close() {
        turn.lock();
        try {
            engine.close();
        } finally {
            turn.unlock();
        }
    }
}
