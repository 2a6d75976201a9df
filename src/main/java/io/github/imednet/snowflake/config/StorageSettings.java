package io.github.imednet.snowflake.config;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How files come to a stage, whatever has made them: {@code export.upload} and that storage's settings.
 *
 * @param storage where an external stage has its files, or null for an internal one, which PUT fills
 * @param retries of writing there
 */
@RouteBean
public record StorageSettings(@Nullable ObjectStorage storage, RetrySettings retries) {

    /**
     * Reads and checks these settings alone.
     *
     * @param lookup gives a setting's text by its key, such as {@code export.upload}
     * @throws ExportConfigurationException naming every missing or bad setting
     */
    public static StorageSettings read(Function<String, Optional<String>> lookup) {
        // Not the lookup itself: names that no setting has are told of when an export or an ingestion begins.
        SettingsReader settings = new SettingsReader(lookup::apply);
        StorageSettings read = new StorageSettings(
                ObjectStorage.read(settings),
                RetrySettings.read(settings));
        settings.throwIfBad();
        return read;
    }
}
