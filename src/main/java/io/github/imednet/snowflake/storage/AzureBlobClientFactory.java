package io.github.imednet.snowflake.storage;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.github.imednet.snowflake.config.AzureBlobSettings;
import io.github.imednet.snowflake.config.StorageSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes the client that camel-azure-storage-blob sends with; its types may be missing, and are named in a class that is
 * only loaded where Azure is chosen.
 */
public final class AzureBlobClientFactory {

    /** What Azure's client hands over at a time, 4 MB of a file, must be on its way by then. */
    private static final Duration LONGEST_PART = Duration.ofMinutes(10);

    /** From an upload's first byte to the answer: Java's HTTP client has no limit that begins with the last byte. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofHours(1);

    private AzureBlobClientFactory() {}

    /** A client for the account, or something empty where Azure is not chosen. */
    public static Object open(StorageSettings settings) {
        if (!(settings.storage() instanceof AzureBlobSettings azure)) {
            return Optional.empty();
        }
        try {
            return Client.open(azure);
        } catch (LinkageError e) {
            throw StorageFailure.missingLibrary("azure-blob", e);
        }
    }

    private static final class Client {

        /** One attempt: the route retries. */
        static Object open(AzureBlobSettings settings) {
            BlobServiceClientBuilder builder = new BlobServiceClientBuilder()
                    .endpoint(settings.address())
                    .httpClient(new JdkHttpClientBuilder()
                            .writeTimeout(LONGEST_PART)
                            .responseTimeout(LONGEST_ATTEMPT)
                            .build())
                    .retryOptions(new RequestRetryOptions(RetryPolicyType.FIXED, 1, (Integer) null, 1L, 1L, null));
            if (settings.accessKey() == null) {
                builder.credential(new DefaultAzureCredentialBuilder().build());
            } else {
                builder.credential(new StorageSharedKeyCredential(settings.account(), settings.accessKey().reveal()));
            }
            return builder.buildClient();
        }
    }
}
