package io.github.imednet.snowflake.local.snowflake.wire;

import io.github.imednet.snowflake.local.snowflake.engine.EngineSession;
import io.github.imednet.snowflake.local.snowflake.engine.SqlFailure;

/** Opens the SQL side of a session; a database or schema that is not there is left out of it. */
@FunctionalInterface
public interface SessionOpener {

    EngineSession open(String database, String schema, String warehouse, String role, String user) throws SqlFailure;
}
