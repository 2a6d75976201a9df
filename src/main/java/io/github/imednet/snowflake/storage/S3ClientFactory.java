package io.github.imednet.snowflake.storage;

import io.github.imednet.snowflake.config.S3Settings;
import io.github.imednet.snowflake.config.StorageSettings;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Makes the client that camel-aws2-s3 sends with; its types may be missing, and are named in a class that is only
 * loaded where S3 is chosen.
 */
public final class S3ClientFactory {

    private S3ClientFactory() {}

    /** A client for the bucket, or something empty where S3 is not chosen. */
    public static AutoCloseable open(StorageSettings settings) {
        if (!(settings.storage() instanceof S3Settings s3)) {
            return () -> {};
        }
        try {
            return Client.open(s3);
        } catch (LinkageError e) {
            throw StorageFailure.missingLibrary("s3", e);
        }
    }

    private static final class Client {

        /** Without retries of its own: the route retries. */
        static AutoCloseable open(S3Settings settings) {
            S3ClientBuilder builder = S3Client.builder()
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .overrideConfiguration(options -> options.retryStrategy(AwsRetryStrategy.doNotRetry()));
            if (settings.region() != null) {
                builder.region(Region.of(settings.region()));
            }
            if (settings.endpoint() != null) {
                // Other storages know a bucket by the path rather than by a host of its own.
                builder.endpointOverride(settings.endpoint()).forcePathStyle(true);
            }
            if (settings.accessKey() != null) {
                builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        settings.accessKey().reveal(), Objects.requireNonNull(settings.secretKey()).reveal())));
            }
            return builder.build();
        }
    }
}
