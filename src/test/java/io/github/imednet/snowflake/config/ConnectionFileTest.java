package io.github.imednet.snowflake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections as Snowflake's own tools have them. */
class ConnectionFileTest {

    private static final String NIGHTLY = """
            [nightly]
            account = "myorg-myaccount"
            user = "LOADER"
            password = "from the file"
            port = 8443
            passcode_in_password = true
            session_parameters = { QUERY_TAG = "x" }
            [other]
            account = "another"
            """;

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    @TempDir
    private Path home;

    @BeforeEach
    void home() {
        environment.put("SNOWFLAKE_HOME", home.toString());
    }

    @Test
    void aSectionOfConnectionsTomlIsTakenByItsName() throws IOException {
        write("connections.toml", NIGHTLY);

        assertThat(read("nightly"))
                .containsOnly(
                        entry("snowflake.account", "myorg-myaccount"),
                        entry("snowflake.user", "LOADER"),
                        entry("snowflake.password", "from the file"),
                        entry("snowflake.port", "8443"),
                        entry("snowflake.passcode-in-password", "true"));
        assertThat(problems).isEmpty();
    }

    @Test
    void configTomlCountsWhereThereIsNoConnectionsToml() throws IOException {
        write("config.toml", "default_connection_name = 'x'\n[connections.nightly]\naccount = 'of config'\n");
        assertThat(read("nightly")).containsOnly(entry("snowflake.account", "of config"));

        write("connections.toml", "[nightly]\naccount = 'of connections'\n");
        assertThat(read("nightly")).containsOnly(entry("snowflake.account", "of connections"));
        assertThat(problems).isEmpty();
    }

    @Test
    void aVariableOfTheConnectionComesBeforeTheFile() throws IOException {
        write("connections.toml", NIGHTLY);
        environment.put("SNOWFLAKE_CONNECTIONS_NIGHTLY_PASSWORD", "of the environment");

        assertThat(read("nightly")).containsEntry("snowflake.password", "of the environment");
    }

    /** As a template leaves one. */
    @Test
    void anEmptyVariableOfTheConnectionHidesNothing() throws IOException {
        write("connections.toml", NIGHTLY);
        environment.put("SNOWFLAKE_CONNECTIONS_NIGHTLY_PASSWORD", "");

        assertThat(read("nightly")).containsEntry("snowflake.password", "from the file");
    }

    @ParameterizedTest
    @CsvSource({
        "ACCOUNT, ACCOUNTNAME, snowflake.account", "USER, USERNAME, snowflake.user",
        "PRIVATE_KEY_FILE, PRIVATE_KEY_PATH, snowflake.private-key-file",
        "PRIVATE_KEY_FILE_PWD, PRIVATE_KEY_PASSPHRASE, snowflake.private-key-passphrase",
        "DATABASE, DBNAME, snowflake.database", "SCHEMA, SCHEMANAME, snowflake.schema"
    })
    void ofTwoNamesInTheEnvironmentTheFirstOneCounts(String first, String second, String key) throws IOException {
        write("connections.toml", NIGHTLY);
        environment.put("SNOWFLAKE_CONNECTIONS_NIGHTLY_" + first, "of the first");
        environment.put("SNOWFLAKE_CONNECTIONS_NIGHTLY_" + second, "of the second");

        assertThat(read("nightly")).containsEntry(key, "of the first");
    }

    @Test
    void whatIsSetComesBeforeTheConnectionAndAVariableOfTheSettingAfterIt() throws IOException {
        write("connections.toml", NIGHTLY);
        environment.put("SNOWFLAKE_PASSWORD", "of the setting's variable");
        Map<String, String> set = Map.of(
                "snowflake.connection", "nightly",
                "snowflake.account", "set",
                "snowflake.password", "of the setting's variable",
                "snowflake.url", "https://elsewhere");

        SettingLayers layers = new SettingLayers(
                key -> Optional.ofNullable(set.get(key)), key -> false, environment::get, problems::add);

        assertThat(layers.apply("snowflake.account")).contains("set");
        assertThat(layers.apply("snowflake.user")).contains("LOADER");
        assertThat(layers.apply("snowflake.password")).contains("from the file");
        assertThat(layers.apply("snowflake.port")).as("the address is set as a whole").isEmpty();
    }

    @Test
    void aNameThatIsNotThereIsRefusedWithThoseThatAre() throws IOException {
        assertThat(read("nightly")).isEmpty();
        write("connections.toml", NIGHTLY);
        assertThat(read("nigthly")).isEmpty();

        assertThat(problems).satisfiesExactly(
                none -> assertThat(none).contains("neither", "connections.toml", "config.toml"),
                misspelled -> assertThat(misspelled).contains("'nigthly'", "no such connection, but nightly, other"));
    }

    @Test
    void whatIsWrongWithTheFileIsSaidWithoutItsContent() throws IOException {
        write("connections.toml", "[nightly]\npassword = secret of the file\n");

        assertThat(read("nightly")).isEmpty();
        assertThat(problems).singleElement().asString()
                .contains("connections.toml is invalid as TOML in line 2").doesNotContain("secret of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void aFileThatOthersCanReadOrChangeIsRefused(String permissions) throws IOException {
        Path file = write("connections.toml", NIGHTLY);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        read("nightly");

        assertThat(problems).singleElement().asString().contains("chmod 600");
    }

    private Map<String, String> read(String name) {
        return ConnectionFile.read(name, environment::get, problems::add);
    }

    private Path write(String name, String content) throws IOException {
        Path file = Files.writeString(home.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
