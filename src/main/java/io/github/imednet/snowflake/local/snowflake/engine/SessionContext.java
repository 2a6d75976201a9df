package io.github.imednet.snowflake.local.snowflake.engine;

/** What USE says: a session's current database, schema, warehouse and role, each null for none. */
final class SessionContext {

    private final SessionRights rights;
    private final DuckDb duckDb;
    private final DuckDb committed;
    private volatile String database;
    private volatile String schema;
    private volatile String warehouse;
    private volatile String role;

    /** @param duckDb of the session, and the other of its connections */
    SessionContext(SessionRights rights, DuckDb duckDb, DuckDb committed) {
        this.rights = rights;
        this.duckDb = duckDb;
        this.committed = committed;
    }

    /** Makes the database and schema current; either may be null. */
    void use(String newDatabase, String newSchema) throws SqlFailure {
        String target = newDatabase == null
                ? "memory.main"
                : SqlText.identifier(newDatabase) + "."
                        + (newSchema == null ? "main" : SqlText.identifier(newSchema));
        duckDb.configure("USE " + target);
        committed.configure("USE " + target);
        database = newDatabase;
        schema = newSchema;
    }

    /** One that the role may not use is not there for it. */
    void useWarehouse(String name) throws SqlFailure {
        if (!rights.usesWarehouse(name)) {
            throw Failures.objectMissing();
        }
        warehouse = name;
    }

    void useRole(String name) throws SqlFailure {
        if (!rights.mayUse(name)) {
            throw new SqlFailure("003013", "42501", "SQL access control error:\nRequested role '" + name + "' is not"
                    + " assigned to the executing user. Specify another role or ask your administrator to grant it.");
        }
        role = name;
    }

    String database() {
        return database;
    }

    String schema() {
        return schema;
    }

    String warehouse() {
        return warehouse;
    }

    String role() {
        return role;
    }

    String requireDatabase() throws SqlFailure {
        if (database == null) {
            throw Failures.noDatabase();
        }
        return database;
    }

    String requireSchema() throws SqlFailure {
        if (schema == null) {
            throw Failures.noSchema();
        }
        return schema;
    }
}
