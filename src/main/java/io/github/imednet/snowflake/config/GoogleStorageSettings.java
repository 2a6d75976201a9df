package io.github.imednet.snowflake.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a stage on Google Cloud Storage has its files: {@code export.google-storage.*}.
 *
 * @param endpoint the storage's address, where it is not Google's; null for that
 * @param keyFile key of a service account as Google gives it (JSON), or null for Google's own chain of credentials
 */
public record GoogleStorageSettings(String bucket, String pathPrefix, URI endpoint, Path keyFile)
        implements ObjectStorage {

    static GoogleStorageSettings read(SettingsReader settings) {
        return new GoogleStorageSettings(
                ObjectStorage.bucket("export.google-storage.bucket", settings),
                settings.stagePrefix("export.google-storage.path-prefix", ""),
                settings.optionalAddress("export.google-storage.endpoint", "export.allow-plain-http"),
                settings.path("export.google-storage.key-file"));
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
