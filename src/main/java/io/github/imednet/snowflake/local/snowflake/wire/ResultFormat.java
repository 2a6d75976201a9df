package io.github.imednet.snowflake.local.snowflake.wire;

import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.nio.Buffer;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** In which format a client gets the rows of its queries; everything else is JSON. */
enum ResultFormat {
    JSON,
    ARROW;

    private static final Logger LOG = LoggerFactory.getLogger(ResultFormat.class);

    /** The parameter of each client, by the name with which it logs in, that says it; clients without one know JSON. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "JDBC", "JDBC_QUERY_RESULT_FORMAT",
            "ODBC", "ODBC_QUERY_RESULT_FORMAT",
            "Go", "GO_QUERY_RESULT_FORMAT",
            "PythonConnector", "PYTHON_CONNECTOR_QUERY_RESULT_FORMAT");

    /** As on Snowflake, Arrow unless the statement or the session says JSON. */
    static ResultFormat of(String client, StatementType type, Map<String, String> session, Map<String, String> own) {
        String parameter = PARAMETERS.get(client);
        if (parameter == null || type != StatementType.SELECT) {
            return JSON;
        }
        String wanted = own.getOrDefault(parameter, session.getOrDefault(parameter, "ARROW"));
        return wanted.toUpperCase(Locale.ROOT).startsWith("ARROW") && Arrow.THERE ? ARROW : JSON;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static final class Arrow {

        static final boolean THERE = isThere();

        private static boolean isThere() {
            boolean there = isOpen() && isOnClassPath();
            if (!there) {
                LOG.warn("Results are JSON also for clients that ask for Arrow, which needs"
                        + " org.apache.arrow:arrow-vector and arrow-memory-unsafe on the class path, and the JVM option"
                        + " --add-opens=java.base/java.nio=ALL-UNNAMED");
            }
            return there;
        }

        /** Asked first: Arrow itself prints a stack trace. */
        private static boolean isOpen() {
            return Buffer.class.getModule().isOpen("java.nio", ResultFormat.class.getModule());
        }

        private static boolean isOnClassPath() {
            try (RootAllocator memory = new RootAllocator()) {
                return memory.getAllocatedMemory() == 0;
            } catch (LinkageError e) {
                return false;
            }
        }
    }
}
