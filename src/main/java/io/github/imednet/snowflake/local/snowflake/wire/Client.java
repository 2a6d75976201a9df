package io.github.imednet.snowflake.local.snowflake.wire;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The driver that logged in.
 *
 * @param name such as JDBC or PythonConnector
 * @param majorVersion 0 if it says none
 */
record Client(String name, int majorVersion) {

    private static final int FIRST_PYTHON_BY_TOKEN = 5;

    /** @param login the data of the login request */
    static Client of(JsonNode login) {
        String version = login.path("CLIENT_APP_VERSION").asText().replaceFirst("\\D.*", "");
        return new Client(login.path("CLIENT_APP_ID").asText(), version.isEmpty() ? 0 : Integer.parseInt(version));
    }

    /**
     * Whether it takes files to stages and from them with one token for a directory, which it must do over plain HTTP.
     * The others insist on HTTPS then; this one does not ask for the address of a file whose name it has changed.
     */
    boolean takesStageTokens() {
        return name.equals("PythonConnector") && majorVersion >= FIRST_PYTHON_BY_TOKEN;
    }
}
