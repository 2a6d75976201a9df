package io.github.imednet.snowflake.storage;

import com.azure.storage.blob.models.BlobStorageException;
import io.github.imednet.snowflake.config.RouteBean;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Says what a failure of the Azure client means; its types may be missing, and are named inside the method only. */
@RouteBean
public final class AzureBlobErrors {

    /**
     * @throws IOException if it may pass
     * @throws io.github.imednet.snowflake.config.ExportConfigurationException if it will come again
     */
    public void raise(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) throws IOException {
        if (failure instanceof BlobStorageException answer) {
            String code = answer.getErrorCode() == null ? null : answer.getErrorCode().toString();
            StorageFailure.raise("Azure Blob Storage", answer.getStatusCode(), code, failure);
        }
        StorageFailure.raise("Azure Blob Storage", 0, null, failure);
    }
}
