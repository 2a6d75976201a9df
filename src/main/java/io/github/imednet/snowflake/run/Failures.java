package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.MachineFaultException;
import io.github.imednet.snowflake.config.SystemErrors;
import io.github.imednet.snowflake.load.RunLock.LostLockException;
import io.github.imednet.snowflake.load.SnowflakeErrors;
import io.github.imednet.snowflake.source.ImednetApiException;
import io.github.imednet.snowflake.source.StudyMovedException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.component.file.GenericFileOperationFailedException;

/** Tells failures of the configuration from those that remain after all retries. */
public final class Failures {

    private static final SnowflakeErrors SNOWFLAKE = new SnowflakeErrors();

    /** The HTTP status of keys that are unknown, or not valid any more. */
    private static final int UNAUTHORIZED = 401;

    /** The HTTP status of a study that the keys may not read, and of keys that the API's gateway does not know. */
    private static final int FORBIDDEN = 403;

    private Failures() {}

    /**
     * What is wrong with the configuration, if the API refused the keys or the study, nobody could log in, or there is
     * no warehouse that may run.
     */
    static Optional<ExportConfigurationException> refusal(Throwable failure) {
        if (failure instanceof ExportConfigurationException configuration) {
            return Optional.of(configuration);
        }
        if (failure instanceof ImednetApiException refused && refused.isRefusal()) {
            return Optional.of(new ExportConfigurationException(failure.getMessage(), failure));
        }
        return snowflakeRefusal(failure);
    }

    /** What Snowflake refuses whatever the statement is: the login, or the warehouse. */
    private static Optional<ExportConfigurationException> snowflakeRefusal(Throwable failure) {
        return SnowflakeErrors.loginRefusal(failure)
                .or(() -> SnowflakeErrors.warehouseRefusal(failure))
                .map(remedy -> new ExportConfigurationException(remedy, failure));
    }

    /** The same, and also what Snowflake refused for good: outside of a batch that is for an object or a right. */
    static Optional<ExportConfigurationException> misconfiguration(Throwable failure) {
        Optional<ExportConfigurationException> refusal = refusal(failure);
        boolean permanent = isCausedBy(failure, SQLException.class) && !SNOWFLAKE.isRetryable(failure);
        return refusal.isPresent() || !permanent
                ? refusal
                : Optional.of(new ExportConfigurationException(
                        "An object that the settings name does not exist in Snowflake, or the role may not see it: "
                                + failure.getMessage(),
                        failure));
    }

    /**
     * What is wrong with the keys, the login, the warehouse or the machine of this process, whatever it exports;
     * nothing if the failure is another, or may be the study's.
     */
    public static Optional<ExportConfigurationException> ownFault(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MachineFaultException fault) {
                return Optional.of(fault);
            }
            if (cause instanceof ImednetApiException refused && refused.status() == UNAUTHORIZED) {
                return Optional.of(new ExportConfigurationException(refused.getMessage(), failure));
            }
        }
        return snowflakeRefusal(failure);
    }

    /** Whether the API answered 403: that alone does not tell keys it does not know from a study they may not read. */
    public static boolean isForbidden(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ImednetApiException refused && refused.status() == FORBIDDEN) {
                return true;
            }
        }
        return false;
    }

    /** Whether the same export may succeed at another time: nothing of it was refused for good. */
    public static boolean mayPass(Throwable failure) {
        if (misconfiguration(failure).isPresent() || isCausedBy(failure, ExportConfigurationException.class)) {
            return false;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ImednetApiException refused && !refused.isRetryable()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Explains a failure that is no batch's: nothing was being loaded.
     *
     * @param afterRetries makes the exception for what still failed after all retries
     * @return an {@link ExportConfigurationException} for what was refused for good, the one for what
     *     failed after all retries, or the failure itself where nobody expects it
     */
    public static RuntimeException explain(Throwable failure, Function<Throwable, RuntimeException> afterRetries) {
        Optional<ExportConfigurationException> fault = misconfiguration(failure);
        if (fault.isPresent()) {
            return fault.get();
        }
        boolean mayHavePassed = isCausedBy(failure, SQLException.class)
                || failure instanceof ImednetApiException
                || failure instanceof StudyMovedException
                || failure instanceof LostLockException
                || isCausedBy(failure, IOException.class);
        if (mayHavePassed) {
            return afterRetries.apply(failure);
        }
        return failure instanceof RuntimeException unexpected
                ? unexpected
                : new IllegalStateException(failure.getMessage(), failure);
    }

    /**
     * What there is to read of a failure. The JDK's messages leave out what the type of the exception says, and Camel's
     * what its cause says.
     */
    public static String reason(Throwable failure) {
        Optional<String> unreachable = SnowflakeErrors.unreachable(failure);
        if (unreachable.isPresent()) {
            return unreachable.get();
        }
        if (failure instanceof GenericFileOperationFailedException && failure.getCause() != null) {
            return failure.getMessage() + ": " + reason(failure.getCause());
        }
        return SystemErrors.reason(failure);
    }

    static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
