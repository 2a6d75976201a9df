package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.config.QuerySettings;
import io.github.imednet.snowflake.load.Cancellation;
import io.github.imednet.snowflake.query.SnowflakeQuery;
import io.github.imednet.snowflake.rows.IngestException;
import java.sql.Connection;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a statement, or a connection itself, does at a time: queries, or an ingestion. Any thread may cancel it, while
 * something runs at the server and between two requests as well.
 */
final class Execution implements AutoCloseable {

    /** What an ingestion that was canceled does yet, to leave nothing behind. */
    private static final Predicate<String> UNDOES = Pattern.compile(
                    "^\\s*(ROLLBACK|DROP|REMOVE|DELETE)\\b", Pattern.CASE_INSENSITIVE)
            .asPredicate();

    private final Cancellation cancellation;
    private final Connection connection;
    private final Consumer<Execution> onClose;
    private volatile @Nullable SnowflakeQuery query;

    private Execution(Cancellation cancellation, Connection session, Consumer<Execution> onClose) {
        this.cancellation = cancellation;
        this.connection = cancellation.watch(session);
        this.onClose = onClose;
    }

    static Execution ofQueries(Connection session, StatementTurns turns, Consumer<Execution> onClose) {
        return new Execution(new Cancellation((sql, canceled) -> turns.await(canceled)), session, onClose);
    }

    static Execution ofIngestion(Connection session, StatementTurns turns, Consumer<Execution> onClose) {
        StatementTurns.OfIngestion own = turns.new OfIngestion();
        return new Execution(new Cancellation(UNDOES, own), session, ended -> {
            own.close();
            onClose.accept(ended);
        });
    }

    /** The session. Its statements are this execution's. */
    Connection connection() {
        return connection;
    }

    /** Queries in the session. */
    SnowflakeQuery query(QuerySettings settings) {
        SnowflakeQuery queries = SnowflakeQuery.in(connection, settings);
        query = queries;
        return queries;
    }

    /** @throws IngestException if it was canceled */
    void requireNotCanceled() {
        if (cancellation.isCancelled()) {
            throw new IngestException("The ingestion was canceled", Cancellation.failure());
        }
    }

    /** What runs ends at the server, and whoever waits for rows gets a failure. */
    void cancel() {
        cancellation.cancel();
        SnowflakeQuery queries = query;
        if (queries != null) {
            queries.cancelAll();
        }
    }

    /** After it nobody is at the results of its queries any more. */
    void closeQueries() {
        SnowflakeQuery queries = query;
        if (queries != null) {
            queries.closeAll();
        }
    }

    /** It has ended. */
    @Override
    public void close() {
        onClose.accept(this);
    }
}
