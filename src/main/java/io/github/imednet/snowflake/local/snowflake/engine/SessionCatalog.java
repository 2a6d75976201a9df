package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Finds what a session's names mean. */
final class SessionCatalog {

    private final Session session;
    private final CatalogMemory<QualifiedName, Stage> knownStages;

    /** @param version counted up by every DDL statement */
    SessionCatalog(Session session, AtomicLong version) {
        this.session = session;
        this.knownStages = new CatalogMemory<>(version);
    }

    /** The full name of a table, stage or file format. */
    QualifiedName resolve(ObjectName name) throws SqlFailure {
        List<String> parts = name.parts();
        return switch (parts.size()) {
            case 3 -> inExistingSchema(parts.get(0), parts.get(1), parts.get(2));
            case 2 -> inExistingSchema(session.context().requireDatabase(), parts.get(0), parts.get(1));
            default -> inCurrentSchema(parts.get(0));
        };
    }

    private QualifiedName inCurrentSchema(String name) throws SqlFailure {
        SessionContext context = session.context();
        QualifiedName resolved = new QualifiedName(context.requireDatabase(), context.requireSchema(), name);
        requireUsage(resolved);
        return resolved;
    }

    private void requireUsage(QualifiedName name) throws SqlFailure {
        if (!session.rights().usesSchema(name.database(), name.schema())) {
            throw Failures.objectMissing("Schema", name.database() + "." + name.schema());
        }
    }

    private QualifiedName inExistingSchema(String ofDatabase, String ofSchema, String name) throws SqlFailure {
        requireDatabase(ofDatabase);
        if (!session.schemas().exists(ofDatabase, ofSchema)) {
            throw Failures.objectMissing("Schema", ofDatabase + "." + ofSchema);
        }
        QualifiedName resolved = new QualifiedName(ofDatabase, ofSchema, name);
        requireUsage(resolved);
        return resolved;
    }

    /** The database of a schema, which has to be there: the one that is named with it, or the current one. */
    String databaseOf(ObjectName schema) throws SqlFailure {
        String database = schema.parts().size() > 1 ? schema.parts().get(0) : session.context().requireDatabase();
        requireDatabase(database);
        return database;
    }

    void requireDatabase(String name) throws SqlFailure {
        if (!session.engine().databases().exists(name) || !session.rights().usesDatabase(name)) {
            throw Failures.objectMissing("Database", name);
        }
    }

    /** Whether the schema is there, and for the role. */
    boolean hasSchema(String ofDatabase, String name) throws SqlFailure {
        return session.schemas().exists(ofDatabase, name) && session.rights().usesSchema(ofDatabase, name);
    }

    Table table(ObjectName name) throws SqlFailure {
        return visible(session.tables().get(resolve(name)));
    }

    /** The same, if the role has that privilege on it. */
    Table table(ObjectName name, String privilege) throws SqlFailure {
        Table table = table(name);
        session.rights().require(privilege, table);
        return table;
    }

    private Table visible(Table table) throws SqlFailure {
        if (!session.rights().sees(table)) {
            throw Failures.tableMissing(table.name().toString());
        }
        return table;
    }

    /** What a query can read by its name: a table, or a view as if it were one. */
    Table relation(ObjectName name) throws SqlFailure {
        try {
            return table(name);
        } catch (SqlFailure missing) {
            Optional<View> view = session.views().find(resolve(name));
            if (view.isEmpty()) {
                throw missing;
            }
            return visible(view.get().asTable());
        }
    }

    /**
     * The stage that is meant; of an external one, the files as they are now.
     *
     * @param privilege that the role needs on it
     */
    Stage stage(StageReference reference, String privilege) throws SqlFailure {
        Stage stage = switch (reference.kind()) {
            case NAMED -> named(resolve(reference.name()), privilege);
            case TABLE -> session.stages().ofTable(table(reference.name(), Grants.OWNERSHIP));
            case USER -> session.stages().ofUser();
        };
        session.engine().externalStages().refresh(stage, reference.path());
        return stage;
    }

    private Stage named(QualifiedName name, String privilege) throws SqlFailure {
        // Temporary stages are not in DuckDB's catalog: no change of it tells that one is another now.
        Stage stage = knownStages.get(
                name,
                () -> session.stages().temporary(name).isEmpty()
                        && session.transaction().readsCommittedCatalog(),
                () -> session.stages().get(name));
        session.rights().require(privilege, stage);
        return stage;
    }
}
