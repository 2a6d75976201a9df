package io.github.imednet.snowflake.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A login that is begun before anybody asks for its session, while a program still starts. Whoever asks first gets it,
 * or what it failed with: there is no second attempt, of which some would lock the user out.
 */
final class LoginAhead {

    private static final Logger LOG = LoggerFactory.getLogger(LoginAhead.class);

    private final AtomicReference<CompletableFuture<Connection>> begun = new AtomicReference<>();

    /** Begins it in a thread of its own, for which no process waits. */
    void begin(Callable<Connection> login) {
        CompletableFuture<Connection> session = new CompletableFuture<>();
        if (begun.compareAndSet(null, session)) {
            Thread thread = new Thread(() -> complete(session, login), "snowflake-login");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Whoever asks gets every failure, of whatever kind. */
    private static void complete(CompletableFuture<Connection> session, Callable<Connection> login) {
        try {
            session.complete(login.call());
        } catch (Throwable e) {
            session.completeExceptionally(e);
        }
    }

    /**
     * Waits for the login, if one was begun that nobody has asked for.
     *
     * @return null if there is none
     * @throws SQLException as the login did
     */
    @Nullable Connection take() throws SQLException {
        CompletableFuture<Connection> session = begun.getAndSet(null);
        try {
            return session == null ? null : session.get();
        } catch (InterruptedException e) {
            session.thenAccept(LoginAhead::close);
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while waiting for the login to Snowflake", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e.getCause() instanceof SQLException failure ? failure : new SQLException(e.getCause());
        }
    }

    /** Ends the session, at once or as soon as it is there, if nobody has asked for it. */
    void abandon() {
        CompletableFuture<Connection> session = begun.getAndSet(null);
        if (session != null) {
            session.thenAccept(LoginAhead::close);
        }
    }

    private static void close(Connection unused) {
        try {
            unused.close();
        } catch (SQLException e) {
            LOG.debug("A session that was not needed could not be ended: {}", e.getMessage());
        }
    }
}
