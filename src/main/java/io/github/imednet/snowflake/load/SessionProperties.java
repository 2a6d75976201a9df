package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.SessionParameters;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What the driver is told about a session, but for who logs in. Its properties are those of Snowflake's reference. */
final class SessionProperties {

    /** The driver takes java.util.logging's names. It obeys where it logs there, and into a file then. */
    private static final Map<String, String> LOG_LEVELS = Map.of(
            "OFF", "OFF", "FATAL", "SEVERE", "ERROR", "SEVERE", "WARN", "WARNING", "INFO", "INFO", "DEBUG", "FINE",
            "TRACE", "FINEST");

    private SessionProperties() {}

    /**
     * The driver takes the scheme inside its own URL, and TLS where there is none. It refuses a host without a dot
     * unless the URL, and not only the properties, has the account.
     */
    static String url(ConnectionSettings snowflake) {
        String account = URLEncoder.encode(snowflake.account(), StandardCharsets.UTF_8);
        return "jdbc:snowflake://" + snowflake.url() + "/?account=" + account;
    }

    static Properties of(ConnectionSettings snowflake) {
        Properties properties = new Properties();
        properties.putAll(snowflake.driverProperties());
        properties.setProperty("account", snowflake.account());
        putName(properties, "db", snowflake.get(SnowflakeKeys.DATABASE));
        putName(properties, "schema", snowflake.get(SnowflakeKeys.SCHEMA));
        putName(properties, "warehouse", snowflake.get(SnowflakeKeys.WAREHOUSE));
        put(properties, "role", snowflake.get(SnowflakeKeys.ROLE));
        properties.setProperty(
                "loginTimeout", Integer.toString(wholeSeconds(snowflake.get(SnowflakeKeys.LOGIN_TIMEOUT))));
        putOptions(properties, snowflake);
        // COPY's answer has a row per file only so; otherwise the driver gives a sum.
        properties.setProperty("enableCopyResultSet", "true");
        // Arrow results need a JVM flag on Java 17 and are not worth it for the small answers asked for here.
        properties.setProperty("JDBC_QUERY_RESULT_FORMAT", "JSON");
        // Asks the addresses of cloud providers' metadata services otherwise, at the first login.
        properties.setProperty("disablePlatformDetection", "true");
        properties.putAll(SessionParameters.ANSWERS);
        return properties;
    }

    /** The driver takes whole seconds: more time rather than less, and none is no time at all to it. */
    static int wholeSeconds(Duration duration) {
        return (int) Math.max(1, duration.plusNanos(999_999_999).toSeconds());
    }

    private static void putOptions(Properties properties, ConnectionSettings snowflake) {
        put(properties, "application", snowflake.get(SnowflakeKeys.APPLICATION));
        put(properties, "networkTimeout", milliseconds(snowflake.get(SnowflakeKeys.REQUEST_TIMEOUT)));
        put(properties, "HTTP_CLIENT_SOCKET_TIMEOUT", milliseconds(snowflake.get(SnowflakeKeys.CLIENT_TIMEOUT)));
        put(properties, "HTTP_CLIENT_CONNECTION_TIMEOUT", milliseconds(snowflake.get(SnowflakeKeys.CLIENT_TIMEOUT)));
        put(properties, "BROWSER_RESPONSE_TIMEOUT", wholeSeconds(snowflake.get(SnowflakeKeys.BROWSER_TIMEOUT)));
        put(properties, "ocspFailOpen", snowflake.get(SnowflakeKeys.OCSP_FAIL_OPEN));
        put(properties, "CLIENT_TELEMETRY_ENABLED", snowflake.get(SnowflakeKeys.DISABLE_TELEMETRY) ? false : null);
        String logLevel = snowflake.get(SnowflakeKeys.LOG_LEVEL);
        put(properties, "tracing", logLevel == null ? null : LOG_LEVELS.get(logLevel));
        put(properties, "clientRequestMfaToken", snowflake.get(SnowflakeKeys.CACHE_MFA_TOKEN));
        put(properties, "clientStoreTemporaryCredential", snowflake.get(SnowflakeKeys.STORE_TEMPORARY_CREDENTIALS));
        put(properties, "QUERY_TAG", snowflake.get(SnowflakeKeys.QUERY_TAG));
    }

    private static @Nullable Long milliseconds(Duration duration) {
        return duration == null ? null : Math.max(1, duration.toMillis());
    }

    private static void put(Properties properties, String property, @Nullable Object value) {
        if (value != null) {
            properties.setProperty(property, value.toString());
        }
    }

    private static void putName(Properties properties, String property, String name) {
        put(properties, property, name == null ? null : Sql.connectionName(name));
    }
}
