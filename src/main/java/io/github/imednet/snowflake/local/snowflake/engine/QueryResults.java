package io.github.imednet.snowflake.local.snowflake.engine;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers of the latest statements, for RESULT_SCAN and for clients that download them; the oldest are forgotten.
 */
final class QueryResults {

    private static final int MOST_RESULTS = 1_000;
    private static final long MOST_CHARACTERS = 50_000_000;
    private static final long MOST_STORED_BYTES = 20_000_000_000L;

    private final Path directory;
    private final Map<String, StatementResult> results = new HashMap<>();
    private final Deque<String> order = new ArrayDeque<>();
    private long characters;
    private long storedBytes;

    /** @param directory for the chunks of large results */
    QueryResults(Path directory) {
        this.directory = directory;
    }

    /** Where the rows of a query's result go. */
    ResultSpool spool(String queryId) {
        return new ResultSpool(directory.resolve(queryId));
    }

    synchronized void put(String queryId, StatementResult result) {
        StatementResult before = results.put(queryId, result);
        if (before == null) {
            order.addLast(queryId);
        } else {
            count(before, -1);
        }
        count(result, 1);
        while (order.size() > MOST_RESULTS || isTooMuch() && order.size() > 1) {
            forget(order.removeFirst());
        }
    }

    synchronized StatementResult get(String queryId) throws SqlFailure {
        StatementResult result = results.get(queryId);
        if (result == null) {
            throw new SqlFailure("000709", "02000", "Statement " + queryId + " not found");
        }
        return result;
    }

    private boolean isTooMuch() {
        return characters > MOST_CHARACTERS || storedBytes > MOST_STORED_BYTES;
    }

    /** A RESULT_SCAN answers with the chunks of the query it reads, which stay as long as either is remembered. */
    private void forget(String queryId) {
        StatementResult forgotten = results.remove(queryId);
        count(forgotten, -1);
        List<ResultChunk> chunks = forgotten.chunks();
        if (!chunks.isEmpty() && results.values().stream().noneMatch(other -> other.chunks() == chunks)) {
            Directories.delete(chunks.get(0).file().getParent());
        }
    }

    private void count(StatementResult result, int sign) {
        characters += sign * characters(result);
        storedBytes += sign * result.chunks().stream().mapToLong(ResultChunk::compressedSize).sum();
    }

    private static long characters(StatementResult result) {
        long sum = 0;
        for (List<String> row : result.rows()) {
            for (String value : row) {
                sum += value == null ? 0 : value.length();
            }
        }
        return sum;
    }
}
