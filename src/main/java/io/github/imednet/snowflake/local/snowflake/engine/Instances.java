package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import org.duckdb.DuckDBConnection;

/**
 * Instances of DuckDB with the settings, functions and macros of an engine, and no database. One that an engine no
 * longer needs is for the next engine of this process: to start one takes a tenth of a second of CPU time.
 */
final class Instances {

    /** As many as the tests of one JVM have open at a time. */
    private static final int MOST_IDLE = 4;

    /**
     * Each session's statements run on their caller's thread alone: with helpers of DuckDB's own the same COPY takes
     * twice the CPU time of a machine that is shared with the client. Uncompressed and with rare checkpoints because
     * both cost several times what loading the rows does.
     */
    private static final List<String> SETTINGS = List.of(
            "SET threads = 1",
            "SET memory_limit = '4GB'",
            "SET force_compression = 'uncompressed'",
            "SET checkpoint_threshold = '1GB'",
            "SET default_null_order = 'nulls_last_on_asc_first_on_desc'",
            "SET TimeZone = 'UTC'");

    private static final Deque<DuckDBConnection> IDLE = new LinkedBlockingDeque<>(MOST_IDLE);

    private Instances() {}

    /** @param spill the directory for what does not fit into memory */
    static DuckDBConnection take(Path spill) throws IOException, SQLException, SqlFailure {
        DuckDBConnection idle = IDLE.poll();
        if (idle != null && spillsTo(spill, idle)) {
            return idle;
        }
        DuckDBConnection started = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        try {
            DuckDb duckDb = new DuckDb(started);
            for (String setting : SETTINGS) {
                duckDb.run(setting);
            }
            spillTo(spill, duckDb);
            ExactJson.register(started);
            Macros.create(duckDb, started);
            return started;
        } catch (IOException | SQLException | SqlFailure | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** DuckDB refuses another directory once it has written to the one before; then the instance is closed. */
    private static boolean spillsTo(Path spill, DuckDBConnection idle) throws SQLException {
        try {
            spillTo(spill, new DuckDb(idle));
            return true;
        } catch (SqlFailure e) {
            idle.close();
            return false;
        }
    }

    private static void spillTo(Path spill, DuckDb duckDb) throws SqlFailure {
        duckDb.run("SET temp_directory = " + SqlText.literal(spill.toString()));
    }

    /** Takes back an instance whose databases are detached and whose other connections are closed. */
    static void release(DuckDBConnection instance) throws SQLException {
        if (!IDLE.offer(instance)) {
            instance.close();
        }
    }
}
