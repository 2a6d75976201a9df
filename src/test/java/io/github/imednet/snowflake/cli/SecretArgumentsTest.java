package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that come as arguments, and those that are asked for. */
class SecretArgumentsTest {

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path directory;

    @Test
    void theNineArgumentsOfThePythonExporterAreAnsweredWithWhatToTypeInstead() {
        int exitCode = terminal.run(
                "export",
                "snowflake",
                "MY_STUDY",
                "myorg-myaccount",
                "loader",
                "hunter2",
                "IMEDNET_DB",
                "PUBLIC",
                "COMPUTE_WH",
                "MY_STAGE",
                "RECORDS",
                "--stage-prefix",
                "imednet/prod",
                "--batch-size",
                "1000",
                "--force-reload");

        assertThat(exitCode).isEqualTo(2);
        assertThat(terminal.errors())
                .contains("imednet export snowflake STUDY ACCOUNT USER DATABASE SCHEMA WAREHOUSE STAGE TABLE")
                .contains("every user of this machine could read them")
                .contains("SNOWFLAKE_PASSWORD");
        assertThat(terminal.output() + terminal.errors()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export snowflake S --password=hunter2", "export snowflake S --password hunter2",
                        "export snowflake S -p hunter2",
                "export snowflake S -phunter2", "export snowflake --api-key hunter2", "verify S --security-key=hunter2",
                "resume r --password hunter2"
            })
    void aSecretAsAnOptionIsRefusedWithTheReasonAndNotShown(String arguments) {
        assertThat(terminal.run(arguments.split(" "))).isEqualTo(2);

        assertThat(terminal.errors()).contains("Keys and passwords are not taken as arguments");
        assertThat(terminal.output() + terminal.errors()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "export snowflake --set hunter2", "export snowflake --set snowflake.password:hunter2",
        "export snowflake 1 2 3 4 5 6 7 8 9 hunter2", "export snowflake -xhunter2", "resume a hunter2"
    })
    void whatMayBeASecretIsNotShown(String arguments) {
        assertThat(terminal.run(arguments.split(" "))).isEqualTo(2);

        assertThat(terminal.output() + terminal.errors()).doesNotContain("hunter2").contains("not shown");
    }

    @Test
    void refusedOptionsAreNotOffered() {
        terminal.run("export", "snowflake", "--help");

        assertThat(terminal.output()).contains("--filter", "--record-data-filter", "--form", "--max-retries", "--role")
                .doesNotContain("--password", "--api-key");
    }

    @Test
    void keysAndPasswordAreAskedForWhereTheyAreSetNowhere() throws Exception {
        List<String> questions = new ArrayList<>();
        CommandSettings settings = settings("imednet.api-key=from-the-file").askForSecrets(question -> {
            questions.add(question);
            return ("typed " + questions.size()).toCharArray();
        });

        ExportSettings read = settings.read();

        assertThat(questions).containsExactly("iMednet security key: ", "Snowflake password: ");
        assertThat(read.imednet().apiKey().reveal()).isEqualTo("from-the-file");
        assertThat(read.imednet().securityKey().reveal()).isEqualTo("typed 1");
        assertThat(read.snowflake().authentication().password().reveal()).isEqualTo("typed 2");
    }

    @Test
    void whoTypesNothingIsToldWhatIsMissing() throws Exception {
        CommandSettings settings = settings("").askForSecrets(question -> null);

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(settings::read)
                .withMessageContaining("imednet.api-key is missing")
                .withMessageContaining("snowflake.password is missing");
    }

    @Test
    void whatIsSetAndCannotBeReadIsNotAskedForButTold() throws Exception {
        CommandSettings settings = settings("imednet.api-key={{no.such}}\nsnowflake.password={{no.such}}")
                .askForSecrets(question -> "typed".toCharArray());

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(settings::read)
                .withMessageContaining("imednet.api-key cannot be read: a placeholder")
                .withMessageContaining("snowflake.password cannot be read: a placeholder");
    }

    private CommandSettings settings(String line) throws Exception {
        CommandSettings settings = new CommandSettings(Files.writeString(directory.resolve("some.properties"), line));
        for (String key : List.of("account", "user", "database", "warehouse", "stage", "table")) {
            settings.with("snowflake." + key, "x");
        }
        return settings;
    }
}
