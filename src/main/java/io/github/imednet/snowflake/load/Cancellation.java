package io.github.imednet.snowflake.load;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels, from any thread, what a task does in a session, whatever it is at: what runs ends at the server, and no
 * further statement begins.
 */
public final class Cancellation {

    private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

    /** What Snowflake answers to a statement that was canceled. */
    private static final int CANCELLED = 604;

    private static final String CANCELLED_STATE = "57014";
    private static final int PAUSE_MILLIS = 100;

    /**
     * A cancel that overtakes the statement's own request on its way to the server ends nothing there, and the driver
     * sends no second one.
     */
    private static final long LONGEST_ON_ITS_WAY = Duration.ofSeconds(1).toNanos();

    /** Whoever cancels it does not know what became of it. */
    private static final Predicate<String> COMMIT =
            Pattern.compile("^\\s*COMMIT\\b", Pattern.CASE_INSENSITIVE).asPredicate();

    /** Says when a statement may be executed that shares its session with others. */
    public interface Turns {
        /**
         * Waits until it may.
         *
         * @param canceled asked while it waits
         * @return to be run when the statement has ended
         */
        Runnable await(String sql, BooleanSupplier canceled) throws SQLException;
    }

    private final Predicate<String> undoes;
    private final Turns turns;

    /** Each with the time of its begin. */
    private final Map<Statement, Long> executing = new ConcurrentHashMap<>();

    private final AtomicBoolean repeating = new AtomicBoolean();
    private volatile boolean canceled;

    public Cancellation() {
        this((sql, canceled) -> () -> {});
    }

    public Cancellation(Turns turns) {
        this(sql -> false, turns);
    }

    /** @param undoes statements that are executed all the same, and not canceled, as a ROLLBACK */
    public Cancellation(Predicate<String> undoes, Turns turns) {
        this.undoes = undoes;
        this.turns = turns;
    }

    /** What is thrown in place of a statement that is not begun. */
    public static SQLException failure() {
        return new SQLException("SQL execution canceled", CANCELLED_STATE, CANCELLED);
    }

    public boolean isCancelled() {
        return canceled;
    }

    /** The same session, whose statements from now on are this task's. */
    public Connection watch(Connection session) {
        return (Connection) proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = invoke(session, method, arguments);
            return result instanceof Statement statement ? watch(statement, firstText(arguments)) : result;
        });
    }

    private Object watch(Statement statement, String prepared) {
        Class<?> type = statement instanceof CallableStatement
                ? CallableStatement.class
                : statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
        return proxy(type, (proxy, method, arguments) -> {
            String sql = prepared.isEmpty() ? firstText(arguments) : prepared;
            return asksServer(method)
                    ? inTurn(sql, statement, method, arguments)
                    : invoke(statement, method, arguments);
        });
    }

    private Object inTurn(String sql, Statement statement, Method method, Object[] arguments) throws Throwable {
        boolean wantedAnyhow = undoes.test(sql);
        Runnable end = turns.await(sql, () -> canceled && !wantedAnyhow);
        try {
            boolean isCommit = COMMIT.test(sql);
            if (isCommit && canceled) {
                throw failure();
            }
            return wantedAnyhow || isCommit
                    ? invoke(statement, method, arguments)
                    : execute(statement, method, arguments);
        } finally {
            end.run();
        }
    }

    /** A description of a prepared statement's columns or parameters is the server's too. */
    private static boolean asksServer(Method method) {
        return method.getName().startsWith("execute") || method.getName().endsWith("MetaData");
    }

    private Object execute(Statement statement, Method method, Object[] arguments) throws Throwable {
        executing.put(statement, System.nanoTime());
        try {
            if (canceled) {
                throw failure();
            }
            return invoke(statement, method, arguments);
        } finally {
            executing.remove(statement);
        }
    }

    /** Does nothing the second time. */
    public void cancel() {
        canceled = true;
        cancelExecuting();
        if (!executing.isEmpty() && repeating.compareAndSet(false, true)) {
            Thread thread = new Thread(this::repeat, "imednet-cancel");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Until nothing runs any more: the driver forgets a cancel that comes before it has begun with a statement. */
    private void repeat() {
        try {
            while (!executing.isEmpty()) {
                Thread.sleep(PAUSE_MILLIS);
                cancelExecuting();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            repeating.set(false);
        }
    }

    private void cancelExecuting() {
        executing.forEach((statement, begun) -> {
            if (System.nanoTime() - begun > LONGEST_ON_ITS_WAY) {
                cancel(statement);
            }
        });
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // It may have ended just now; the next one is not begun.
            LOG.debug("A statement could not be canceled on the server: error {}", e.getErrorCode());
        }
    }

    private static String firstText(Object[] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : "";
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(Cancellation.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
