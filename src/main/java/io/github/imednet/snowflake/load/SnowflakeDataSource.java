package io.github.imednet.snowflake.load;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.config.AuthenticationMethod;
import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.SessionParameters;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

/** Makes the pool of Snowflake sessions. */
public final class SnowflakeDataSource {

    private SnowflakeDataSource() {}

    /**
     * A pool with a session for each load at a time, and for each study at a time one for its run and one for its lock;
     * it logs in when first asked.
     */
    public static HikariDataSource open(ExportSettings settings) {
        return open(settings.snowflake(), settings.parallelLoads() + 2 * settings.get(ExportKeys.PARALLEL_STUDIES));
    }

    /**
     * A pool for this program's own statements; it logs in when first asked.
     *
     * @param sessions how many there may be at a time
     */
    public static HikariDataSource open(ConnectionSettings snowflake, int sessions) {
        return open(snowflake, sessions, SessionParameters.STATEMENTS);
    }

    /** The same, for other statements, with parameters of Snowflake's for each session, by their names there. */
    public static HikariDataSource open(ConnectionSettings snowflake, int sessions, Map<String, String> parameters) {
        HikariDataSource pool = new SnowflakePool(new SnowflakeLogin(snowflake, parameters));
        pool.setPoolName("imednet-snowflake");
        pool.setMaximumPoolSize(sessions);
        pool.setExceptionOverride(new LostSession());
        pool.setConnectionTimeout(longestLogin(snowflake).toMillis() + 5_000);
        return pool;
    }

    /**
     * Begins the login of a pool's first session, in the background: for programs that need it anyway, and meanwhile
     * have other things to do. What it fails with comes when the session is asked for.
     *
     * @param pool one of these; of any other nothing is begun
     */
    public static void beginLogin(DataSource pool) {
        if (pool instanceof SnowflakePool ours) {
            ours.beginLogin();
        }
    }

    /** Somebody at a browser takes their time before the login itself. */
    private static Duration longestLogin(ConnectionSettings snowflake) {
        Duration login = snowflake.get(SnowflakeKeys.LOGIN_TIMEOUT);
        boolean browser = snowflake.authentication().method() == AuthenticationMethod.EXTERNAL_BROWSER;
        return browser ? login.plus(snowflake.get(SnowflakeKeys.BROWSER_TIMEOUT)) : login;
    }
}
