package io.github.imednet.snowflake.config;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a stage on Amazon S3, or on a storage that speaks its protocol, has its files: {@code export.s3.*}.
 *
 * @param region null for what the environment or the profile of AWS says
 * @param endpoint the storage's address, where it is not Amazon's; null for that
 * @param accessKey with {@code secretKey}, or both null for AWS's own chain of credentials
 */
public record S3Settings(
        String bucket,
        String pathPrefix,
        @Nullable String region,
        @Nullable URI endpoint,
        @Nullable Secret accessKey,
        @Nullable Secret secretKey)
        implements ObjectStorage {

    private static final SettingGroup GROUP = new SettingGroup();
    private static final Setting<String> BUCKET =
            GROUP.bucket("export.s3.bucket", "bucket that the stage's URL leads to; required");
    private static final Setting<String> PATH_PREFIX =
            GROUP.verbatim(
                    SettingKinds::stagePrefix, "export.s3.path-prefix", null, "path of the stage inside the bucket");
    private static final Setting<String> REGION =
            GROUP.name("export.s3.region", "region; without it what AWS's environment or profile says");
    private static final Setting<URI> ENDPOINT =
            GROUP.address("export.s3.endpoint", null, "address of the storage, where it is not Amazon's");
    private static final Setting<Secret> ACCESS_KEY =
            GROUP.secret("export.s3.access-key", "access key, with the secret key; without them AWS's own chain"
                    + " of credentials");
    private static final Setting<Secret> SECRET_KEY =
            GROUP.secret("export.s3.secret-key", "secret key");

    static final List<Setting<?>> ALL = GROUP.all();

    static S3Settings read(SettingsReader settings) {
        S3Settings read = new S3Settings(
                settings.required(BUCKET),
                settings.get(PATH_PREFIX),
                settings.get(REGION),
                settings.address(ENDPOINT, ALLOW_PLAIN_HTTP),
                settings.get(ACCESS_KEY),
                settings.get(SECRET_KEY));
        settings.requireBoth(ACCESS_KEY, read.accessKey, SECRET_KEY, read.secretKey);
        return read;
    }

    @Override
    public String stageUrl() {
        return ObjectStorage.url("s3://" + bucket, pathPrefix);
    }

    @Override
    public Map<String, String> recorded() {
        Map<String, String> recorded = new HashMap<>(
                Map.of("export.upload", "s3", "export.s3.bucket", bucket, "export.s3.path-prefix", pathPrefix));
        if (region != null) {
            recorded.put("export.s3.region", region);
        }
        if (endpoint != null) {
            recorded.put("export.s3.endpoint", endpoint.toString());
        }
        return recorded;
    }
}
