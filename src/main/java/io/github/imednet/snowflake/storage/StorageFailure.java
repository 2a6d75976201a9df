package io.github.imednet.snowflake.storage;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells an answer of object storage that may pass from one that will come again. */
final class StorageFailure {

    /** S3 answers 400 with it where the bytes come too slowly. */
    private static final Set<String> SLOW = Set.of("RequestTimeout", "RequestTimeoutException");

    private StorageFailure() {}

    /**
     * Throws what a refused request means.
     *
     * @param status HTTP's, or 0 where no answer came
     * @param code the storage's own word for it, or null
     * @throws IOException for 408, 429, 5xx, a request that was too slow and a lost connection: the load is tried again
     * @throws ExportConfigurationException for every other answer, and where there are no credentials to ask with. It
     *     has no cause: those of some clients are
     *     IOExceptions, which are tried again
     */
    static void raise(String storage, int status, @Nullable String code, Throwable cause) throws IOException {
        String answer = code == null || code.isEmpty() ? "" + status : status + " (" + code + ")";
        if (status == 0 && isOfTheConnection(cause)) {
            throw new IOException(storage + " could not be reached: " + cause.getMessage(), cause);
        }
        if (status == 0) {
            throw new ExportConfigurationException(List.of(storage + " could not be asked (" + cause.getMessage()
                    + "): check the keys in the settings of export.upload, or those of the storage's own chain"));
        }
        if (status == 408 || status == 429 || status >= 500 || code != null && SLOW.contains(code)) {
            throw new IOException(storage + " answered " + answer, cause);
        }
        throw new ExportConfigurationException(List.of(storage + " answered " + answer
                + ": check the place and the keys in the settings of export.upload, and the rights to write there"));
    }

    private static boolean isOfTheConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** What is to be done where a storage is chosen whose component is not there. */
    static ExportConfigurationException missingLibrary(String upload, LinkageError cause) {
        return new ExportConfigurationException(
                "export.upload=" + upload + " needs a library that is missing (" + cause.getMessage()
                        + "): build with the profile " + upload + ", or add what docs/object-storage.md names",
                cause);
    }
}
