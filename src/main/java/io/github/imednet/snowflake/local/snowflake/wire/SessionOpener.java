package io.github.imednet.snowflake.local.snowflake.wire;

import io.github.imednet.snowflake.local.snowflake.engine.EngineSession;

/** Opens the SQL side of a session; each name may be null, and a database or schema that is not there is left out. */
@FunctionalInterface
public interface SessionOpener {

    EngineSession open(String database, String schema, String warehouse, String role);
}
