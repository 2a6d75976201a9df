package io.github.imednet.snowflake.config;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a stage on Azure Blob Storage has its files: {@code export.azure-blob.*}.
 *
 * @param endpoint the account's address, where it is not {@code https://ACCOUNT.blob.core.windows.net}; null for that
 * @param accessKey key of the account, or null for Azure's own chain of credentials
 */
public record AzureBlobSettings(String account, String container, String pathPrefix, URI endpoint, Secret accessKey)
        implements ObjectStorage {

    static AzureBlobSettings read(SettingsReader settings) {
        return new AzureBlobSettings(
                ObjectStorage.bucket("export.azure-blob.account", settings),
                ObjectStorage.bucket("export.azure-blob.container", settings),
                settings.stagePrefix("export.azure-blob.path-prefix", ""),
                settings.optionalAddress("export.azure-blob.endpoint", "export.allow-plain-http"),
                settings.optionalSecret("export.azure-blob.access-key"));
    }

    @Override
    public String stageUrl() {
        return ObjectStorage.url("azure://" + account + ".blob.core.windows.net/" + container, pathPrefix);
    }

    /** The address of the account's storage. */
    public String address() {
        return endpoint == null ? "https://" + account + ".blob.core.windows.net" : endpoint.toString();
    }

    @Override
    public Map<String, String> recorded() {
        Map<String, String> recorded = new HashMap<>(Map.of(
                "export.upload", "azure-blob",
                "export.azure-blob.account", account,
                "export.azure-blob.container", container,
                "export.azure-blob.path-prefix", pathPrefix));
        if (endpoint != null) {
            recorded.put("export.azure-blob.endpoint", endpoint.toString());
        }
        return recorded;
    }
}
