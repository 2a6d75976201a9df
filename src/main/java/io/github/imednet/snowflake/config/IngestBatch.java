package io.github.imednet.snowflake.config;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A batch that is ingested once, however often it is sent: the ledger says so.
 *
 * @param id what the batch is known by, of all that go into its table
 * @param ledgerTable name of the ledger, in the schema of the table
 * @param lockTable name of the table that says who loads which batch, in the schema of the table
 * @param lockLease how long a process that does not answer any more keeps others from its batch
 */
public record IngestBatch(String id, String ledgerTable, String lockTable, Duration lockLease) {

    /** @return null where the rows are no such batch */
    static @Nullable IngestBatch read(SettingsReader settings) {
        String id = settings.get(IngestSettings.BATCH_ID);
        if (id == null) {
            return null;
        }
        if (id.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
            settings.problem("ingest.batch-id has a NUL or half of a surrogate pair, which no text in Snowflake has");
        }
        return new IngestBatch(
                id,
                settings.get(SharedSettings.LEDGER_TABLE),
                settings.get(SharedSettings.LOCK_TABLE),
                settings.get(SharedSettings.LOCK_LEASE));
    }
}
