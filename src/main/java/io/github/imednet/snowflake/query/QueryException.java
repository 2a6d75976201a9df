package io.github.imednet.snowflake.query;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.HasExitCode;
import io.github.imednet.snowflake.load.SnowflakeErrors;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A query that failed. The message may have values of the data: it is for whoever asked, and for no log. */
public final class QueryException extends RuntimeException implements HasExitCode {

    /** Whether the statement, the names in it, the rights or the login are wrong, so that the same would fail again. */
    private final boolean mistaken;

    public QueryException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private QueryException(String message, @Nullable Throwable cause, boolean mistaken) {
        super(message, cause);
        this.mistaken = mistaken;
    }

    public static QueryException of(Throwable failure) {
        if (failure instanceof QueryException query) {
            return query;
        }
        if (failure instanceof SQLException sql) {
            String message =
                    sql.getMessage() + " (error " + sql.getErrorCode() + ", SQL state " + sql.getSQLState() + ")";
            return new QueryException(message, sql, SnowflakeErrors.isMistake(sql));
        }
        return new QueryException("The query's rows could not be read: " + failure, failure);
    }

    @Override
    public int exitCode() {
        return mistaken ? ExitCode.CONFIGURATION : ExitCode.FAILED;
    }
}
