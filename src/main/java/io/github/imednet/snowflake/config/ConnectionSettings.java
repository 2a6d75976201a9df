package io.github.imednet.snowflake.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Snowflake, and where a session starts and how it behaves: {@code snowflake.*}.
 *
 * @param values what {@link SnowflakeKeys} describes of a session; what is null is the user's default, or left to the
 *     driver
 * @param url the server's address; made from the account unless it is given
 * @param user null where the way of logging in needs none
 * @param driverProperties go to the driver as they are
 */
public record ConnectionSettings(
        SettingValues values,
        String account,
        URI url,
        @Nullable String user,
        Authentication authentication,
        Map<String, String> driverProperties) {

    private static final List<Setting<?>> RECORDED =
            List.of(SnowflakeKeys.DATABASE, SnowflakeKeys.SCHEMA, SnowflakeKeys.WAREHOUSE, SnowflakeKeys.ROLE);

    /** The value of one of a session's settings; null if nothing is set and it has no default. */
    public <T> T get(Setting<T> setting) {
        return values.get(setting);
    }

    /** What says where the rows go, by the settings' keys. No secrets. */
    Map<String, String> recorded() {
        Map<String, String> recorded = values.texts(RECORDED);
        recorded.put("snowflake.account", account);
        recorded.put("snowflake.url", url.toString());
        if (user != null) {
            recorded.put("snowflake.user", user);
        }
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
        return Optional.ofNullable(new SettingsReader(lookup).get(SnowflakeKeys.LOG_LEVEL));
    }

    /** What a session needs; it may have no database, no schema and no warehouse. */
    static ConnectionSettings read(SettingsReader settings) {
        String account = ServerAddress.account(settings);
        Authentication authentication = Authentication.read(settings);
        SessionOptions.refuseWhatTheDriverCannotDo(settings);
        return new ConnectionSettings(
                settings.values(SnowflakeKeys.OF_SESSIONS),
                Objects.requireNonNullElse(account, ""), // what is missing is told, and nobody comes to use it
                ServerAddress.read(settings, account),
                authentication.method().needsUser()
                        ? settings.required(SnowflakeKeys.USER)
                        : settings.get(SnowflakeKeys.USER),
                authentication,
                settings.driverProperties());
    }

    /**
     * The same for those who make objects in the session's schema: Snowflake would refuse to, in a session without a
     * current one, so a missing database or schema is a problem.
     *
     * @param defaultSchema taken where none is set; may be null
     */
    static ConnectionSettings readWithSchema(SettingsReader settings, @Nullable String defaultSchema) {
        ConnectionSettings read = read(settings);
        settings.required(SnowflakeKeys.DATABASE);
        if (read.get(SnowflakeKeys.SCHEMA) != null) {
            return read;
        }
        if (defaultSchema == null) {
            settings.problem(
                    "The session has no current schema, in which objects could be made: set snowflake.schema, or"
                            + " name it in snowflake.uri after the database");
        }
        return new ConnectionSettings(
                read.values.with(SnowflakeKeys.SCHEMA, defaultSchema),
                read.account,
                read.url,
                read.user,
                read.authentication,
                read.driverProperties);
    }
}
