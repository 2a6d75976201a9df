package io.github.imednet.snowflake.storage;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageFailureTest {

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void someAnswersMayPass(int status) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> StorageFailure.raise("S3", status, "Why", new IllegalStateException()))
                .withMessage("S3 answered " + status + " (Why)");
    }

    @Test
    void bytesThatCameTooSlowlyForS3MayComeInTime() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> StorageFailure.raise("S3", 400, "RequestTimeout", new IllegalStateException()))
                .withMessage("S3 answered 400 (RequestTimeout)");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 409, 412})
    void mostWillComeAgain(int status) {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> StorageFailure.raise("S3", status, null, new IOException("of the client")))
                .withMessageStartingWith("S3 answered " + status + ": check")
                .withNoCause();
    }

    @Test
    void aConnectionThatIsLostOrTooSlowMayPass() {
        for (Exception cause : new Exception[] {new ConnectException("refused"), new TimeoutException("too slow")}) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(
                            () -> StorageFailure.raise("S3", 0, null, new IllegalStateException("no answer", cause)))
                    .withMessage("S3 could not be reached: no answer");
        }
    }

    @Test
    void missingCredentialsWillBeMissingAgain() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> StorageFailure.raise("S3", 0, null, new IllegalStateException("no credentials")))
                .withMessageContaining("could not be asked (no credentials)")
                .withNoCause();
    }
}
