package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetSettings;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.config.ObserveSettings;
import io.github.imednet.snowflake.config.QuerySettings;
import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.config.RetentionSettings;
import io.github.imednet.snowflake.config.ScheduleSettings;
import io.github.imednet.snowflake.config.Secret;
import io.github.imednet.snowflake.config.Setting;
import io.github.imednet.snowflake.config.SettingsCatalog;
import io.github.imednet.snowflake.config.SettingsSource;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command's settings come from: its arguments before the environment before the properties file. */
final class CommandSettings {

    private static final List<Setting<?>> REQUIRED = List.of(
            ImednetSettings.API_KEY, ImednetSettings.SECURITY_KEY, SnowflakeKeys.ACCOUNT, SnowflakeKeys.USER,
            SnowflakeKeys.PASSWORD, SnowflakeKeys.DATABASE, SnowflakeKeys.WAREHOUSE, SnowflakeKeys.STAGE,
            SnowflakeKeys.TABLE);

    private final Properties defaults = new Properties();
    private final Properties arguments = new Properties();
    private final CommandMain main;

    /** @param file the properties file, or null for {@link PropertiesFile#find the usual one} */
    CommandSettings(@Nullable Path file) {
        Path found = PropertiesFile.find(file);
        this.main = new CommandMain(defaults, found.toAbsolutePath(), arguments);
    }

    /**
     * Sets what an argument gave; null is an argument that was not given.
     *
     * @throws ExportConfigurationException if it is a connection's URI with a secret in it
     */
    CommandSettings with(String key, @Nullable Object value) {
        if (value != null) {
            if (Secret.isInside(key, value.toString())) {
                refuse(key);
            }
            arguments.setProperty(key, value.toString());
        }
        return this;
    }

    /** The same, unless an argument gave another value. */
    CommandSettings withUnlessGiven(String key, String value) {
        return arguments.containsKey(key) ? this : with(key, value);
    }

    /**
     * Sets what the command's options and arguments gave, of those that are a setting's: its key is where their
     * description comes from.
     *
     * @throws ExportConfigurationException as {@link #with(String, Object)}
     */
    CommandSettings with(CommandSpec command) {
        for (ArgSpec argument : command.commandLine().getParseResult().matchedArgs()) {
            Optional.ofNullable(argument.descriptionKey())
                    .flatMap(SettingsCatalog::find)
                    .ifPresent(setting -> with(setting.key(), text(argument)));
        }
        return this;
    }

    private static String text(ArgSpec argument) {
        return argument.getValue() instanceof List<?> values
                ? values.stream().map(Object::toString).collect(Collectors.joining(","))
                : String.valueOf((Object) argument.getValue());
    }

    /** @throws ExportConfigurationException if the key is one of a secret, which is no argument */
    static String notSecret(String key) {
        if (Secret.isKeyOfOne(key)) {
            refuse(key);
        }
        return key;
    }

    private static void refuse(String key) {
        throw new ExportConfigurationException(List.of(key + " is not taken as an argument with a secret, where"
                + " every user of this machine could read it: set it in application.properties or in the environment"));
    }

    /**
     * Asks for the keys that are set nowhere, and for the password if the way to log in needs one.
     *
     * @param prompt shows a text and gives what was typed without showing it, or null for the end of the input
     */
    CommandSettings askForSecrets(Function<String, char[]> prompt) {
        askForKey(ImednetSettings.API_KEY, "iMednet API key: ", prompt);
        askForKey(ImednetSettings.SECURITY_KEY, "iMednet security key: ", prompt);
        return askForPassword(prompt);
    }

    private void askForKey(Setting<Secret> key, String question, Function<String, char[]> prompt) {
        if (withLookup(lookup -> ImednetSettings.lacks(key, lookup))) {
            ask(key.key(), question, prompt);
        }
    }

    /** Asks for the password alone, if the way to log in needs one that is set nowhere. */
    CommandSettings askForPassword(Function<String, char[]> prompt) {
        if (withLookup(ConnectionSettings::lacksPassword)) {
            ask(SnowflakeKeys.PASSWORD.key(), "Snowflake password: ", prompt);
        }
        return this;
    }

    private void ask(String key, String question, Function<String, char[]> prompt) {
        char[] secret = prompt.apply(question);
        with(key, secret == null ? null : new String(secret));
    }

    /** @throws ExportConfigurationException naming every missing or bad setting */
    ExportSettings read() {
        return withLookup(ExportSettings::read);
    }

    /** @throws ExportConfigurationException naming every missing or bad setting of an ingestion */
    IngestSettings readIngest() {
        return withLookup(IngestSettings::read);
    }

    /** @throws ExportConfigurationException naming every missing or bad setting of a query */
    QuerySettings readQuery() {
        return withLookup(QuerySettings::read);
    }

    /** Where others can look at exports; no other setting is read. */
    ObserveSettings observe() {
        return withLookup(ObserveSettings::read);
    }

    /** When exports are made; no other setting is read. */
    ScheduleSettings schedule() {
        return withLookup(ScheduleSettings::read);
    }

    /** Where studies wait on Kafka; no other setting is read. */
    QueueSettings queue() {
        return withLookup(QueueSettings::read);
    }

    /** For a command that does one thing and ends, whatever the properties file says of a schedule. */
    CommandSettings once() {
        return with(ExportKeys.SCHEDULE.key(), "").with(QueueSettings.WORK.key(), false);
    }

    /** For a command that is no export, beside which one may run that is observed at the same port. */
    CommandSettings unobserved() {
        return with(ObserveSettings.PORT.key(), "").with(ObserveSettings.ENABLED.key(), false);
    }

    /** Where runs keep their journals; no other setting is read. */
    Path stateDirectory() {
        return withLookup(ExportSettings::readStateDirectory);
    }

    /** How long journals are kept; no other setting is read. */
    RetentionSettings retention() {
        return withLookup(RetentionSettings::read);
    }

    /**
     * The application that has these settings, to be started once.
     *
     * @param name of its context
     */
    CommandMain main(String name, RouteFiles routes) {
        withLookup(ConnectionSettings::driverLogLevel)
                .ifPresent(level -> Configurator.setLevel("net.snowflake", Level.toLevel(level)));
        return main.running(name, routes);
    }

    /** Lets settings be missing without which nothing could be exported, for those who export nothing. */
    CommandSettings withoutRequired() {
        REQUIRED.forEach(setting -> defaults.setProperty(setting.key(), "none"));
        return this;
    }

    /** Lets settings of Snowflake be missing, for a command that asks it for nothing; statements name its objects. */
    CommandSettings withoutSnowflake() {
        List<Setting<?>> needless =
                List.of(SnowflakeKeys.ACCOUNT, SnowflakeKeys.USER, SnowflakeKeys.WAREHOUSE, SnowflakeKeys.STAGE);
        needless.forEach(setting -> defaults.setProperty(setting.key(), "none"));
        defaults.setProperty(SnowflakeKeys.DATABASE.key(), "MY_DATABASE");
        defaults.setProperty(SnowflakeKeys.TABLE.key(), "RECORDS");
        if (withLookup(ConnectionSettings::lacksPassword)) {
            defaults.setProperty(SnowflakeKeys.PASSWORD.key(), "none");
        }
        return this;
    }

    /** The context that has the settings and, as long as its application is not started, nothing else. */
    CamelContext context() {
        return main.context();
    }

    private <T> T withLookup(Function<Function<String, Optional<String>>, T> reader) {
        return reader.apply(new SettingsSource(main.context()));
    }
}
