package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * Keeps a run from deleting more entities of the table than {@code export.fail-if-deletes}: those that are in the table
 * and not in what takes their place. It compares ids within the transaction, before its commit.
 */
@RouteBean
public final class DeleteLimit {

    private static final int MOST_NAMED = 5;

    private final Integer limit;
    private final LoadStatements loads;
    private final SnowflakeStatements statements;

    public DeleteLimit(ExportSettings settings, LoadStatements loads, SnowflakeStatements statements) {
        this.limit = settings.get(ExportKeys.FAIL_IF_DELETES);
        this.loads = loads;
        this.statements = statements;
    }

    /** Whether there is a limit, and the load may delete: one by its own keys brings back each id. */
    public boolean isOfLoad(@ExchangeProperty("load") LoadState load) {
        return limit != null && load.mayReplaceRows() && !load.needsKeys();
    }

    public boolean isSet() {
        return limit != null;
    }

    /** Asks which ids the load's rows replace; to be called before they are deleted. */
    public void idsBefore(@ExchangeProperty("load") LoadState load, Exchange exchange) throws SQLException {
        load.idsBefore(ids(load, exchange));
    }

    /**
     * Compares them with the ids that are there now; to be called when the new rows are there.
     *
     * @throws ExportConfigurationException if the run would delete more than the limit
     */
    public void check(
            @ExchangeProperty("load") LoadState load, @ExchangeProperty("run") LoadRun run, Exchange exchange)
            throws SQLException {
        Set<String> deleted = new TreeSet<>(load.idsBefore());
        if (!deleted.isEmpty()) {
            deleted.removeAll(ids(load, exchange));
        }
        require(run, load, deleted.size(), deleted);
    }

    /**
     * The same of rows that were deleted without others in their place.
     *
     * @throws ExportConfigurationException if the run would delete more than the limit
     */
    public void checkStale(@ExchangeProperty("run") LoadRun run) {
        require(run, run.table(), run.table().staleRowsDeleted(), Set.of());
    }

    private Set<String> ids(LoadState load, Exchange exchange) throws SQLException {
        Set<String> ids = new HashSet<>();
        for (SqlAnswer.Row row : statements.query(exchange, loads.idsReplaced(load)).rows()) {
            ids.add(String.valueOf(row.text("ENTITY_ID")));
        }
        return ids;
    }

    private void require(LoadRun run, Object deleting, long deleted, Set<String> ids) {
        long all = run.table().deletes(deleting, deleted);
        if (all > limit) {
            String named = ids.isEmpty()
                    ? ""
                    : ", such as those with the ids " + String.join(", ", ids.stream().limit(MOST_NAMED).toList());
            throw new ExportConfigurationException("The run would delete " + all + " " + run.resource().path()
                    + " of study " + run.studyKey() + " that it did not read" + named + ", and"
                    + " export.fail-if-deletes is " + limit + ": the transaction was not committed. Look whether they"
                    + " were deleted in iMednet, or are no longer selected; then export once with a higher"
                    + " --fail-if-deletes", null);
        }
    }
}
