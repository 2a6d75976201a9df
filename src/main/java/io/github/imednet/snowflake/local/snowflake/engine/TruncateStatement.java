package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.Optional;
import java.util.Set;

/** TRUNCATE TABLE: deletes the rows and forgets the load history, within the transaction. */
record TruncateStatement(ObjectName target, boolean ifExists) implements Statement {

    static TruncateStatement parse(TokenReader reader) throws SqlFailure {
        reader.expect("TRUNCATE");
        reader.accept("TABLE");
        boolean ifExists = reader.accept("IF", "EXISTS");
        TruncateStatement statement = new TruncateStatement(reader.objectName(), ifExists);
        reader.expectEnd();
        return statement;
    }

    @Override
    public StatementType type() {
        return StatementType.DML;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        Optional<Table> found = session.tables().find(session.catalog().resolve(target));
        if (found.isEmpty() && !ifExists) {
            throw Failures.tableMissing(target.toString());
        }
        if (found.isPresent()) {
            Table table = found.get();
            session.rights().require("TRUNCATE", table);
            session.transaction().write(Set.of(table.lock()), () -> {
                session.duckDb().run("DELETE FROM " + table.sql());
                forgetLoads(session, table);
                return null;
            });
        }
        return StatementResult.status(type(), "Statement executed successfully.");
    }

    /** The table's files can be loaded again, once its rows are gone. */
    static void forgetLoads(Session session, Table table) throws SqlFailure {
        LoadHistory.forget(session.duckDb(), table);
        session.transaction().forgetLoads(table);
    }
}
