package io.github.imednet.snowflake.ingest;

import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * A session of whoever asks for an ingestion, in which it is to be done; it stays open.
 *
 * @param connection whose close does nothing
 * @param transactionStage where rows are to be part of the session's own transaction: a stage, with its schema, quoted,
 *     for none can be made inside a transaction; else null
 * @param temporary whether a table that is made is the session's alone
 */
public record LentSession(Connection connection, @Nullable String transactionStage, boolean temporary) {

    /** The exchange property with it, if there is one. */
    public static final String PROPERTY = "ingestLentSession";

    boolean isInTransaction() {
        return transactionStage != null;
    }
}
