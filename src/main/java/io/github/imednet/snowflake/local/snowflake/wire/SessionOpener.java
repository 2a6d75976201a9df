package io.github.imednet.snowflake.local.snowflake.wire;

import io.github.imednet.snowflake.local.snowflake.engine.EngineSession;
import io.github.imednet.snowflake.local.snowflake.engine.SqlFailure;
import java.util.Map;

/** Opens the SQL side of a session; a database or schema that is not there is left out of it. */
@FunctionalInterface
public interface SessionOpener {

    /** @param parameters of the session, by name */
    EngineSession open(
            String database, String schema, String warehouse, String role, String user, Map<String, String> parameters)
            throws SqlFailure;
}
