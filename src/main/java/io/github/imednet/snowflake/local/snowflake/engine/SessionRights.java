package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.Locale;

/**
 * What a session's role may do. As on Snowflake, an object that the role has no right on is not there for it; one that
 * it has another right on is, and what is missing is refused with 003001.
 */
final class SessionRights {

    private static final String TABLE = "TABLE";
    private static final String STAGE = "STAGE";
    private static final String SEQUENCE = "SEQUENCE";

    private final Session session;
    private final Grants grants;

    SessionRights(Session session, Grants grants) {
        this.session = session;
        this.grants = grants;
    }

    boolean mayUse(String role) {
        return grants.mayUse(session.user(), role);
    }

    boolean has(String privilege, String kind, String name) {
        return grants.has(session.role(), privilege, kind, name);
    }

    /** Whether the database is there for the role. */
    boolean usesDatabase(String database) {
        return has("USAGE", "DATABASE", database);
    }

    boolean usesSchema(String database, String schema) {
        return usesDatabase(database) && has("USAGE", "SCHEMA", database + '.' + schema);
    }

    boolean usesWarehouse(String warehouse) {
        return warehouse == null || has("USAGE", "WAREHOUSE", warehouse);
    }

    boolean sees(Table table) {
        return table.temporary() || grants.hasAny(session.role(), TABLE, table.name().toString());
    }

    boolean sees(Stage stage) {
        return stage.temporary() || grants.hasAny(session.role(), STAGE, stage.name().toString());
    }

    boolean sees(Sequence sequence) {
        return grants.hasAny(session.role(), SEQUENCE, sequence.name().toString());
    }

    void require(String privilege, Sequence sequence) throws SqlFailure {
        if (!sees(sequence)) {
            throw Failures.objectMissing("Sequence", sequence.name().toString());
        }
        if (!has(privilege, SEQUENCE, sequence.name().toString())) {
            throw insufficient(SEQUENCE, sequence.name().name());
        }
    }

    void require(String privilege, Table table) throws SqlFailure {
        if (!sees(table)) {
            throw Failures.tableMissing(table.name().toString());
        }
        if (!table.temporary() && !has(privilege, TABLE, table.name().toString())) {
            throw insufficient(TABLE, table.name().name());
        }
    }

    /** @param privilege READ, WRITE or OWNERSHIP; of an external stage USAGE gives the first two */
    void require(String privilege, Stage stage) throws SqlFailure {
        requireVisible(stage);
        String needed = stage.external() == null || privilege.equals(Grants.OWNERSHIP) ? privilege : "USAGE";
        if (!stage.temporary() && !has(needed, STAGE, stage.name().toString())) {
            throw insufficient(STAGE, stage.name().name());
        }
    }

    void requireVisible(Stage stage) throws SqlFailure {
        if (!sees(stage)) {
            throw Failures.objectMissing("Stage", stage.name().toString());
        }
    }

    /** @param kind of what is to be created in the schema */
    void requireCreation(String kind, QualifiedName name) throws SqlFailure {
        requireCreation(kind, "SCHEMA", name.database() + '.' + name.schema(), name.schema());
    }

    void requireCreation(String kind, String in, String container, String shown) throws SqlFailure {
        if (!has("CREATE " + kind, in, container)) {
            throw insufficient(in, shown);
        }
    }

    /** The role owns what it has created. */
    void own(String kind, String name) {
        if (session.role() != null) {
            grants.own(kind.equals("VIEW") ? TABLE : kind, name, session.role());
        }
    }

    /** Statements that compute need a warehouse that the role may use. */
    void requireWarehouse() throws SqlFailure {
        boolean usable = session.warehouse() != null && usesWarehouse(session.warehouse());
        if (grants.restricted() && !usable) {
            throw new SqlFailure(
                    "000606",
                    "57P03",
                    "No active warehouse selected in the current session.  Select an active"
                            + " warehouse with the 'use warehouse' command.");
        }
    }

    private static SqlFailure insufficient(String kind, String name) {
        return new SqlFailure("003001", "42501", "SQL access control error:\nInsufficient privileges to operate on "
                + kind.toLowerCase(Locale.ROOT) + " '" + name + "'");
    }
}
