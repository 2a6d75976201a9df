package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;

/** SYSTEM$ABORT_TRANSACTION: ends a transaction of the same user that another session has open. */
final class AbortTransaction {

    private AbortTransaction() {}

    /** @return what the function answers */
    static String run(Session session, List<String> arguments) throws SqlFailure {
        String id = arguments.size() == 1 ? arguments.get(0).replaceAll("^'|'$", "").strip() : "";
        if (!id.matches("\\d{1,18}|[1-8]\\d{18}")) {
            throw Failures.unsupported("SYSTEM$ABORT_TRANSACTION with another argument than the id of a transaction");
        }
        TransactionStates.State state = session.engine().transactions().find(Long.parseLong(id));
        if (state == null) {
            throw Failures.objectMissing("Transaction", id);
        }
        session.engine().abort(Long.parseLong(id), session);
        return "Aborted transaction id: " + id;
    }
}
