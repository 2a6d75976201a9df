package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.NetworkAddress;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import net.snowflake.client.api.driver.SnowflakeDriver;
import org.jspecify.annotations.Nullable;

/**
 * Logs in to Snowflake for the pool. The pool is not given the properties of the sessions, for it writes them to its
 * log with the tokens in them; and a token's file is read anew for each login.
 */
final class SnowflakeLogin implements DataSource {

    /** What took a connection once, of the whole process. */
    private static final Set<NetworkAddress> REACHED = ConcurrentHashMap.newKeySet();

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** The SQL state for a connection that cannot be established. */
    private static final String CANNOT_CONNECT = "08001";

    /**
     * How long a refusal is the answer to the same login. The pool would go on trying while somebody waits for a
     * session, and Snowflake locks a user out after five wrong passwords.
     */
    private static final Duration REFUSAL_STANDS = Duration.ofMinutes(2);

    private record Refusal(Properties login, SQLException reason, long nanoTime) {}

    private final ConnectionSettings settings;
    private final Map<String, String> parameters;
    private final LoginAhead ahead = new LoginAhead();
    private volatile @Nullable Refusal refusal;

    /** @param parameters of each session, beside those that the settings ask for */
    SnowflakeLogin(ConnectionSettings settings, Map<String, String> parameters) {
        this.settings = settings;
        this.parameters = Map.copyOf(parameters);
    }

    /** Begins the login of the first session. */
    void begin() {
        ahead.begin(this::logIn);
    }

    /** Ends the session of a login that was begun, if nobody has asked for it. */
    void abandon() {
        ahead.abandon();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection begun = ahead.take();
        return begun == null ? logIn() : begun;
    }

    private Connection logIn() throws SQLException {
        requireKnownProperties();
        requireReachable();
        Properties properties = SessionProperties.of(settings);
        properties.putAll(parameters);
        Credentials.put(settings.user(), settings.authentication(), properties);
        requireNotRefused(properties);
        try {
            // Not by the DriverManager: it sees no driver that came with an application after it, as into Tomcat.
            return new SnowflakeDriver().connect(SessionProperties.url(settings), properties);
        } catch (SQLException e) {
            if (SnowflakeErrors.loginRefusal(e).isPresent()) {
                refusal = new Refusal(properties, e, System.nanoTime());
            }
            throw e.getErrorCode() == SnowflakeErrors.UNREADABLE_KEY && settings.authentication().keyPair() != null
                    ? new SQLException(unreadableKey(), e.getSQLState(), SnowflakeErrors.UNREADABLE_KEY)
                    : e;
        }
    }

    private void requireNotRefused(Properties login) throws SQLException {
        Refusal last = refusal;
        if (last == null || System.nanoTime() - last.nanoTime() >= REFUSAL_STANDS.toNanos()) {
            return;
        }
        if (last.login().equals(login)) {
            throw last.reason();
        }
    }

    /**
     * The driver tries for most of a minute what cannot be reached: before the first login of a process that is found
     * out in seconds. One that has logged in before has something to lose, and leaves patience to the driver.
     */
    private void requireReachable() throws SQLException {
        Optional<NetworkAddress> address = NetworkAddress.ofSnowflake(settings);
        if (address.isEmpty() || REACHED.contains(address.get())) {
            return;
        }
        Optional<String> problem = address.get().problem(CONNECT_TIMEOUT);
        if (problem.isPresent()) {
            throw new SQLException("Snowflake cannot be reached at " + address.get() + ": " + problem.get() + '.',
                    CANNOT_CONNECT, SnowflakeErrors.COMMUNICATION);
        }
        REACHED.add(address.get());
    }

    /** The driver looks its properties up in lower case, by the rules of the JVM's default language. */
    private static void requireKnownProperties() {
        if (!"I".toLowerCase().equals("i")) {
            throw new ExportConfigurationException(List.of("Snowflake's driver does not know its own properties (the"
                    + " authenticator among them) where the JVM's default language is " + Locale.getDefault()
                    + ", in which the lower case of I is another letter: start the JVM with -Duser.language=en"));
        }
    }

    private String unreadableKey() {
        return Objects.requireNonNull(settings.authentication().keyPair()).passphrase() == null
                ? "The private key is damaged: the driver cannot read it"
                : "The private key cannot be decrypted: snowflake.private-key-passphrase is not its passphrase, or the"
                        + " key is damaged";
    }

    /** The pool has no other users than the one of the settings. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("Sessions are of the user of the settings");
    }

    @Override
    public int getLoginTimeout() {
        return SessionProperties.wholeSeconds(settings.get(SnowflakeKeys.LOGIN_TIMEOUT));
    }

    /** The settings say how long a login may take. */
    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter writer) {}

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("The driver has loggers of its own");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!isWrapperFor(type)) {
            throw new SQLException("No " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
