package io.github.imednet.snowflake.adbc;

import java.util.Locale;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.IsolationLevel;
import org.jspecify.annotations.Nullable;

/** The options of every ADBC connection, by their names. */
final class ConnectionOptions {

    private static final String CATALOG = "adbc.connection.catalog";
    private static final String SCHEMA = "adbc.connection.db_schema";
    private static final String AUTOCOMMIT = "adbc.connection.autocommit";
    private static final String READ_ONLY = "adbc.connection.readonly";
    private static final String ISOLATION = "adbc.connection.transaction.isolation_level";
    private static final String LEVEL = "adbc.connection.transaction.isolation.";

    private ConnectionOptions() {}

    /** @return false if the option is none of these */
    static boolean set(AdbcConnection connection, String option, Object value) throws AdbcException {
        String text = String.valueOf(value);
        switch (option) {
            case CATALOG -> connection.setCurrentCatalog(text);
            case SCHEMA -> connection.setCurrentDbSchema(text);
            case AUTOCOMMIT -> connection.setAutoCommit(IngestTarget.truth(option, text));
            case READ_ONLY -> connection.setReadOnly(IngestTarget.truth(option, text));
            case ISOLATION -> connection.setIsolationLevel(level(text));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static IsolationLevel level(String text) throws AdbcException {
        for (IsolationLevel level : IsolationLevel.values()) {
            if (text.equals(LEVEL + level.name().toLowerCase(Locale.ROOT))) {
                return level;
            }
        }
        throw AdbcException.invalidArgument("The value of " + ISOLATION + " should be " + LEVEL + "default or "
                + LEVEL + "read_committed");
    }

    /**
     * The value of one of these options, or null if the option is none of them.
     *
     * @throws AdbcException NOT_FOUND if the session has none
     */
    static @Nullable String get(AdbcConnection connection, String option) throws AdbcException {
        return switch (option) {
            case CATALOG -> Options.requireSet(option, connection.getCurrentCatalog());
            case SCHEMA -> Options.requireSet(option, connection.getCurrentDbSchema());
            case AUTOCOMMIT -> Boolean.toString(connection.getAutoCommit());
            case READ_ONLY -> Boolean.toString(connection.getReadOnly());
            case ISOLATION -> LEVEL + connection.getIsolationLevel().name().toLowerCase(Locale.ROOT);
            default -> null;
        };
    }
}
