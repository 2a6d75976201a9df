package io.github.imednet.snowflake.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The servers that stand in for iMednet and for Snowflake. They are in a jar of their own, which is found by its entry
 * in META-INF/services if it is on the class path.
 */
public interface LocalServers {

    /** What is missing where they are not, and how to get it. */
    String MISSING = "The local servers are not part of this installation. They are in the archive"
        + " imednet-snowflake-with-local-servers; or copy imednet-snowflake-local.jar and DuckDB's JDBC driver from"
        + " its lib folder into this one's.";

    /** Commands that run a server each, annotated for picocli. */
    List<Object> commands();

    /**
     * Starts both servers at free ports, with the sample study at the one.
     *
     * @param records how many the study has
     * @param databases the folder of the other's databases
     */
    Running start(int records, Path databases) throws IOException;

    /** Empty if their jar is not on the class path. */
    static Optional<LocalServers> find() {
        return ServiceLoader.load(LocalServers.class).findFirst();
    }

    /** Both servers, until they are closed. */
    interface Running extends AutoCloseable {

        URI imednet();

        URI snowflake();

        /** How to reach them and log in to them, as settings of an export. */
        Map<String, String> settings();

        @Override
        void close() throws IOException;
    }
}
