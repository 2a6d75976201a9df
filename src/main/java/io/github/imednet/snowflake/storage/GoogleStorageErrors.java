package io.github.imednet.snowflake.storage;

import com.google.cloud.storage.StorageException;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Says what a failure of the Google client means. */
public final class GoogleStorageErrors {

    /**
     * @throws IOException if it may pass
     * @throws io.github.imednet.snowflake.config.ExportConfigurationException if it will come again
     */
    public void raise(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) StorageException failure) throws IOException {
        StorageFailure.raise("Google Cloud Storage", failure.getCode(), failure.getReason(), failure);
    }
}
