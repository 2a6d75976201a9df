package io.github.imednet.snowflake.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a stage on Google Cloud Storage has its files: {@code export.google-storage.*}.
 *
 * @param endpoint the storage's address, where it is not Google's; null for that
 * @param keyFile key of a service account as Google gives it (JSON), or null for Google's own chain of credentials
 */
public record GoogleStorageSettings(String bucket, String pathPrefix, @Nullable URI endpoint, @Nullable Path keyFile)
        implements ObjectStorage {

    private static final SettingGroup GROUP = new SettingGroup();
    private static final Setting<String> BUCKET =
            GROUP.bucket("export.google-storage.bucket", "bucket that the stage's URL leads to; required");
    private static final Setting<String> PATH_PREFIX =
            GROUP.verbatim(SettingKinds::stagePrefix, "export.google-storage.path-prefix", null,
                    "path of the stage inside the bucket");
    private static final Setting<URI> ENDPOINT =
            GROUP.address("export.google-storage.endpoint", null, "address of the storage, where it is not Google's");
    private static final Setting<Path> KEY_FILE =
            GROUP.path("export.google-storage.key-file", null, "file of a service account's key (JSON); without it"
                    + " Google's own chain of credentials");

    static final List<Setting<?>> ALL = GROUP.all();

    static GoogleStorageSettings read(SettingsReader settings) {
        return new GoogleStorageSettings(
                settings.required(BUCKET),
                settings.get(PATH_PREFIX),
                settings.address(ENDPOINT, ALLOW_PLAIN_HTTP),
                settings.get(KEY_FILE));
    }

    @Override
    public String stageUrl() {
        return ObjectStorage.url("gcs://" + bucket, pathPrefix);
    }

    @Override
    public Map<String, String> recorded() {
        Map<String, String> recorded = new HashMap<>(Map.of(
                "export.upload", "google-storage",
                "export.google-storage.bucket", bucket,
                "export.google-storage.path-prefix", pathPrefix));
        if (endpoint != null) {
            recorded.put("export.google-storage.endpoint", endpoint.toString());
        }
        if (keyFile != null) {
            recorded.put("export.google-storage.key-file", keyFile.toString());
        }
        return recorded;
    }
}
