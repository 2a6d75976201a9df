package io.github.imednet.snowflake.query;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.config.QuerySettings;
import io.github.imednet.snowflake.load.SnowflakeDataSource;
import java.nio.ByteBuffer;
import java.util.Map;
import net.snowflake.client.api.resultset.SnowflakeResultSet;

/** Makes the sessions of queries: how the driver fetches their results. */
public final class QueryDataSource {

    /** How many queries may run at the same time; a further one waits. */
    private static final int SESSIONS = 8;

    /**
     * The least that Snowflake takes, in MB (SQL reference, CLIENT_RESULT_CHUNK_SIZE): chunks must fit into the heap.
     */
    private static final String CHUNK_MEGABYTES = "16";

    private static final long SHARE_OF_HEAP = 4;
    private static final long MEGABYTE = 1024 * 1024;
    private static final long MOST_MEGABYTES = 1_024;

    private QueryDataSource() {}

    /** A pool that logs in when first asked. */
    public static HikariDataSource open(QuerySettings settings) {
        HikariDataSource pool = SnowflakeDataSource.open(settings.connection(), SESSIONS, parameters(settings));
        pool.setPoolName("imednet-query");
        return pool;
    }

    /** What a session in which queries run is told of their results, by Snowflake's names. */
    public static Map<String, String> parameters(QuerySettings settings) {
        return Map.of(
                "JDBC_QUERY_RESULT_FORMAT", arrowIsReadable() ? "ARROW" : "JSON",
                "CLIENT_PREFETCH_THREADS", Integer.toString(settings.concurrency()),
                "CLIENT_RESULT_CHUNK_SIZE", CHUNK_MEGABYTES,
                "CLIENT_MEMORY_LIMIT", Long.toString(memoryLimit()));
    }

    /**
     * Whether the driver can read Arrow in this JVM, which takes half the CPU time of JSON and half the memory: its
     * copy of Arrow reaches into buffers, which the JVM permits with
     * {@code --add-opens=java.base/java.nio=ALL-UNNAMED}.
     */
    static boolean arrowIsReadable() {
        return ByteBuffer.class.getModule().isOpen("java.nio", SnowflakeResultSet.class.getModule());
    }

    /**
     * Megabytes of chunks that the driver holds at most, whatever the number of its threads. By itself it takes four
     * fifths of the heap.
     */
    private static long memoryLimit() {
        long share = Runtime.getRuntime().maxMemory() / MEGABYTE / SHARE_OF_HEAP;
        return Math.max(1, Math.min(MOST_MEGABYTES, share));
    }
}
