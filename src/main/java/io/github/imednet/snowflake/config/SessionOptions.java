package io.github.imednet.snowflake.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a session behaves. What is null is left to the driver.
 *
 * @param requestTimeout how long a statement's request is repeated when the server cannot be reached
 * @param clientTimeout how long the driver waits for an answer's next bytes, and for a connection
 * @param browserTimeout how long single sign-on in a browser may take
 * @param application what Snowflake's history calls the client
 * @param ocspFailOpen turns the check of certificates by OCSP on; true takes what cannot be checked
 * @param logLevel how much the driver logs: OFF, FATAL, ERROR, WARN, INFO, DEBUG or TRACE
 * @param cacheMfaToken keeps the second factor's token in the system's store for credentials
 * @param storeTemporaryCredentials keeps the token of a single sign-on there
 * @param queryTag marks the session's statements in Snowflake's history
 * @param driverProperties go to the driver as they are
 */
public record SessionOptions(
        Duration requestTimeout,
        Duration clientTimeout,
        Duration browserTimeout,
        String application,
        Boolean ocspFailOpen,
        boolean disableTelemetry,
        String logLevel,
        Boolean cacheMfaToken,
        Boolean storeTemporaryCredentials,
        String queryTag,
        Map<String, String> driverProperties) {

    private static final Pattern APPLICATION = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{1,50}");
    private static final Map<String, String> LOG_LEVELS = Map.of(
            "off", "OFF", "fatal", "FATAL", "error", "ERROR", "warn", "WARN", "warning", "WARN", "info", "INFO",
            "debug", "DEBUG", "trace", "TRACE");

    static SessionOptions read(SettingsReader settings) {
        refuseWhatTheDriverCannotDo(settings);
        return new SessionOptions(
                settings.duration(SnowflakeKeys.REQUEST_TIMEOUT),
                settings.duration(SnowflakeKeys.CLIENT_TIMEOUT),
                settings.duration(SnowflakeKeys.BROWSER_TIMEOUT),
                application(settings),
                settings.choice(SnowflakeKeys.OCSP_FAIL_OPEN),
                settings.flag(SnowflakeKeys.DISABLE_TELEMETRY),
                logLevel(settings),
                settings.choice(SnowflakeKeys.CACHE_MFA_TOKEN),
                settings.choice(SnowflakeKeys.STORE_TEMPORARY_CREDENTIALS),
                settings.name(SnowflakeKeys.QUERY_TAG, false),
                settings.driverProperties());
    }

    private static void refuseWhatTheDriverCannotDo(SettingsReader settings) {
        if (settings.flag(SnowflakeKeys.TLS_SKIP_VERIFY)) {
            settings.problem(
                    "snowflake.tls-skip-verify: the JDBC driver always verifies the server's certificate. For one"
                            + " of your own, add its issuer to a trust store and start java with"
                            + " -Djavax.net.ssl.trustStore=STORE");
        }
        if (settings.flag(SnowflakeKeys.KEEP_SESSION_ALIVE)) {
            settings.problem("snowflake.keep-session-alive: the JDBC driver ends a session with its connection. To keep"
                    + " sessions from expiring while they are open, set"
                    + " snowflake.driver-properties=CLIENT_SESSION_KEEP_ALIVE=true");
        }
        if (settings.duration(SnowflakeKeys.JWT_TIMEOUT).toSeconds() != 60) {
            settings.problem(
                    "snowflake.jwt-timeout: the JDBC driver signs every login anew, for 60 seconds and no other"
                            + " time: leave it out, or set 60s");
        }
    }

    private static String application(SettingsReader settings) {
        String application = settings.text(SnowflakeKeys.APPLICATION);
        if (!APPLICATION.matcher(application).matches()) {
            settings.problem(
                    "snowflake.application is not a name that the JDBC driver takes: a letter, then up to 50 letters,"
                            + " digits, '.', '-' and '_'");
        }
        return application;
    }

    static String logLevel(SettingsReader settings) {
        String level = settings.text(SnowflakeKeys.LOG_LEVEL);
        if (level == null) {
            return null;
        }
        String known = LOG_LEVELS.get(level.trim().toLowerCase(Locale.ROOT));
        if (known == null) {
            settings.problem(SnowflakeKeys.LOG_LEVEL.key() + " is none of " + String.join(","
                    + " ", sorted(LOG_LEVELS.keySet())));
        }
        return known;
    }

    private static Iterable<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
