package io.github.imednet.snowflake.local.snowflake.wire;

import io.github.imednet.snowflake.local.snowflake.engine.EngineSession;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sessions that are open, found by their tokens. A session token that is no longer good is answered with 390112 as
 * long as the master token can renew it; a session whose master token has expired is closed at the next login.
 */
final class Sessions {

    private final Timing timing;
    private final AtomicLong lastId = new AtomicLong();
    /** Former tokens stay: a request that was under way during a renewal must be told to use the new one. */
    private final Map<String, Session> byToken = new ConcurrentHashMap<>();
    private final Map<String, Session> byMasterToken = new ConcurrentHashMap<>();

    Sessions(Timing timing) {
        this.timing = timing;
    }

    Session open(String user, Client client, EngineSession engine) {
        closeExpired();
        Session session = new Session(lastId.incrementAndGet(), user, client, engine);
        extend(session);
        byToken.put(session.token(), session);
        byMasterToken.put(session.masterToken(), session);
        return session;
    }

    /** @throws RequestFailure 390111 if there is no such session, 390112 if the token has to be renewed */
    Session require(String token) throws RequestFailure {
        Session session = byToken.get(token);
        if (session == null) {
            throw new RequestFailure(RequestFailure.SESSION_GONE, "Session no longer exists. New login required.");
        }
        if (!session.isValid(token, now())) {
            throw new RequestFailure(RequestFailure.SESSION_EXPIRED, "Your session token has expired; renew it.");
        }
        return session;
    }

    /** @throws RequestFailure 390113 if the master token is not known, 390114 if it has expired */
    Session renew(String masterToken) throws RequestFailure {
        Session session = byMasterToken.get(masterToken);
        if (session == null) {
            throw new RequestFailure(RequestFailure.MASTER_TOKEN_UNKNOWN, "Master token not found; log in again.");
        }
        if (!session.isRenewable(now())) {
            throw new RequestFailure(RequestFailure.MASTER_TOKEN_EXPIRED, "Master token has expired; log in again.");
        }
        byToken.put(session.renewToken(), session);
        extend(session);
        return session;
    }

    /** Makes the session's token need a renewal. */
    void expireToken(Session session) {
        session.setValidity(Instant.MIN, now().plus(timing.masterValidity()));
    }

    /** Makes the session's tokens worthless, although it is still there. */
    void expireMasterToken(Session session) {
        session.setValidity(Instant.MIN, Instant.MIN);
    }

    void close(Session session) {
        byToken.values().removeIf(session::equals);
        if (byMasterToken.remove(session.masterToken()) != null) {
            session.close();
        }
    }

    void closeAll() {
        List.copyOf(byMasterToken.values()).forEach(this::close);
    }

    private void closeExpired() {
        for (Session session : List.copyOf(byMasterToken.values())) {
            if (!session.isRenewable(now()) && !session.turn().isLocked()) {
                close(session);
            }
        }
    }

    private void extend(Session session) {
        session.setValidity(now().plus(timing.tokenValidity()), now().plus(timing.masterValidity()));
    }

    private Instant now() {
        return timing.clock().instant();
    }
}
