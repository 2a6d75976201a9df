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
            case 2 -> inExistingSchema(session.currentDatabase(), parts.get(0), parts.get(1));
            default -> inCurrentSchema(parts.get(0));
        };
    }

    private QualifiedName inCurrentSchema(String name) throws SqlFailure {
        QualifiedName resolved = new QualifiedName(session.currentDatabase(), session.currentSchema(), name);
        requireUsage(resolved);
        return resolved;
    }

    private void requireUsage(QualifiedName name) throws SqlFailure {
        if (!session.rights().usesSchema(name.database(), name.schema())) {
            throw Failures.objectMissing("Schema", name.database() + "." + name.schema());
        }
    }

    private QualifiedName inExistingSchema(String ofDatabase, String ofSchema, String name) throws SqlFailure {
        session.requireDatabase(ofDatabase);
        if (!session.schemas().exists(ofDatabase, ofSchema)) {
            throw Failures.objectMissing("Schema", ofDatabase + "." + ofSchema);
        }
        QualifiedName resolved = new QualifiedName(ofDatabase, ofSchema, name);
        requireUsage(resolved);
        return resolved;
    }

    Table table(ObjectName name) throws SqlFailure {
        return visible(session.tables().get(resolve(name)));
    }

    private Table visible(Table table) throws SqlFailure {
        if (!session.rights().sees(table)) {
            throw Failures.tableMissing(table.name().toString());
        }
        return table;
    }

    /** A table, or a view as if it were one. */
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

    Stage stage(QualifiedName name) throws SqlFailure {
        return session.transaction().readsCommittedCatalog()
                ? knownStages.get(name, () -> session.stages().get(name))
                : session.stages().get(name);
    }
}
