package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.RecordSelection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties files with characters beyond ASCII, and those that cannot be read. */
class PropertiesFileTest {

    @TempDir
    private Path directory;

    @Test
    void charactersBeyondAsciiAreUtf8OrEscaped() throws Exception {
        Path file = Files.writeString(directory.resolve("some.properties"), """
                export.record-data-filter=AETERM==Übelkeit
                export.filter=siteName==M\\u00fcnchen
                """);
        RecordSelection selection = selection(file);

        assertThat(selection.recordDataFilter()).isEqualTo("AETERM==Übelkeit");
        assertThat(selection.filter()).isEqualTo("siteName==München");
    }

    @Test
    void aPathMayHaveCommasAndBlanks() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("Acme, Inc"));
        Path file = Files.writeString(folder.resolve("some.properties"), "export.forms=AE");

        assertThat(selection(file).forms()).containsExactly("AE");
    }

    @Test
    void aFileThatWouldBeReadOtherwiseIsRefused() throws Exception {
        Path file = directory.resolve("some.properties");
        assertRefused(Files.createDirectory(directory.resolve("folder")), "folder cannot be read");
        assertRefused(file, "cannot be read");
        assertRefused(Files.writeString(file, "a=Übelkeit", StandardCharsets.ISO_8859_1), "is not UTF-8");
        assertRefused(Files.writeString(file, "\uFEFFexport.filter=x"), "begins with a byte order mark");
    }

    private static RecordSelection selection(Path file) {
        CommandSettings settings = new CommandSettings(file);
        for (String key : List.of("account", "user", "password", "database", "warehouse", "stage", "table")) {
            settings.with("snowflake." + key, "x");
        }
        return settings.with("imednet.api-key", "x").with("imednet.security-key", "x").read().selection();
    }

    private static void assertRefused(Path file, String reason) {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> new CommandSettings(file))
                .withMessageContaining(file + " ")
                .withMessageContaining(reason);
    }
}
