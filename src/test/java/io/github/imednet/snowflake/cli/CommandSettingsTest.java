package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.config.SettingsCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Which setting counts where several places have one: a page size of 0 is refused before anything is asked. */
class CommandSettingsTest {

    private static final String REFUSED = "imednet.page-size";

    @TempDir
    private Path directory;

    private MarkedPlace place;

    @BeforeEach
    void startServers() throws IOException {
        place = new MarkedPlace(directory);
    }

    @AfterEach
    void stopServers() throws IOException {
        place.close();
    }

    @Test
    void anArgumentComesBeforeTheEnvironment() throws Exception {
        assertThat(export(Map.of("IMEDNET_PAGE_SIZE", "0"), "--set=imednet.page-size=5")).doesNotContain(REFUSED);
        assertThat(export(Map.of("IMEDNET_PAGE_SIZE", "5"), "--set=imednet.page-size=0")).contains(REFUSED);
    }

    @Test
    void theEnvironmentComesBeforeTheFile() throws Exception {
        Files.writeString(place.path("work/application.properties"), "imednet.page-size=0\n");

        assertThat(export(Map.of("IMEDNET_PAGE_SIZE", "5"), "--set=export.batch-size=0")).doesNotContain(REFUSED);
        assertThat(export(Map.of(), "--set=export.batch-size=0")).contains(REFUSED);
    }

    @Test
    void anArgumentComesBeforeTheNamedConnectionEvenIfTheEnvironmentSaysTheSame() throws Exception {
        Path connections = Files.createDirectory(place.path("home/.snowflake")).resolve("connections.toml");
        Files.writeString(connections, "[nightly]\nlogin_timeout = 'refused'\n");
        Files.setPosixFilePermissions(connections, PosixFilePermissions.fromString("rw-------"));
        Map<String, String> environment = Map.of("SNOWFLAKE_LOGIN_TIMEOUT", "7");

        assertThat(export(environment, "--connection=nightly", "--set=snowflake.login-timeout=7"))
                .doesNotContain("snowflake.login-timeout");
        assertThat(export(environment, "--connection=nightly")).contains("snowflake.login-timeout");
    }

    @Test
    void aFileThatIsThereAndCannotBeReadIsRefused() throws Exception {
        Path file = Files.createDirectory(place.path("work/application.properties"));

        assertThat(export(Map.of(), "--json")).contains(file.getFileName() + " cannot be read");
    }

    /** What an export says that cannot begin: there is no table to load. */
    private String export(Map<String, String> environment, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("export", "snowflake", "SECRET_STUDY"));
        command.addAll(List.of(options));
        MarkedPlace.Run run = place.run(environment, command);
        assertThat(run.exitCode).as(run.output()).isEqualTo(2);
        return run.output();
    }

    /** A misspelled key would take the option's value and set nothing. */
    @Test
    void whateverAnOptionNamesAsItsDescriptionIsASetting() {
        List<String> keys = commands(ImednetCommand.commandLine().getCommandSpec())
                .flatMap(command -> command.args().stream())
                .map(ArgSpec::descriptionKey)
                .filter(key -> key != null && !key.isEmpty() && !key.startsWith("mixinStandardHelpOptions"))
                .toList();

        assertThat(keys).contains("export.batch-size", "snowflake.table", "ingest.mode", "export.state-dir")
                .allSatisfy(key -> assertThat(SettingsCatalog.find(key)).as(key).isPresent());
    }

    private static Stream<CommandSpec> commands(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream().flatMap(below -> commands(below.getCommandSpec())));
    }
}
