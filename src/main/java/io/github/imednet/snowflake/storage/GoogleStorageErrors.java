package io.github.imednet.snowflake.storage;

import com.google.cloud.storage.StorageException;
import io.github.imednet.snowflake.config.RouteBean;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Says what a failure of the Google client means; its types may be missing, and are named inside the method only. */
@RouteBean
public final class GoogleStorageErrors {

    /**
     * @throws IOException if it may pass
     * @throws io.github.imednet.snowflake.config.ExportConfigurationException if it will come again
     */
    public void raise(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) throws IOException {
        if (failure instanceof StorageException answer) {
            StorageFailure.raise("Google Cloud Storage", answer.getCode(), answer.getReason(), failure);
        }
        StorageFailure.raise("Google Cloud Storage", 0, null, failure);
    }
}
