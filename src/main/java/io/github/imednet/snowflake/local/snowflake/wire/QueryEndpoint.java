package io.github.imednet.snowflake.local.snowflake.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.local.http.Fault;
import io.github.imednet.snowflake.local.snowflake.engine.Binding;
import io.github.imednet.snowflake.local.snowflake.engine.FileTransfer;
import io.github.imednet.snowflake.local.snowflake.engine.SqlFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes statements, hands out their results, and stops them. */
final class QueryEndpoint {

    private static final Pattern FIRST_WORD =
            Pattern.compile("(?:\\s|--[^\\n]*+|//[^\\n]*+|/\\*(?s:.*?)\\*/)*+(\\w++)");
    /** What changes nothing ends with its client; everything else comes to its end, as on Snowflake. */
    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES");
    /** A directory that cannot be made, because it lies below a file. */
    private static final Path UNWRITABLE = Path.of("/dev/null/stage");

    private final Executions executions;
    private final Timing timing;
    private final StageEndpoint stages;

    /** @param stages where drivers send the files of a PUT, or null where they write to directories themselves */
    QueryEndpoint(Executions executions, Timing timing, StageEndpoint stages) {
        this.executions = executions;
        this.timing = timing;
        this.stages = stages;
    }

    /** Executes the request's statement once, or finds the execution that an earlier attempt has started. */
    Answer query(Session session, Request request, Optional<Fault> fault) throws InterruptedException {
        String sql = request.body().path("sqlText").asText();
        if (request.isDescribeOnly()) {
            return describe(session, sql);
        }
        Execution execution = executions.start(session, request.requestId(), new Execution.Statement(
                sql,
                bindings(request.body().path("bindings")),
                SessionParameters.requested(request.body().path("parameters")),
                delay(sql, fault),
                sqlError(request, fault)));
        long timeout = request.body().path("parameters").path("STATEMENT_TIMEOUT_IN_SECONDS").asLong();
        if (timeout > 0) {
            execution.stopAfter(timeout);
        }
        if (request.body().path("asyncExec").asBoolean()) {
            execution.markAsynchronous();
            return Answers.inProgress(execution, true);
        }
        return result(execution, request.server(), FaultKind.PUT_ERROR.is(fault));
    }

    /** The result of a statement that was answered "in progress" before. */
    Answer result(String queryId, Request request) throws InterruptedException {
        try {
            return result(executions.require(queryId), request.server(), false);
        } catch (SqlFailure failure) {
            return Answers.failure(failure, queryId);
        }
    }

    /** The query to stop is named in the body: the request has an id of its own. */
    Answer abort(Session session, Request request) {
        executions.cancel(session, request.body().path("requestId").asText());
        return Answers.success();
    }

    private Answer result(Execution execution, String server, boolean unwritable) throws InterruptedException {
        try {
            execution.markAsked();
            Execution.Outcome outcome = execution.await(timing.hold());
            execution.markDelivered();
            FileTransfer transfer = outcome.result().transfer();
            if (transfer == null) {
                return ResultAnswer.of(execution, outcome, server);
            }
            Path directory = unwritable ? UNWRITABLE : transfer.stageDirectory();
            if (stages == null) {
                return TransferAnswer.ofDirectory(execution, transfer, directory);
            }
            return execution.session().client().takesStageTokens()
                    ? TransferAnswer.ofToken(execution, transfer, directory, stages, server)
                    : TransferAnswer.ofAddresses(execution, transfer, directory, stages, server);
        } catch (TimeoutException e) {
            if (QUERIES.contains(firstWord(execution.sql()))) {
                execution.stopUnlessAskedWithin(timing.patience());
            }
            return Answers.inProgress(execution, false);
        } catch (SqlFailure failure) {
            return Answers.failure(failure, execution.queryId());
        }
    }

    private static Answer describe(Session session, String sql) {
        session.turn().lock();
        try {
            return ResultAnswer.of(session.engine().describe(sql));
        } catch (SqlFailure failure) {
            return Answers.failure(failure, UUID.randomUUID().toString());
        } finally {
            session.turn().unlock();
        }
    }

    private static List<Binding> bindings(JsonNode bindings) {
        List<Binding> values = new ArrayList<>();
        for (int position = 1; bindings.has(String.valueOf(position)); position++) {
            values.add(binding(null, bindings.path(String.valueOf(position))));
        }
        bindings.fieldNames().forEachRemaining(name -> {
            if (!name.matches("\\d+")) {
                values.add(binding(name, bindings.path(name)));
            }
        });
        return values;
    }

    private static Binding binding(String name, JsonNode binding) {
        List<String> texts = new ArrayList<>();
        JsonNode value = binding.path("value");
        if (value.isArray()) {
            value.forEach(element -> texts.add(element.asText(null)));
        } else {
            texts.add(value.asText(null));
        }
        return new Binding(name, binding.path("type").asText(), texts);
    }

    private static String firstWord(String sql) {
        Matcher firstWord = FIRST_WORD.matcher(sql);
        return firstWord.lookingAt() ? firstWord.group(1).toUpperCase(Locale.ROOT) : "";
    }

    private Duration delay(String sql, Optional<Fault> fault) {
        Duration latency = switch (firstWord(sql)) {
            case "PUT" -> timing.putLatency();
            case "COPY" -> timing.copyLatency();
            default -> Duration.ZERO;
        };
        return FaultKind.SLOW.is(fault) ? latency.plusMillis(fault.get().number("millis", 1000)) : latency;
    }

    private static SqlFailure sqlError(Request request, Optional<Fault> fault) {
        if (request.body().hasNonNull("bindStage")) {
            return new SqlFailure("000002", "0A000", "Unsupported feature 'bindings uploaded to a stage':"
                    + " leave CLIENT_STAGE_ARRAY_BINDING_THRESHOLD at 0.");
        }
        if (!FaultKind.SQL_ERROR.is(fault)) {
            return null;
        }
        return new SqlFailure(fault.get().argument("code", "100183"), fault.get().argument("state", "22000"),
                fault.get().argument("message", "The local server was told to fail this statement."));
    }
}
