package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ScheduleSettings;
import io.github.imednet.snowflake.config.Secret;
import io.github.imednet.snowflake.config.SettingsSource;
import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Where a command's settings come from: its arguments before the environment before the properties file. */
final class CommandSettings {

    private static final Path DEFAULT_FILE = Path.of("application.properties");

    private static final List<String> REQUIRED = List.of(
            "imednet.api-key", "imednet.security-key", "snowflake.account", "snowflake.user", "snowflake.password",
            "snowflake.database", "snowflake.warehouse", "snowflake.stage", "snowflake.table");

    private final Properties defaults = new Properties();
    private final Properties arguments = new Properties();
    private final Path file;

    /** @param file the properties file, or null for the one of the working directory or, if it has none, of the
     *     program's folder */
    CommandSettings(Path file) {
        if (file != null && !Files.isReadable(file)) {
            throw new ExportConfigurationException(List.of("The properties file " + file + " cannot be read"));
        }
        this.file = file == null ? ProgramHome.find(DEFAULT_FILE) : file;
    }

    /**
     * Sets what an argument gave; null is an argument that was not given.
     *
     * @throws ExportConfigurationException if it is a connection's URI with a secret in it
     */
    CommandSettings with(String key, Object value) {
        if (value != null) {
            if (Secret.isInside(key, value.toString())) {
                refuse(key);
            }
            arguments.setProperty(key, value.toString());
        }
        return this;
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

    /** Asks at the terminal for the password, without showing it, if one is needed, set nowhere, and there is a terminal. */
    CommandSettings askForPassword(Console console) {
        if (console != null && withLookup(ConnectionSettings::lacksPassword)) {
            char[] password = console.readPassword("Snowflake password: ");
            with("snowflake.password", password == null ? null : new String(password));
        }
        return this;
    }

    /** @throws ExportConfigurationException naming every missing or bad setting */
    ExportSettings read() {
        return withLookup(ExportSettings::read);
    }

    /** When exports are made; no other setting is read. */
    ScheduleSettings schedule() {
        return withLookup(ScheduleSettings::read);
    }

    /** For a command that does one thing and ends, whatever the properties file says of a schedule. */
    CommandSettings once() {
        return with("export.schedule", "");
    }

    /** Where runs keep their journals; no other setting is read. */
    Path stateDirectory() {
        return withLookup(ExportSettings::readStateDirectory);
    }

    /** Gives the settings to a program that is about to start. */
    void applyTo(Main main) {
        withLookup(ConnectionSettings::driverLogLevel)
                .ifPresent(level -> Configurator.setLevel("net.snowflake", Level.toLevel(level)));
        main.setPropertyPlaceholderLocations(location());
        main.setOverrideProperties(arguments);
        main.addMainListener(EnvironmentSource.listener());
        main.setInitialProperties(defaults);
    }

    /** Lets settings be missing without which nothing could be exported, for those who export nothing. */
    CommandSettings withoutRequired() {
        REQUIRED.forEach(key -> defaults.setProperty(key, "none"));
        return this;
    }

    /** A context that has the settings, and else nothing. */
    CamelContext newContext() {
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().setInitialProperties(defaults);
        context.getPropertiesComponent().addLocation(location());
        context.getPropertiesComponent().setOverrideProperties(arguments);
        EnvironmentSource.order(context);
        return context;
    }

    private <T> T withLookup(Function<Function<String, Optional<String>>, T> reader) {
        CamelContext context = newContext();
        try {
            return reader.apply(new SettingsSource(context));
        } finally {
            context.stop();
        }
    }

    private String location() {
        return "file:" + file.toAbsolutePath() + ";optional=true";
    }
}
