package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.ingest.TableModeException;
import io.github.imednet.snowflake.load.SnowflakeErrors;
import io.github.imednet.snowflake.rows.IngestException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Map;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.AdbcStatusCode;
import org.jspecify.annotations.Nullable;

/** Failures as ADBC tells them: a status code, Snowflake's SQL state and its error code. */
final class Errors {

    private static final Map<Integer, AdbcStatusCode> BY_CODE = Map.of(
            604, AdbcStatusCode.CANCELLED,
            606, AdbcStatusCode.INVALID_STATE,
            630, AdbcStatusCode.TIMEOUT,
            2002, AdbcStatusCode.ALREADY_EXISTS,
            2003, AdbcStatusCode.NOT_FOUND,
            2043, AdbcStatusCode.NOT_FOUND,
            3001, AdbcStatusCode.UNAUTHORIZED,
            90073, AdbcStatusCode.INVALID_STATE,
            90105, AdbcStatusCode.INVALID_STATE,
            200_015, AdbcStatusCode.IO);

    /** By the class of an SQL state, its first two characters. */
    private static final Map<String, AdbcStatusCode> BY_CLASS = Map.of(
            "02", AdbcStatusCode.NOT_FOUND,
            "08", AdbcStatusCode.IO,
            "0A", AdbcStatusCode.NOT_IMPLEMENTED,
            "22", AdbcStatusCode.INVALID_DATA,
            "23", AdbcStatusCode.INTEGRITY,
            "28", AdbcStatusCode.UNAUTHENTICATED,
            "42", AdbcStatusCode.INVALID_ARGUMENT,
            "57", AdbcStatusCode.CANCELLED);

    private Errors() {}

    /** What a failure is to an ADBC client: by the first cause that says it. */
    static AdbcException of(Throwable failure) {
        if (failure instanceof AdbcException told) {
            return told;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AdbcException adbc) {
                return new AdbcException(
                        message(failure), failure, adbc.getStatus(), adbc.getSqlState(), adbc.getVendorCode());
            }
            if (cause instanceof SQLException sql) {
                return ofSql(failure, sql);
            }
            AdbcStatusCode status = status(cause);
            if (status != null) {
                return new AdbcException(message(failure), failure, status, null, 0);
            }
        }
        return new AdbcException(message(failure), failure, AdbcStatusCode.INTERNAL, null, 0);
    }

    private static AdbcException ofSql(Throwable failure, SQLException sql) {
        String state = sql.getSQLState();
        AdbcStatusCode status = BY_CODE.get(sql.getErrorCode());
        if (status == null && SnowflakeErrors.loginRefusal(sql).isPresent()) {
            status = AdbcStatusCode.UNAUTHENTICATED;
        }
        if (status == null && state != null && state.length() > 1) {
            status = BY_CLASS.get(state.substring(0, 2));
        }
        return new AdbcException(
                message(failure), failure, status == null ? AdbcStatusCode.UNKNOWN : status, state, sql.getErrorCode());
    }

    private static @Nullable AdbcStatusCode status(Throwable cause) {
        if (cause instanceof TableModeException mode) {
            return mode.exists() ? AdbcStatusCode.ALREADY_EXISTS : AdbcStatusCode.NOT_FOUND;
        }
        if (cause instanceof ExportConfigurationException) {
            return AdbcStatusCode.INVALID_ARGUMENT;
        }
        if (cause instanceof IngestException && cause.getCause() == null) {
            return AdbcStatusCode.INVALID_DATA;
        }
        if (cause instanceof DateTimeException) {
            return AdbcStatusCode.INVALID_DATA;
        }
        if (cause instanceof InterruptedException) {
            return AdbcStatusCode.CANCELLED;
        }
        return cause instanceof IOException ? AdbcStatusCode.IO : null;
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
