package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Changes a session's parameters, and what they change in its connection and its transaction. */
final class SessionSettings {

    private final SessionParameters parameters;
    private final DuckDb duckDb;
    private final Transaction transaction;

    SessionSettings(SessionParameters parameters, DuckDb duckDb, Transaction transaction) {
        this.parameters = parameters;
        this.duckDb = duckDb;
        this.transaction = transaction;
    }

    /** Sets what the login says of the session; what is not known of it is ignored. */
    void begin(Map<String, String> login) throws SqlFailure {
        Map<String, String> known = new HashMap<>(login);
        known.keySet().removeIf(name -> Parameter.find(name) == null && !Parameter.isOfClient(name));
        parameters.set(known);
        apply(true);
    }

    void set(Map<String, String> values) throws SqlFailure {
        boolean autocommitBefore = parameters.isTrue("AUTOCOMMIT");
        parameters.set(values);
        apply(autocommitBefore);
    }

    void unset(List<String> names) throws SqlFailure {
        boolean autocommitBefore = parameters.isTrue("AUTOCOMMIT");
        names.forEach(parameters::unset);
        apply(autocommitBefore);
    }

    private void apply(boolean autocommitBefore) throws SqlFailure {
        duckDb.set(SessionFormats.sql(parameters));
        if (parameters.isTrue("AUTOCOMMIT") != autocommitBefore) {
            transaction.setAutocommit(!autocommitBefore);
        }
    }
}
