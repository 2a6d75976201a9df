package io.github.imednet.snowflake.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.load.LoadReceipt.LoadedFile;
import io.github.imednet.snowflake.run.SettingsOf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The statements for the ledger. */
class LoadLedgerTest {

    /** The longest statement that Snowflake takes, in bytes. */
    private static final int LONGEST = 1_000_000;

    /** The most files of a load, of records that many forms are selected of. */
    @Test
    void theEntriesOfAWholeLoadFitIntoAStatementHoweverLongTheSelectionIs() {
        String selection = "f".repeat(3000);
        LoadTarget target = new LoadTarget("run", "S", ImednetResource.RECORDS, "2026-01-01 00:00:00", true, true, 0,
                Replacement.ID_RANGES, selection);
        List<LoadedFile> files = IntStream.range(0, 1000)
                .mapToObj(batch -> new LoadedFile(
                        StagedFiles.file(batch, 500, batch * 500L, batch * 500L + 500), 500, "query", Instant.EPOCH))
                .toList();

        String statement = new LoadLedger(SettingsOf.defaults(Map.of()), new SnowflakeStatements(null))
                .recording(target, files);

        assertThat(statement.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LONGEST);
        assertThat(statement).containsOnlyOnce(selection).contains(StagedFiles.name(999));
    }
}
