package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The answers of the latest statements, for RESULT_SCAN; the oldest are forgotten. */
final class QueryResults {

    private static final int MOST_RESULTS = 1_000;
    private static final long MOST_CHARACTERS = 50_000_000;

    private final Map<String, StatementResult> results = new HashMap<>();
    private final Deque<String> order = new ArrayDeque<>();
    private long characters;

    synchronized void put(String queryId, StatementResult result) {
        StatementResult before = results.put(queryId, result);
        if (before == null) {
            order.addLast(queryId);
        } else {
            characters -= characters(before);
        }
        characters += characters(result);
        while (order.size() > MOST_RESULTS || characters > MOST_CHARACTERS && order.size() > 1) {
            characters -= characters(results.remove(order.removeFirst()));
        }
    }

    synchronized StatementResult get(String queryId) throws SqlFailure {
        StatementResult result = results.get(queryId);
        if (result == null) {
            throw new SqlFailure("000709", "02000", "Statement " + queryId + " not found");
        }
        return result;
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
