package io.github.imednet.snowflake.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How to reach Snowflake, and where a session starts: {@code snowflake.*}.
 *
 * @param url the server's address; made from the account unless it is given
 * @param user null where the way of logging in needs none
 * @param database the session's database, or null for the user's default
 * @param schema the session's schema, or null for the user's default
 * @param warehouse the session's warehouse, or null for the user's default
 * @param role the role of the session, or null for the user's default
 * @param loginTimeout how long logging in may take, retries of the driver included
 * @param highPrecision whether numbers are read as exact decimals; otherwise as long, or as double where they have a
 *     scale
 */
public record ConnectionSettings(
        String account,
        URI url,
        String user,
        Authentication authentication,
        String database,
        String schema,
        String warehouse,
        String role,
        Duration loginTimeout,
        boolean highPrecision,
        SessionOptions options) {

    /** What says where the rows go, by the settings' keys. No secrets. */
    Map<String, String> recorded() {
        Map<String, String> recorded = new TreeMap<>();
        recorded.put("snowflake.account", account);
        recorded.put("snowflake.url", url.toString());
        recorded.put("snowflake.user", user);
        recorded.put("snowflake.database", database);
        recorded.put("snowflake.schema", schema);
        recorded.put("snowflake.warehouse", warehouse);
        recorded.put("snowflake.role", role);
        recorded.values().removeIf(value -> value == null);
        return recorded;
    }

    /**
     * Reads and checks what a session needs, for those who need no study and no table.
     *
     * @param lookup gives a setting's text by its key, such as {@code snowflake.account}
     * @throws ExportConfigurationException naming every missing or bad setting
     */
    public static ConnectionSettings read(Function<String, Optional<String>> lookup) {
        SettingsReader settings = new SettingsReader(lookup);
        ConnectionSettings read = read(settings);
        settings.throwIfBad();
        return read;
    }

    /** Whether the way of logging in needs a password, and none is set, so that the user may be asked for it. */
    public static boolean lacksPassword(Function<String, Optional<String>> lookup) {
        return Authentication.lacksPassword(new SettingsReader(lookup));
    }

    /** How much the driver logs, or nothing where no setting says so, or says what it cannot. */
    public static Optional<String> driverLogLevel(Function<String, Optional<String>> lookup) {
        return Optional.ofNullable(SessionOptions.logLevel(new SettingsReader(lookup)));
    }

    /** What a session needs; it may have no database, no schema and no warehouse. */
    static ConnectionSettings read(SettingsReader settings) {
        String account = ServerAddress.account(settings);
        Authentication authentication = Authentication.read(settings);
        return new ConnectionSettings(
                account,
                ServerAddress.read(settings, account),
                settings.name(SnowflakeKeys.USER, authentication.method().needsUser()),
                authentication,
                settings.identifier(SnowflakeKeys.DATABASE),
                settings.identifier(SnowflakeKeys.SCHEMA),
                settings.identifier(SnowflakeKeys.WAREHOUSE),
                settings.name(SnowflakeKeys.ROLE, false),
                settings.duration(SnowflakeKeys.LOGIN_TIMEOUT),
                settings.flag(SnowflakeKeys.HIGH_PRECISION),
                SessionOptions.read(settings));
    }

    /**
     * The same for those who make objects in the session's schema: Snowflake would refuse to, in a session without a
     * current one, so a missing database or schema is a problem.
     *
     * @param defaultSchema taken where none is set; may be null
     */
    static ConnectionSettings readWithSchema(SettingsReader settings, String defaultSchema) {
        ConnectionSettings read = read(settings);
        settings.required(SnowflakeKeys.DATABASE);
        if (read.schema == null && defaultSchema == null) {
            settings.problem(
                    "The session has no current schema, in which objects could be made: set snowflake.schema, or"
                            + " name it in snowflake.uri after the database");
        }
        return read.schema == null ? read.withSchema(defaultSchema) : read;
    }

    private ConnectionSettings withSchema(String other) {
        return new ConnectionSettings(
                account,
                url,
                user,
                authentication,
                database,
                other,
                warehouse,
                role,
                loginTimeout,
                highPrecision,
                options);
    }
}
