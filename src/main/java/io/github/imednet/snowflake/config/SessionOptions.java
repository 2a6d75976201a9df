package io.github.imednet.snowflake.config;

import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the JDBC driver takes of a session's settings, and what it cannot do. */
final class SessionOptions {

    private static final Pattern APPLICATION = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{1,50}");
    private static final Map<String, String> LOG_LEVELS = Map.of(
            "off", "OFF", "fatal", "FATAL", "error", "ERROR", "warn", "WARN", "warning", "WARN", "info", "INFO",
            "debug", "DEBUG", "trace", "TRACE");
    private static final int SECONDS_OF_JWT = 60;

    private SessionOptions() {}

    static void refuseWhatTheDriverCannotDo(SettingsReader settings) {
        if (settings.get(SnowflakeKeys.TLS_SKIP_VERIFY)) {
            settings.problem(
                    "snowflake.tls-skip-verify: the JDBC driver always verifies the server's certificate. For one"
                            + " of your own, add its issuer to a trust store and start java with"
                            + " -Djavax.net.ssl.trustStore=STORE");
        }
        if (settings.get(SnowflakeKeys.KEEP_SESSION_ALIVE)) {
            settings.problem("snowflake.keep-session-alive: the JDBC driver ends a session with its connection. To keep"
                    + " sessions from expiring while they are open, set"
                    + " snowflake.driver-properties=CLIENT_SESSION_KEEP_ALIVE=true");
        }
        if (settings.get(SnowflakeKeys.JWT_TIMEOUT).toSeconds() != SECONDS_OF_JWT) {
            settings.problem(
                    "snowflake.jwt-timeout: the JDBC driver signs every login again, always for 60 seconds: leave it"
                            + " out, or set 60s");
        }
    }

    static String application(Setting<?> setting, String text, Consumer<String> problems) {
        if (!APPLICATION.matcher(text).matches()) {
            problems.accept(
                    setting.key() + " is not a name that the JDBC driver takes: a letter, then up to 50 letters,"
                            + " digits, '.', '-' and '_'");
        }
        return text;
    }

    /** OFF, FATAL, ERROR, WARN, INFO, DEBUG or TRACE. */
    static @Nullable String logLevel(Setting<?> setting, String text, Consumer<String> problems) {
        String known = text == null ? null : LOG_LEVELS.get(text.trim().toLowerCase(Locale.ROOT));
        if (text != null && known == null) {
            problems.accept(setting.key() + " is none of " + String.join(", ", new TreeSet<>(LOG_LEVELS.keySet())));
        }
        return known;
    }
}
