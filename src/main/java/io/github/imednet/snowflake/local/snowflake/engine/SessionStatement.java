package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** BEGIN, COMMIT, ROLLBACK, USE and ALTER SESSION. */
record SessionStatement(StatementType type, Action action) implements Statement {

    /** What the statement does to the session. */
    interface Action {
        void run(Session session) throws SqlFailure;
    }

    static SessionStatement begin(TokenReader reader) throws SqlFailure {
        if (reader.accept("START")) {
            reader.expect("TRANSACTION");
        } else {
            reader.expect("BEGIN");
            if (!reader.accept("TRANSACTION")) {
                reader.accept("WORK");
            }
        }
        String name = reader.accept("NAME") ? reader.identifier() : null;
        reader.expectEnd();
        return transaction(session -> session.transaction().begin(name));
    }

    static SessionStatement commit(TokenReader reader) throws SqlFailure {
        reader.expect("COMMIT");
        reader.accept("WORK");
        reader.expectEnd();
        return transaction(session -> session.transaction().commit());
    }

    static SessionStatement rollback(TokenReader reader) throws SqlFailure {
        reader.expect("ROLLBACK");
        reader.accept("WORK");
        reader.expectEnd();
        return transaction(session -> session.transaction().rollback());
    }

    private static SessionStatement transaction(Action action) {
        return new SessionStatement(StatementType.TRANSACTION, action);
    }

    static SessionStatement use(TokenReader reader) throws SqlFailure {
        reader.expect("USE");
        Action action;
        if (reader.accept("WAREHOUSE")) {
            String name = reader.objectName().last();
            action = session -> session.context().useWarehouse(name);
        } else if (reader.accept("ROLE")) {
            String name = reader.objectName().last();
            action = session -> session.context().useRole(name);
        } else if (reader.accept("SECONDARY", "ROLES")) {
            reader.identifier();
            action = session -> {};
        } else if (reader.accept("SCHEMA")) {
            ObjectName name = reader.objectName();
            action = session -> useSchema(session, name);
        } else {
            reader.accept("DATABASE");
            ObjectName name = reader.objectName();
            action = name.parts().size() == 1
                    ? session -> useDatabase(session, name.last())
                    : session -> useSchema(session, name);
        }
        reader.expectEnd();
        return new SessionStatement(StatementType.USE, action);
    }

    private static void useDatabase(Session session, String name) throws SqlFailure {
        session.catalog().requireDatabase(name);
        session.context().use(name, session.catalog().hasSchema(name, "PUBLIC") ? "PUBLIC" : null);
    }

    private static void useSchema(Session session, ObjectName name) throws SqlFailure {
        List<String> parts = name.parts();
        if (parts.size() > 2) {
            throw Failures.objectMissing("Schema", name.toString());
        }
        String database = parts.size() == 2 ? parts.get(0) : session.context().requireDatabase();
        session.catalog().requireDatabase(database);
        if (!session.catalog().hasSchema(database, name.last())) {
            throw Failures.objectMissing("Schema", database + "." + name.last());
        }
        session.context().use(database, name.last());
    }

    static SessionStatement alterSession(TokenReader reader) throws SqlFailure {
        reader.expect("ALTER", "SESSION");
        Action action;
        if (reader.accept("SET")) {
            OptionList options = OptionList.parse(reader);
            Map<String, String> values = options.takeAll();
            reader.expectEnd();
            action = session -> session.settings().set(values);
        } else {
            reader.expect("UNSET");
            List<String> names = new ArrayList<>();
            do {
                names.add(reader.identifier());
            } while (reader.accept(","));
            reader.expectEnd();
            action = session -> session.settings().unset(names);
        }
        return new SessionStatement(StatementType.ALTER_SESSION, action);
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        action.run(session);
        return StatementResult.status(type, "Statement executed successfully.");
    }
}
