package io.github.imednet.snowflake.local.snowflake.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.imednet.snowflake.local.http.Fault;
import io.github.imednet.snowflake.local.http.Faults;
import io.github.imednet.snowflake.local.snowflake.engine.SqlFailure;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the endpoint for each request, makes the faults it was told to make, and sends the answer. */
public final class Router implements HttpHandler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUERIES = "/queries/";
    private static final String RESULT = "/result";
    private static final String MONITORING = "/monitoring/queries/";

    private final Faults faults;
    private final Sessions sessions;
    private final Executions executions = new Executions();
    private final LoginEndpoint logins;
    private final QueryEndpoint queries;
    private final MonitoringEndpoint monitoring;
    private final ChunkEndpoint chunks;
    private final StageEndpoint stages;

    /**
     * @param uploads where files of stages are while drivers send them; null where these write to directories
     *         themselves
     */
    public Router(SessionOpener opener, Accounts accounts, Faults faults, Timing timing, Path uploads) {
        this.faults = faults;
        this.stages = uploads == null ? null : new StageEndpoint(timing, uploads);
        this.sessions = new Sessions(timing);
        Authentication authentication = new Authentication(accounts, timing.clock());
        this.logins = new LoginEndpoint(authentication, accounts, sessions, opener, timing);
        this.queries = new QueryEndpoint(executions, timing, stages);
        this.monitoring = new MonitoringEndpoint(executions);
        this.chunks = new ChunkEndpoint(executions);
    }

    /** How many statements of that type have ended well; a repeated request counts once. */
    public long succeeded(StatementType type) {
        return executions.succeeded(type);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            if (stages != null && StageEndpoint.serves(exchange.getRequestURI().getPath())) {
                handleFile(exchange);
                return;
            }
            Request request = Request.read(exchange);
            Optional<Fault> fault = faults.strike(request.description());
            fault.ifPresent(struck -> LOG.info("Fault {} strikes {}", struck, request.description()));
            if (FaultKind.STATUS.is(fault)) {
                sendStatus(exchange, fault.get());
            } else if (ChunkEndpoint.serves(request.path()) && !FaultKind.DROP_BEFORE.is(fault)) {
                chunks.send(exchange, request.path());
            } else if (!FaultKind.DROP_BEFORE.is(fault)) {
                Optional<Answer> answer = answer(request, fault);
                if (!FaultKind.DROP_AFTER.is(fault)) {
                    send(exchange, answer);
                }
            }
        } catch (JsonProcessingException e) {
            LOG.warn("{} {} has no JSON body", exchange.getRequestMethod(), exchange.getRequestURI().getPath(), e);
            exchange.sendResponseHeaders(400, -1);
        } catch (InterruptedException e) {
            // The server is being closed; so is the connection.
            Thread.currentThread().interrupt();
        }
    }

    private void handleFile(HttpExchange exchange) throws IOException, InterruptedException {
        String description = exchange.getRequestMethod() + ' ' + exchange.getRequestURI().getPath();
        Optional<Fault> fault = faults.strike(description);
        fault.ifPresent(struck -> LOG.info("Fault {} strikes {}", struck, description));
        if (FaultKind.STATUS.is(fault)) {
            sendStatus(exchange, fault.get());
        } else if (!FaultKind.DROP_BEFORE.is(fault)) {
            stages.handle(exchange, fault);
        }
    }

    /** Stops what runs and closes all sessions. */
    @Override
    public void close() {
        executions.close();
        sessions.closeAll();
    }

    private Optional<Answer> answer(Request request, Optional<Fault> fault) throws InterruptedException {
        try {
            return switch (request.path()) {
                case "/session/v1/login-request" -> Optional.of(logins.login(request));
                case "/session/token-request" -> Optional.of(logins.renew(request));
                case "/telemetry/send/sessionless" -> Optional.of(Answers.success());
                default -> answerInSession(session(request, fault), request, fault);
            };
        } catch (RequestFailure failure) {
            return Optional.of(Answers.failure(failure));
        } catch (SqlFailure failure) {
            return Optional.of(Answers.failure(failure, UUID.randomUUID().toString()));
        }
    }

    private Optional<Answer> answerInSession(Session session, Request request, Optional<Fault> fault)
            throws InterruptedException {
        String path = request.path();
        if (path.startsWith(MONITORING)) {
            return Optional.of(monitoring.status(path.substring(MONITORING.length())));
        }
        if (path.startsWith(QUERIES) && path.endsWith(RESULT)) {
            return Optional.of(queries.result(
                    path.substring(QUERIES.length(), path.length() - RESULT.length()), request));
        }
        return switch (path) {
            case "/queries/v1/query-request" -> Optional.of(queries.query(session, request, fault));
            case "/queries/v1/abort-request" -> Optional.of(queries.abort(session, request));
            case "/session/heartbeat", "/telemetry/send" -> Optional.of(Answers.success());
            case "/session" -> Optional.of(closeSession(session));
            default -> Optional.empty();
        };
    }

    private Session session(Request request, Optional<Fault> fault) throws RequestFailure {
        Session session = sessions.require(request.token());
        if (FaultKind.SESSION_EXPIRED.is(fault)) {
            sessions.expireToken(session);
        } else if (FaultKind.SESSION_GONE.is(fault)) {
            if (fault.get().argument("code", "").equals(RequestFailure.MASTER_TOKEN_EXPIRED)) {
                sessions.expireMasterToken(session);
            } else {
                close(session);
            }
        }
        return sessions.require(request.token());
    }

    private Answer closeSession(Session session) {
        close(session);
        return Answers.success();
    }

    private void close(Session session) {
        executions.cancelAll(session);
        sessions.close(session);
    }

    private static void send(HttpExchange exchange, Optional<Answer> answer) throws IOException {
        if (answer.isEmpty()) {
            LOG.warn("{} {} is not served here", exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (JsonGenerator json = JSON.createGenerator(exchange.getResponseBody())) {
            answer.get().write(json);
        }
    }

    private static void sendStatus(HttpExchange exchange, Fault fault) throws IOException {
        String retryAfter = fault.argument("retry-after", "");
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        exchange.sendResponseHeaders((int) fault.number("code", 503), -1);
    }
}
