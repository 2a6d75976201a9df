package io.github.imednet.snowflake.local.snowflake.engine;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs statements with timestamps of Snowflake, which have nanoseconds and the years 1 to 9999. DuckDB's have either
 * the years or nanoseconds, and then end in 2262: a statement and a column have microseconds until a value needs more,
 * for which the statement runs anew. What needs both at once is refused. Of a TIMESTAMP_LTZ DuckDB does not even
 * compare one kind with the other.
 */
final class Nanoseconds {

    /** What the macros say of a value that does not fit, and {@link #BESIDE} of types. */
    static final Pattern NEED = Pattern.compile(
            "A (TIMESTAMP_[NL]TZ) needs (nanoseconds|years)(?: in (.+)|( where another one has them))?");

    /** What DuckDB says of two kinds in one expression. */
    static final String BESIDE = "Cannot (?:compare|mix|combine) (?:values|types) of (?:type )?(?:TIMESTAMPTZ_NS and"
            + " (?:type )?TIMESTAMP WITH TIME ZONE|TIMESTAMP WITH TIME ZONE and (?:type )?TIMESTAMPTZ_NS)";

    static final String BESIDE_MESSAGE = "A TIMESTAMP_LTZ needs nanoseconds where another one has them";

    static final String MIXED = "Nanoseconds beside years before 1678 or after 2261, in one column or one statement, or"
            + " in a cast inside of a view, are not supported by the local Snowflake server.";

    /** What a statement does with a session. */
    interface Work<T> {
        T run() throws SqlFailure;
    }

    private static final String CONFLICT = "000625";

    private Nanoseconds() {}

    static boolean areNeeded(SqlFailure failure) {
        return NEED.matcher(failure.getMessage()).find();
    }

    static <T> T run(Session session, Statement statement, Work<T> work) throws SqlFailure {
        Set<String> tried = new HashSet<>();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (SqlFailure e) {
                    Matcher need = NEED.matcher(e.getMessage());
                    if (!need.find()) {
                        if (tried.add(CONFLICT) && isOfChangedTable(e, statement) && canRunAnew(session, statement)) {
                            continue;
                        }
                        throw e;
                    }
                    meet(session, statement, need, tried.add(need.group()));
                }
            }
        } finally {
            session.forgetNanoseconds();
        }
    }

    private static boolean isOfChangedTable(SqlFailure failure, Statement statement) {
        return statement.storesIn() != null && failure.code().equals(CONFLICT)
                && failure.getCause() instanceof SQLException;
    }

    /**
     * Waits for the transaction that changes a column of the table: the conflict ends with it, but not for a
     * transaction that goes on seeing what was there before.
     */
    private static boolean canRunAnew(Session session, Statement statement) throws SqlFailure {
        Transaction transaction = session.transaction();
        if (transaction.writing()) {
            return false;
        }
        String lock = session.catalog().table(statement.storesIn()).lock();
        TransactionLocks locks = session.engine().locks();
        locks.acquire(transaction, Set.of(lock), session::canceled);
        if (!transaction.open()) {
            locks.release(transaction);
        }
        return true;
    }

    private static void meet(Session session, Statement statement, Matcher need, boolean first) throws SqlFailure {
        DataType type = DataType.of(DataType.Base.valueOf(need.group(1)));
        boolean nanoseconds = need.group(2).equals("nanoseconds");
        String column = need.group(3);
        if (!first && need.group(4) != null) {
            throw Failures.unsupported(
                    "A TIMESTAMP_LTZ without nanoseconds where another one has them, unless it is cast"
                            + " to TIMESTAMP_LTZ,");
        }
        if (!first || column == null && !nanoseconds) {
            throw Failures.syntax(MIXED);
        }
        if (column == null) {
            session.keepNanoseconds(type);
        } else {
            alter(session, session.catalog().table(statement.storesIn()), column, type, nanoseconds);
        }
    }

    /**
     * Fails, too, if values that are there do not fit. DuckDB converts those of deleted rows as well, which the check
     * does not see: they become anything.
     */
    private static void alter(Session session, Table table, String column, DataType type, boolean nanoseconds)
            throws SqlFailure {
        String name = SqlText.identifier(column);
        boolean moment = type.base() == DataType.Base.TIMESTAMP_LTZ;
        String more = type.inNanosecondsToo().duckDb();
        String converted = "TRY_CAST(" + name + " AS " + more + ")";
        String zero = moment ? "timezone('UTC', make_timestamp_ns(0))" : "make_timestamp_ns(0)";
        String misfit = nanoseconds ? converted + " IS NULL AND " + name + " IS NOT NULL"
                : Macros.call("nanos_of", name) + " <> 0";
        String using = nanoseconds
                ? more + " USING CASE WHEN " + misfit + " THEN " + zero + " ELSE " + converted + " END"
                : type.inMicroseconds() + " USING " + Macros.call(moment ? "cut_utc" : "cut_moment", name);
        session.transaction().alter(Set.of(table.lock()), () -> {
            if (!session.duckDb().rows("SELECT 1 FROM " + table.sql() + " WHERE " + misfit + " LIMIT 1").isEmpty()) {
                throw Failures.syntax(MIXED);
            }
            session.duckDb().run("ALTER TABLE " + table.sql() + " ALTER COLUMN " + name + " SET DATA TYPE " + using);
            return null;
        });
    }
}
