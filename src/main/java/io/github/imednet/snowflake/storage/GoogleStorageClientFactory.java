package io.github.imednet.snowflake.storage;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.ServiceOptions;
import com.google.cloud.storage.StorageOptions;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.GoogleStorageSettings;
import io.github.imednet.snowflake.config.StorageSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the client that camel-google-storage sends with; its types may be missing, and are named in a class that is
 * only loaded where Google is chosen.
 */
public final class GoogleStorageClientFactory {

    private GoogleStorageClientFactory() {}

    /**
     * A client for the bucket, or something empty where Google is not chosen.
     *
     * @throws ExportConfigurationException if there are no credentials to be had
     */
    public static AutoCloseable open(StorageSettings settings) {
        if (!(settings.storage() instanceof GoogleStorageSettings google)) {
            return () -> {};
        }
        try {
            return Client.open(google);
        } catch (LinkageError e) {
            throw StorageFailure.missingLibrary("google-storage", e);
        } catch (IOException e) {
            // Without its message, which may quote the file.
            throw new ExportConfigurationException(List.of("export.google-storage.key-file "
                    + (google.keyFile() == null ? "is missing, and Google's own chain has no credentials"
                            : "is not a readable key of a service account: " + google.keyFile())));
        }
    }

    private static final class Client {

        /** One attempt: the route retries. */
        static AutoCloseable open(GoogleStorageSettings settings) throws IOException {
            StorageOptions.Builder builder = StorageOptions.http()
                    .setProjectId("none")
                    .setRetrySettings(ServiceOptions.getNoRetrySettings())
                    .setCredentials(credentials(settings.keyFile()));
            if (settings.endpoint() != null) {
                builder.setHost(settings.endpoint().toString());
            }
            return builder.build().getService();
        }

        private static GoogleCredentials credentials(@Nullable Path keyFile) throws IOException {
            if (keyFile == null) {
                return GoogleCredentials.getApplicationDefault();
            }
            try (InputStream key = Files.newInputStream(keyFile)) {
                return GoogleCredentials.fromStream(key);
            }
        }
    }
}
