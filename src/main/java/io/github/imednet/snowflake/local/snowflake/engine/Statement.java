package io.github.imednet.snowflake.local.snowflake.engine;

/** A parsed statement. */
interface Statement {

    StatementType type();

    StatementResult run(Session session) throws SqlFailure;

    /** The table that gets values from it, or null. */
    default ObjectName storesIn() {
        return null;
    }

    /** Columns and binds without running it; a statement that is no query answers a status. */
    default EngineSession.Description describe(Session session) throws SqlFailure {
        return new EngineSession.Description(type(), java.util.List.of(Column.text("status")), 0);
    }
}
