package io.github.imednet.snowflake.local.snowflake;

import io.github.imednet.snowflake.local.http.Faults;
import io.github.imednet.snowflake.local.http.LocalHttpServer;
import io.github.imednet.snowflake.local.snowflake.engine.Engine;
import io.github.imednet.snowflake.local.snowflake.engine.Grants;
import io.github.imednet.snowflake.local.snowflake.engine.SqlFailure;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import io.github.imednet.snowflake.local.snowflake.wire.FaultKind;
import io.github.imednet.snowflake.local.snowflake.wire.Router;
import io.github.imednet.snowflake.local.snowflake.wire.Timing;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A Snowflake server on this machine, for laptops and tests: the official drivers connect to it over plain HTTP, and
 * its databases are DuckDB files in one directory. Stages are directories there, too. Drivers write to them directly,
 * for which client and server must share the file system, or send the files to the server.
 */
public final class SnowflakeServer implements AutoCloseable {

    private final LocalHttpServer http;
    private final Router router;
    private final Engine engine;
    private final Accounts accounts;
    private boolean closed;

    private SnowflakeServer(LocalHttpServer http, Router router, Engine engine, Accounts accounts) {
        this.http = http;
        this.router = router;
        this.engine = engine;
        this.accounts = accounts;
    }

    /**
     * Starts a server and makes the accounts' database, if it is not there.
     *
     * @throws IOException if the port is taken, or the directory is used by another server or cannot be read
     */
    public static SnowflakeServer start(Settings settings) throws IOException {
        return start(settings, UnaryOperator.identity());
    }

    static SnowflakeServer start(Settings settings, UnaryOperator<Timing> adjust) throws IOException {
        Timing timing = adjust.apply(Timing.real(settings.putLatency, settings.copyLatency));
        Engine engine = null;
        try {
            engine = Engine.open(settings.directory, settings.longestIdle, settings.s3Endpoint,
                    settings.accountParameters, grants(settings.roleFile));
            engine.createDatabase(settings.accounts.database());
            Router router = new Router(engine::openSession, settings.accounts, settings.faults, timing,
                    settings.stagesOverHttp ? settings.directory.resolve("uploads") : null);
            LocalHttpServer http = LocalHttpServer.start("snowflake-http", settings.port, router);
            return new SnowflakeServer(http, router, engine, settings.accounts);
        } catch (NoClassDefFoundError e) {
            throw new IOException(
                    "The local Snowflake server needs DuckDB's JDBC driver, duckdb_jdbc, on the class path:" + " "
                            + e.getMessage() + " is missing",
                    e);
        } catch (IOException | SqlFailure e) {
            if (engine != null) {
                engine.close();
            }
            throw e instanceof IOException failure ? failure : new IOException(
                    "The local Snowflake server cannot open " + settings.directory + ": " + e.getMessage(), e);
        }
    }

    private static Grants grants(Path roleFile) throws IOException {
        return roleFile == null ? Grants.unrestricted() : Grants.read(roleFile);
    }

    /** The address, {@code http://127.0.0.1:PORT}. */
    public URI uri() {
        return http.uri();
    }

    /** The address for the JDBC driver; user, password, database and schema are connection properties. */
    public String jdbcUrl() {
        String account = accounts.account() == null ? Accounts.LOCAL_ACCOUNT : accounts.account();
        return "jdbc:snowflake://" + uri() + "/?account=" + account;
    }

    /** How many statements of that type have ended well since the start; a repeated request counts once. */
    public long statements(StatementType type) {
        return router.succeeded(type);
    }

    /** Stops what runs, closes all sessions, and then the databases. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        http.close();
        router.close();
        engine.close();
    }

    /** How to run the server. Each method {@code with} gives other settings, and leaves these as they are. */
    public static final class Settings {

        private final Path directory;
        private int port;
        private Accounts accounts = Accounts.local();
        private Duration putLatency = Duration.ZERO;
        private Duration copyLatency = Duration.ZERO;
        private Faults faults = Faults.none();
        private Duration longestIdle = Engine.LONGEST_IDLE;
        private URI s3Endpoint;
        private Map<String, String> accountParameters = Map.of();
        private Path roleFile;
        private boolean stagesOverHttp;

        private Settings(Path directory) {
            this.directory = directory;
        }

        /**
         * Any free port, the local account, no latency, no faults.
         *
         * @param directory where databases and stages are kept; made if it is not there
         */
        public static Settings defaults(Path directory) {
            return new Settings(directory);
        }

        private Settings with(Consumer<Settings> change) {
            Settings copy = new Settings(directory);
            copy.port = port;
            copy.accounts = accounts;
            copy.putLatency = putLatency;
            copy.copyLatency = copyLatency;
            copy.faults = faults;
            copy.longestIdle = longestIdle;
            copy.s3Endpoint = s3Endpoint;
            copy.accountParameters = accountParameters;
            copy.roleFile = roleFile;
            copy.stagesOverHttp = stagesOverHttp;
            change.accept(copy);
            return copy;
        }

        /** @param other the port on 127.0.0.1, or 0 for any free one */
        public Settings withPort(int other) {
            return with(copy -> copy.port = other);
        }

        public Settings withAccounts(Accounts other) {
            return with(copy -> copy.accounts = other);
        }

        /** @param other added to every PUT */
        public Settings withPutLatency(Duration other) {
            return with(copy -> copy.putLatency = other);
        }

        /** @param other added to every COPY */
        public Settings withCopyLatency(Duration other) {
            return with(copy -> copy.copyLatency = other);
        }

        /** @param other a transaction that others wait for is rolled back when it has done nothing for so long */
        public Settings withLongestIdle(Duration other) {
            return with(copy -> copy.longestIdle = other);
        }

        /** @param other storage of external stages, which is asked without a signature; null for none */
        public Settings withS3Endpoint(URI other) {
            return with(copy -> copy.s3Endpoint = other);
        }

        /** @param other what sessions start with in place of Snowflake's defaults, by the parameters' names */
        public Settings withAccountParameters(Map<String, String> other) {
            Map<String, String> unchanging = Map.copyOf(other);
            return with(copy -> copy.accountParameters = unchanging);
        }

        /** @param other who may do what, see {@link Grants#read}; null to let everybody do everything */
        public Settings withRoleFile(Path other) {
            return with(copy -> copy.roleFile = other);
        }

        /** @param other whether drivers send and fetch the files of stages, and do not write to directories */
        public Settings withStagesOverHttp(boolean other) {
            return with(copy -> copy.stagesOverHttp = other);
        }

        /**
         * @param texts faults as {@link FaultKind#parse} reads them
         * @throws IllegalArgumentException if one cannot be read or is of an unknown kind
         */
        public Settings withFaults(List<String> texts) {
            Faults parsed = FaultKind.parse(texts);
            return with(copy -> copy.faults = parsed);
        }
    }
}
