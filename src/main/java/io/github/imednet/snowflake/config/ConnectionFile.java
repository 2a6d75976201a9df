package io.github.imednet.snowflake.config;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection by its name, from the files that Snowflake's own tools read: the section {@code NAME} of
 * {@code connections.toml}, or where there is no such file {@code [connections.NAME]} of {@code config.toml}. They lie
 * in the directory {@code SNOWFLAKE_HOME}, else in {@code ~/.snowflake} where there is one, else where the system keeps
 * settings. A variable {@code SNOWFLAKE_CONNECTIONS_NAME_PARAMETER} of the environment comes before the file. Since it
 * may have secrets, a file that other users may read or write is refused, and no problem with it repeats any of it.
 */
final class ConnectionFile {

    static final String KEY = "snowflake.connection";

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionFile.class);

    /** The parameters that are settings, by the names that Snowflake's tools give them. */
    private static final NavigableMap<String, String> SETTINGS = new TreeMap<>(Map.ofEntries(
            entry("account", "snowflake.account"),
            entry("accountname", "snowflake.account"),
            entry("region", "snowflake.region"),
            entry("protocol", "snowflake.protocol"),
            entry("host", "snowflake.host"),
            entry("port", "snowflake.port"),
            entry("user", "snowflake.user"),
            entry("username", "snowflake.user"),
            entry("password", "snowflake.password"),
            entry("authenticator", "snowflake.auth-type"),
            entry("private_key_file", "snowflake.private-key-file"),
            entry("private_key_path", "snowflake.private-key-file"),
            entry("private_key_raw", "snowflake.private-key"),
            entry("private_key_file_pwd", "snowflake.private-key-passphrase"),
            entry("private_key_passphrase", "snowflake.private-key-passphrase"),
            entry("token", "snowflake.token"),
            entry("token_file_path", "snowflake.token-file"),
            entry("passcode", "snowflake.passcode"),
            entry("passcode_in_password", "snowflake.passcode-in-password"),
            entry("workload_identity_provider", "snowflake.workload-identity-provider"),
            entry("workload_identity_entra_resource", "snowflake.workload-identity-entra-resource"),
            entry("role", "snowflake.role"),
            entry("database", "snowflake.database"),
            entry("dbname", "snowflake.database"),
            entry("schema", "snowflake.schema"),
            entry("schemaname", "snowflake.schema"),
            entry("warehouse", "snowflake.warehouse"),
            entry("login_timeout", "snowflake.login-timeout"),
            entry("client_request_mfa_token", "snowflake.cache-mfa-token"),
            entry("client_store_temporary_credential", "snowflake.store-temporary-credentials")));

    private final String name;
    private final UnaryOperator<String> environment;
    private final Consumer<String> problems;

    private ConnectionFile(String name, UnaryOperator<String> environment, Consumer<String> problems) {
        this.name = name;
        this.environment = environment;
        this.problems = problems;
    }

    /**
     * What a connection says, by the keys of settings.
     *
     * @param environment gives the value of a variable, or null
     * @param problems is told why the connection cannot be taken
     */
    static Map<String, String> read(String name, UnaryOperator<String> environment, Consumer<String> problems) {
        return new ConnectionFile(name, environment, problems).settings();
    }

    private Map<String, String> settings() {
        Path directory = directory();
        Path connections = directory.resolve("connections.toml");
        Path config = directory.resolve("config.toml");
        boolean own = Files.exists(connections);
        Path file = own ? connections : config;
        if (!Files.exists(file)) {
            problems.accept(KEY + " is '" + name + "', and there is neither " + connections + " nor " + config);
            return Map.of();
        }
        return parse(file)
                .map(root -> own ? root : root.path("connections"))
                .map(sections -> settings(sections, file))
                .orElse(Map.of());
    }

    private Map<String, String> settings(JsonNode sections, Path file) {
        if (!sections.path(name).isObject()) {
            problems.accept(KEY + " is '" + name + "', and " + file + " has no such connection, but "
                    + String.join(", ", names(sections)));
            return Map.of();
        }
        Map<String, String> settings = new LinkedHashMap<>();
        Set<String> others = new TreeSet<>();
        sections.path(name).properties().forEach(parameter -> {
            String key = SETTINGS.get(parameter.getKey().toLowerCase(Locale.ROOT));
            if (key == null) {
                others.add(parameter.getKey());
            } else {
                settings.put(key, parameter.getValue().asText());
            }
        });
        // Backwards, so that of two names of a parameter the first one counts, as USER before USERNAME
        SETTINGS.descendingMap().forEach((parameter, key) -> Optional.ofNullable(environment.apply(variable(parameter)))
                .filter(value -> !value.isBlank())
                .ifPresent(value -> settings.put(key, value)));
        if (!others.isEmpty()) {
            LOG.debug("Parameters of the connection {} that are not used: {}", name, String.join(", ", others));
        }
        return settings;
    }

    private String variable(String parameter) {
        return ("SNOWFLAKE_CONNECTIONS_" + name + '_' + parameter).toUpperCase(Locale.ROOT);
    }

    private Optional<JsonNode> parse(Path file) {
        try {
            requireOwnerOnly(file);
            return Optional.of(new TomlMapper().readTree(Files.readString(file)));
        } catch (JacksonException e) {
            problems.accept(KEY + ": " + file + " is invalid as TOML in line "
                    + (e.getLocation() == null ? "1" : e.getLocation().getLineNr()));
        } catch (IOException e) {
            problems.accept(KEY + ": " + file + " cannot be read: " + e.getClass().getSimpleName());
        }
        return Optional.empty();
    }

    private void requireOwnerOnly(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().stream().anyMatch(ConnectionFile::isOfOthers)) {
            problems.accept(KEY + ": other users of this machine can read or change " + file + ": chmod 600 it");
        }
    }

    private static boolean isOfOthers(PosixFilePermission permission) {
        return !permission.name().startsWith("OWNER");
    }

    private static Set<String> names(JsonNode sections) {
        Set<String> names = new TreeSet<>();
        sections.properties().forEach(section -> names.add(section.getKey()));
        return names.isEmpty() ? Set.of("none") : names;
    }

    private Path directory() {
        String home = environment.apply("SNOWFLAKE_HOME");
        if (home != null && !home.isBlank()) {
            return Path.of(home);
        }
        Path user = Path.of(System.getProperty("user.home"));
        Path own = user.resolve(".snowflake");
        return Files.isDirectory(own) ? own : user.resolve(systemDirectory());
    }

    private String systemDirectory() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return "Library/Application Support/snowflake";
        }
        if (system.contains("win")) {
            return "AppData/Local/snowflake";
        }
        String base = environment.apply("XDG_CONFIG_HOME");
        return (base == null || base.isBlank() ? ".config" : base) + "/snowflake";
    }
}
