package io.github.imednet.snowflake.config;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How files come to a stage, whatever has made them: {@code export.upload} and that storage's settings.
 *
 * @param storage where an external stage has its files, or null for an internal one, which PUT fills
 * @param maxRetries attempts to write there after the first failed one
 * @param retryBackoff wait before the first retry; doubles with each
 * @param retryJitter share of a wait, 0 to 1, that chance may leave out
 */
@RouteBean
public record StorageSettings(ObjectStorage storage, int maxRetries, Duration retryBackoff, double retryJitter) {

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
                SharedSettings.maxRetries(settings),
                SharedSettings.retryBackoff(settings),
                SharedSettings.retryJitter(settings));
        settings.throwIfBad();
        return read;
    }
}
