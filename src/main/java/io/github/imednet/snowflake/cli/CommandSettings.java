package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.QuerySettings;
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

/** Where a command's settings come from: its arguments before the environment before the properties file. */
final class CommandSettings {

    private static final List<String> SECRETS = List.of("password", "api-key", "security-key", "token", "passphrase");
    private static final Path DEFAULT_FILE = Path.of("application.properties");

    private final Properties arguments = new Properties();
    private final Path file;

    /** @param file the properties file, or null for the one of the working directory, if there is one */
    CommandSettings(Path file) {
        if (file != null && !Files.isReadable(file)) {
            throw new ExportConfigurationException(List.of("The properties file " + file + " cannot be read"));
        }
        this.file = file == null ? DEFAULT_FILE : file;
    }

    /** Sets what an argument gave; null is an argument that was not given. */
    CommandSettings with(String key, Object value) {
        if (value != null) {
            arguments.setProperty(key, value.toString());
        }
        return this;
    }

    /** @throws ExportConfigurationException if the key is one of a secret, which is no argument */
    static String notSecret(String key) {
        if (SECRETS.stream().anyMatch(key::contains)) {
            throw new ExportConfigurationException(List.of(key + " is not taken as an argument, where every user of this"
                    + " machine could read it: set it in application.properties or in the environment"));
        }
        return key;
    }

    /** Asks at the terminal for the password, without showing it, if it is set nowhere and there is a terminal. */
    CommandSettings askForPassword(Console console) {
        if (console != null && withLookup(lookup -> lookup.apply("snowflake.password")).isEmpty()) {
            char[] password = console.readPassword("Snowflake password: ");
            with("snowflake.password", password == null ? null : new String(password));
        }
        return this;
    }

    /** @throws ExportConfigurationException naming every missing or bad setting */
    ExportSettings read() {
        return withLookup(ExportSettings::read);
    }

    /** What a query needs, which is less; @throws ExportConfigurationException naming every missing or bad setting */
    QuerySettings readQuery() {
        return withLookup(QuerySettings::read);
    }

    /** Where runs keep their journals; no other setting is read. */
    Path stateDirectory() {
        return withLookup(ExportSettings::readStateDirectory);
    }

    /** Gives the settings to a program that is about to start. */
    void applyTo(Main main) {
        main.setPropertyPlaceholderLocations(location());
        main.setOverrideProperties(arguments);
        main.addMainListener(EnvironmentSource.listener());
    }

    private <T> T withLookup(Function<Function<String, Optional<String>>, T> reader) {
        CamelContext context = new DefaultCamelContext();
        try {
            context.getPropertiesComponent().addLocation(location());
            context.getPropertiesComponent().setOverrideProperties(arguments);
            EnvironmentSource.order(context);
            return reader.apply(new SettingsSource(context));
        } finally {
            context.stop();
        }
    }

    private String location() {
        return "file:" + file.toAbsolutePath() + ";optional=true";
    }
}
