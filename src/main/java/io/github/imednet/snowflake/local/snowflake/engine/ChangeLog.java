package io.github.imednet.snowflake.local.snowflake.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a transaction has changed so far, so that it can be done again: DuckDB has no savepoints and gives up the whole
 * transaction for one failed statement.
 */
final class ChangeLog {

    private static final long UNKNOWN = -1;

    /**
     * @param settings what the connection was told of formats and the time zone before it
     * @param rows how many it touched, or {@link #UNKNOWN}
     */
    private record Change(String settings, String sql, Object[] values, long rows) {}

    private final List<Change> changes = new ArrayList<>();
    private boolean recording;

    void start() {
        recording = true;
    }

    void stop() {
        recording = false;
        changes.clear();
    }

    void add(String settings, String sql, Object[] values) {
        add(settings, sql, values, UNKNOWN);
    }

    void add(String settings, String sql, Object[] values, long rows) {
        if (recording) {
            changes.add(new Change(settings, sql, values, rows));
        }
    }

    int size() {
        return changes.size();
    }

    /**
     * Forgets the changes from that one on, and makes the others again.
     *
     * @param settings what the connection was told last
     * @throws SQLException also if one touches another number of rows than before
     */
    void repeat(Connection connection, int size, String settings) throws SQLException {
        changes.subList(size, changes.size()).clear();
        try (Statement statement = connection.createStatement()) {
            String current = settings;
            for (Change change : changes) {
                if (!change.settings.equals(current)) {
                    statement.execute(change.settings);
                    current = change.settings;
                }
                repeat(connection, change);
            }
            if (!current.equals(settings)) {
                statement.execute(settings);
            }
        }
    }

    private static void repeat(Connection connection, Change change) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(change.sql)) {
            for (int i = 0; i < change.values.length; i++) {
                statement.setObject(i + 1, change.values[i]);
            }
            boolean counts = change.rows != UNKNOWN;
            if (!counts) {
                statement.execute();
            } else if (statement.executeLargeUpdate() != change.rows) {
                throw new SQLException("A change of the transaction touches other rows than before, for other sessions"
                        + " have changed what it reads");
            }
        }
    }
}
