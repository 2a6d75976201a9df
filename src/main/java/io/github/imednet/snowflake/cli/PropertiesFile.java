package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.SystemErrors;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The properties file of a command. Camel would do without one that it cannot open, and put other characters in place
 * of what is not UTF-8.
 */
final class PropertiesFile {

    private static final Path DEFAULT = Path.of("application.properties");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private PropertiesFile() {}

    /**
     * @param named the file, or null for the one of the working directory or, if it has none, of the program's folder
     * @return a file that can be read, or none where none is named
     * @throws ExportConfigurationException if it is there, or named, and cannot be read
     */
    static Path find(@Nullable Path named) {
        Path file = named == null ? ProgramHome.find(DEFAULT) : named;
        if (named != null || !Files.notExists(file)) {
            requireText(file);
        }
        return file;
    }

    private static void requireText(Path file) {
        if (Files.isDirectory(file) || !Files.isReadable(file)) {
            throw refused(file, "cannot be read");
        }
        if (!Files.isRegularFile(file)) {
            return; // a pipe can be read only once
        }
        try {
            if (Files.readString(file).startsWith(BYTE_ORDER_MARK)) {
                throw refused(file, "begins with a byte order mark, which would be a part of its first key: save it as"
                        + " UTF-8 without one");
            }
        } catch (CharacterCodingException e) {
            throw refused(file, "is not UTF-8: save it as UTF-8, or write characters beyond ASCII as in \\u00fc");
        } catch (IOException e) {
            throw refused(file, "cannot be read: " + SystemErrors.reason(e));
        }
    }

    private static ExportConfigurationException refused(Path file, String reason) {
        return new ExportConfigurationException(List.of("The properties file " + file + ' ' + reason));
    }
}
