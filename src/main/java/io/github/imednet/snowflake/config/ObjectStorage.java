package io.github.imednet.snowflake.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The place in object storage that an external stage stands for: {@code export.upload} and that storage's settings. */
public sealed interface ObjectStorage permits S3Settings, AzureBlobSettings, GoogleStorageSettings {

    Setting<Boolean> ALLOW_PLAIN_HTTP = new SettingGroup().flag(
            "export.allow-plain-http",
            false,
            "whether the storage's endpoint may be plain http on another machine than this one");

    /** The settings of all storages. */
    List<Setting<?>> ALL = Stream.of(
                    S3Settings.ALL, AzureBlobSettings.ALL, GoogleStorageSettings.ALL, List.of(ALLOW_PLAIN_HTTP))
            .<Setting<?>>flatMap(List::stream)
            .toList();

    /** Where the stage leads, as CREATE STAGE has it in its URL, with a slash at the end. */
    String stageUrl();

    /** Path of the stage inside its bucket or container, without a slash at either end; may be empty. */
    String pathPrefix();

    /** The settings by their keys, without secrets. */
    Map<String, String> recorded();

    /** The storage that is chosen, or null where files are sent by PUT. */
    static @Nullable ObjectStorage read(SettingsReader settings) {
        String upload = settings.get(ExportKeys.UPLOAD);
        return switch (upload) {
            case "s3" -> S3Settings.read(settings);
            case "azure-blob" -> AzureBlobSettings.read(settings);
            case "google-storage" -> GoogleStorageSettings.read(settings);
            default -> null;
        };
    }

    /** @param bucket with what comes before it, without a slash at the end */
    static String url(String bucket, String pathPrefix) {
        return bucket + '/' + (pathPrefix.isEmpty() ? "" : pathPrefix + '/');
    }
}
