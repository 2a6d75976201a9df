package io.github.imednet.snowflake.local.snowflake.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.imednet.snowflake.local.snowflake.engine.SqlFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;

/** Tells how far a statement is, for clients that started it asynchronously. */
final class MonitoringEndpoint {

    private final Executions executions;

    MonitoringEndpoint(Executions executions) {
        this.executions = executions;
    }

    /** An empty list, if the query is not known. */
    Answer status(String queryId) throws InterruptedException {
        ObjectNode data = Answers.object();
        ArrayNode queries = data.putArray("queries");
        if (executions.find(queryId).isPresent()) {
            queries.add(status(executions.find(queryId).get()));
        }
        return Answers.success(data);
    }

    private static ObjectNode status(Execution execution) throws InterruptedException {
        ObjectNode query = Answers.object();
        query.put("id", execution.queryId());
        query.put("sqlText", execution.sql());
        query.put("sessionId", execution.session().id());
        query.put("startTime", execution.start().toEpochMilli());
        query.put("warehouseName", execution.session().engine().warehouse());
        putState(query, execution);
        Instant end = execution.end() == null ? Instant.now() : execution.end();
        query.put("endTime", execution.end() == null ? 0 : end.toEpochMilli());
        query.put("totalDuration", Duration.between(execution.start(), end).toMillis());
        return query;
    }

    private static void putState(ObjectNode query, Execution execution) throws InterruptedException {
        try {
            execution.await(Duration.ZERO);
            putState(query, "SUCCESS", "SUCCEEDED");
        } catch (TimeoutException e) {
            putState(query, "RUNNING", "RUNNING");
        } catch (SqlFailure failure) {
            putState(query, "FAILED_WITH_ERROR", "FAILED");
            query.put("errorCode", failure.code());
            query.put("errorMessage", failure.getMessage());
        }
    }

    private static void putState(ObjectNode query, String status, String state) {
        query.put("status", status);
        query.put("state", state);
    }
}
