package io.github.imednet.snowflake.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table go before others come: those with a value in a column.
 *
 * @param column as settings name it, or null where each message does
 * @param value as text, or null where each message has one
 * @param lockTable name of the table that says who replaces which rows, in the schema of the table
 * @param lockLease how long a process that does not answer any more keeps others from these rows
 */
public record IngestReplacement(String column, String value, String lockTable, Duration lockLease) {

    /** @return null where the mode is another one */
    static @Nullable IngestReplacement read(SettingsReader settings) {
        if (settings.get(IngestSettings.MODE) != IngestMode.REPLACE_ROWS) {
            return null;
        }
        return new IngestReplacement(
                settings.get(IngestSettings.REPLACE_COLUMN),
                settings.get(IngestSettings.REPLACE_VALUE),
                settings.get(SharedSettings.LOCK_TABLE),
                settings.get(SharedSettings.LOCK_LEASE));
    }
}
