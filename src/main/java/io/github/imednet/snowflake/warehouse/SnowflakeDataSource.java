package io.github.imednet.snowflake.warehouse;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.ExportSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Makes the pool of Snowflake sessions. */
public final class SnowflakeDataSource {

    private SnowflakeDataSource() {}

    /** A pool with a session for each load at a time, one for the run and one for its lock; it logs in when first asked. */
    public static HikariDataSource open(ExportSettings settings) {
        return open(settings.snowflake(), settings.parallelLoads() + 2);
    }

    /**
     * A pool that logs in when first asked.
     *
     * @param sessions how many there may be at a time
     */
    public static HikariDataSource open(ConnectionSettings snowflake, int sessions) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("imednet-snowflake");
        pool.setJdbcUrl(jdbcUrl(snowflake));
        pool.setUsername(snowflake.user());
        pool.setPassword(snowflake.password().reveal());
        pool.setDataSourceProperties(properties(snowflake));
        pool.setMaximumPoolSize(sessions);
        pool.setMinimumIdle(0);
        pool.setExceptionOverride(new LostSession());
        pool.setConnectionTimeout(snowflake.loginTimeout().toMillis() + 5_000);
        return pool;
    }

    /**
     * The driver takes the scheme inside its own URL, and TLS where there is none. It refuses a host without a dot unless
     * the URL, and not only the properties, has the account.
     */
    private static String jdbcUrl(ConnectionSettings snowflake) {
        String account = URLEncoder.encode(snowflake.account(), StandardCharsets.UTF_8);
        return "jdbc:snowflake://" + snowflake.url() + "/?account=" + account;
    }

    private static Properties properties(ConnectionSettings snowflake) {
        Properties properties = new Properties();
        properties.setProperty("account", snowflake.account());
        setName(properties, "db", snowflake.database());
        setName(properties, "schema", snowflake.schema());
        setName(properties, "warehouse", snowflake.warehouse());
        if (snowflake.role() != null) {
            properties.setProperty("role", snowflake.role());
        }
        properties.setProperty("application", "imednet-snowflake");
        properties.setProperty("loginTimeout", Long.toString(Math.max(1, snowflake.loginTimeout().toSeconds())));
        // COPY's answer has a row per file only so; otherwise the driver gives a sum.
        properties.setProperty("enableCopyResultSet", "true");
        // Arrow results need a JVM flag on Java 17 and are not worth it for the small answers asked for here.
        properties.setProperty("JDBC_QUERY_RESULT_FORMAT", "JSON");
        // Asks the addresses of cloud providers' metadata services otherwise, at the first login.
        properties.setProperty("disablePlatformDetection", "true");
        properties.setProperty("TIMEZONE", "UTC");
        return properties;
    }

    private static void setName(Properties properties, String property, String name) {
        if (name != null) {
            properties.setProperty(property, Sql.connectionName(name));
        }
    }
}
