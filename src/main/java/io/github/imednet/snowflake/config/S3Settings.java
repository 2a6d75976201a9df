package io.github.imednet.snowflake.config;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a stage on Amazon S3, or on a storage that speaks its protocol, has its files: {@code export.s3.*}.
 *
 * @param region null for what the environment or the profile of AWS says
 * @param endpoint the storage's address, where it is not Amazon's; null for that
 * @param accessKey with {@code secretKey}, or both null for AWS's own chain of credentials
 */
public record S3Settings(
        String bucket, String pathPrefix, String region, URI endpoint, Secret accessKey, Secret secretKey)
        implements ObjectStorage {

    static S3Settings read(SettingsReader settings) {
        S3Settings read = new S3Settings(
                ObjectStorage.bucket("export.s3.bucket", settings),
                settings.stagePrefix("export.s3.path-prefix", ""),
                settings.name("export.s3.region", false),
                settings.optionalAddress("export.s3.endpoint", "export.allow-plain-http"),
                settings.optionalSecret("export.s3.access-key"),
                settings.optionalSecret("export.s3.secret-key"));
        settings.requireBoth("export.s3.access-key", read.accessKey, "export.s3.secret-key", read.secretKey);
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
