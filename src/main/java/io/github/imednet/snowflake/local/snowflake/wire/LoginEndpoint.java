package io.github.imednet.snowflake.local.snowflake.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.imednet.snowflake.local.snowflake.engine.EngineSession;
import io.github.imednet.snowflake.local.snowflake.engine.SqlFailure;

/** Logs clients in, and renews their session tokens. */
final class LoginEndpoint {

    private final Authentication authentication;
    private final Accounts accounts;
    private final Sessions sessions;
    private final SessionOpener opener;
    private final Timing timing;

    LoginEndpoint(
            Authentication authentication, Accounts accounts, Sessions sessions, SessionOpener opener,
            Timing timing) {
        this.authentication = authentication;
        this.accounts = accounts;
        this.sessions = sessions;
        this.opener = opener;
        this.timing = timing;
    }

    Answer login(Request request) throws RequestFailure, SqlFailure {
        JsonNode login = request.body().path("data");
        String user = authentication.authenticate(login);
        JsonNode parameters = login.path("SESSION_PARAMETERS");
        EngineSession engine = opener.open(
                identifier(request, "databaseName", accounts.database()),
                identifier(request, "schemaName", "PUBLIC"),
                identifier(request, "warehouse", accounts.warehouse()),
                identifier(request, "roleName", null),
                user,
                SessionParameters.requested(parameters));
        return answer(sessions.open(user, Client.of(login), engine));
    }

    Answer renew(Request request) throws RequestFailure {
        Session session = sessions.renew(request.token());
        ObjectNode data = Answers.object();
        data.put("sessionToken", session.token());
        data.put("validityInSecondsST", timing.tokenValidity().toSeconds());
        data.put("masterToken", session.masterToken());
        data.put("validityInSecondsMT", timing.masterValidity().toSeconds());
        data.put("sessionId", session.id());
        return Answers.success(data);
    }

    private Answer answer(Session session) {
        EngineSession engine = session.engine();
        return Answers.success(json -> {
            json.writeStartObject();
            json.writeStringField("token", session.token());
            json.writeNumberField("validityInSeconds", timing.tokenValidity().toSeconds());
            json.writeStringField("masterToken", session.masterToken());
            json.writeNumberField("masterValidityInSeconds", timing.masterValidity().toSeconds());
            json.writeNumberField("sessionId", session.id());
            json.writeStringField("displayUserName", session.user());
            json.writeStringField("serverVersion", "9.0.0 local");
            json.writeBooleanField("firstLogin", false);
            json.writeObjectFieldStart("sessionInfo");
            json.writeStringField("databaseName", engine.database());
            json.writeStringField("schemaName", engine.schema());
            json.writeStringField("warehouseName", engine.warehouse());
            json.writeStringField("roleName", engine.role());
            json.writeEndObject();
            Answers.writeParameters(json, engine.parameterValues());
            json.writeEndObject();
        });
    }

    /** Unquoted names are upper case, as in SQL. */
    private static String identifier(Request request, String parameter, String otherwise) {
        String name = request.query().getOrDefault(parameter, "");
        if (name.isEmpty()) {
            return otherwise;
        }
        return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : Accounts.upper(name);
    }
}
