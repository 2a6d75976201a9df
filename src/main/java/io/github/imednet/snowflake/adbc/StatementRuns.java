package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.query.QueryRows;
import io.github.imednet.snowflake.query.QueryRuns;
import io.github.imednet.snowflake.query.SnowflakeQuery;
import java.io.IOException;

/** A statement that is run once for each row of its parameters. */
record StatementRuns(Execution execution, SnowflakeQuery queries, String sql, Parameters parameters)
        implements QueryRuns {

    @Override
    public boolean hasNext() {
        return parameters.hasNext();
    }

    @Override
    public QueryRows next() {
        return queries.open(sql, parameters.next());
    }

    @Override
    public void cancel() {
        execution.cancel();
    }

    @Override
    public void close() throws IOException {
        try (execution) {
            parameters.close();
        }
    }
}
