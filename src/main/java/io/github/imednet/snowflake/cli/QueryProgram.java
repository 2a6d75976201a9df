package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.load.TableColumn;
import io.github.imednet.snowflake.query.QueryException;
import io.github.imednet.snowflake.query.SnowflakeQuery;
import io.github.imednet.snowflake.run.ExportInterruptedException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.FluentProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Runs queries by their routes in a camel-main of its own; a process that is told to stop cancels them first. */
final class QueryProgram implements AutoCloseable {

    private static final int LONGEST_STOP_SECONDS = 30;

    private final CommandMain main;
    private volatile boolean told;
    private final ProcessStop.Work work;

    /** @param routes folder of route files that replace built-in ones; may be missing */
    static QueryProgram start(CommandSettings settings, Path routes) throws Exception {
        QueryProgram program = new QueryProgram(settings, RouteFiles.in(routes, List.of("query")));
        try {
            program.main.start();
            if (program.told) {
                throw ExportInterruptedException.beforeBeginning();
            }
            return program;
        } catch (Exception e) {
            program.close();
            throw e;
        }
    }

    private QueryProgram(CommandSettings settings, RouteFiles files) {
        this.main = settings.main("imednet-query", files);
        this.work = ProcessStop.enter(this::cancel, LONGEST_STOP_SECONDS);
    }

    /**
     * Runs a query and writes its rows.
     *
     * @param file where to, or null for the stream
     * @throws org.apache.camel.CamelExecutionException around whatever kept it from its end
     */
    void query(String sql, List<String> parameters, String format, Path file, @Nullable OutputStream stream) {
        to("direct:write-query-result")
                .withHeader("sql", sql)
                .withHeader("parameters", parameters)
                .withHeader("format", format)
                .withHeader("outputFile", file == null ? null : file.toString())
                .withHeader("outputStream", stream)
                .request();
    }

    /**
     * Asks what the columns of a table are.
     *
     * @throws QueryException if Snowflake does not tell
     * @throws org.apache.camel.CamelExecutionException around whatever else kept it from its end
     */
    @SuppressWarnings("unchecked")
    List<TableColumn> describe(String table) {
        try {
            return to("direct:describe-columns").withHeader("table", table).request(List.class);
        } catch (CamelExecutionException e) {
            throw e.getCause() instanceof SQLException failure ? QueryException.of(failure) : e;
        }
    }

    private FluentProducerTemplate to(String route) {
        return main.getCamelContext().createFluentProducerTemplate().to(route);
    }

    @Override
    public void close() {
        main.stop();
        work.close();
    }

    /** The query fails then, and takes its unfinished file with it. */
    private void cancel() {
        told = true;
        CamelContext context = main.getCamelContext();
        if (context != null && context.isStarted()) {
            context.getRegistry().lookupByNameAndType("snowflakeQuery", SnowflakeQuery.class).cancelAll();
        }
    }
}
