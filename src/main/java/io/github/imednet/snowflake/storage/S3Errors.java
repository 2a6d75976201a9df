package io.github.imednet.snowflake.storage;

import io.github.imednet.snowflake.config.RouteBean;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Says what a failure of the S3 client means; the client's types may be missing, and are named inside the method only.
 */
@RouteBean
public final class S3Errors {

    /**
     * @throws IOException if it may pass
     * @throws io.github.imednet.snowflake.config.ExportConfigurationException if it will come again
     */
    public void raise(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) throws IOException {
        if (failure instanceof AwsServiceException answer) {
            String code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
            StorageFailure.raise("S3", answer.statusCode(), code, failure);
        }
        StorageFailure.raise("S3", 0, null, failure);
    }
}
