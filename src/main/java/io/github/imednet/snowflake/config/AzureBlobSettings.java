package io.github.imednet.snowflake.config;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a stage on Azure Blob Storage has its files: {@code export.azure-blob.*}.
 *
 * @param endpoint the account's address, where it is not {@code https://ACCOUNT.blob.core.windows.net}; null for that
 * @param accessKey key of the account, or null for Azure's own chain of credentials
 */
public record AzureBlobSettings(
        String account, String container, String pathPrefix, @Nullable URI endpoint, @Nullable Secret accessKey)
        implements ObjectStorage {

    private static final SettingGroup GROUP = new SettingGroup();
    private static final Setting<String> ACCOUNT =
            GROUP.bucket("export.azure-blob.account", "storage account; required");
    private static final Setting<String> CONTAINER =
            GROUP.bucket("export.azure-blob.container", "container that the stage's URL leads to; required");
    private static final Setting<String> PATH_PREFIX =
            GROUP.verbatim(SettingKinds::stagePrefix, "export.azure-blob.path-prefix", null,
                    "path of the stage inside the container");
    private static final Setting<URI> ENDPOINT =
            GROUP.address("export.azure-blob.endpoint", null, "address of the storage, where it is not the account's"
                    + " own");
    private static final Setting<Secret> ACCESS_KEY =
            GROUP.secret("export.azure-blob.access-key", "key of the account; without it Azure's own chain of"
                    + " credentials");

    static final List<Setting<?>> ALL = GROUP.all();

    static AzureBlobSettings read(SettingsReader settings) {
        return new AzureBlobSettings(
                settings.required(ACCOUNT),
                settings.required(CONTAINER),
                settings.get(PATH_PREFIX),
                settings.address(ENDPOINT, ALLOW_PLAIN_HTTP),
                settings.get(ACCESS_KEY));
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
