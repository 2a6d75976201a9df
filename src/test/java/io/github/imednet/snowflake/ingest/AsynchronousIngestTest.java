package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.rows.IngestException;
import io.github.imednet.snowflake.run.AsynchronousSteps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A user's own step between BEGIN and COMMIT that goes on in another thread changes nothing in an ingestion either. */
class AsynchronousIngestTest {

    private static final Map<String, String> BATCH = Map.of("ingest.mode", "create-append", "ingest.batch-id", "b1");

    @RegisterExtension
    final Ingests snowflake = new Ingests();

    @BeforeEach
    void replaceRoute() throws Exception {
        snowflake.replace(AsynchronousSteps.in(
                "ingest-publish", snowflake.directory(), "each-table-to-fill", "with-batch-to-record",
                "commit-ingest-transaction"));
    }

    @Test
    void rowsAndLedgerEntryAreCommittedTogether() throws Exception {
        IngestSummary first = snowflake.ingest("READINGS", rows(), BATCH);
        IngestSummary second = snowflake.ingest("READINGS", rows(), BATCH);

        assertThat(first.rows()).isEqualTo(2);
        assertThat(second.alreadyLoaded()).isTrue();
        assertThat(snowflake.query("SELECT COUNT(*) FROM READINGS")).containsExactly("2");
    }

    @Test
    void whatFailsBehindThemUndoesWhatWasDoneBeforeThem() throws Exception {
        snowflake.fail(
                "sql-error:code=002003,state=42S02,on=INSERT INTO \"IMEDNET\".\"PUBLIC\".\"IMEDNET_LOAD_LEDGER\"");
        replaceRoute();

        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> snowflake.ingest("READINGS", rows(), BATCH))
                .withMessageContaining("Nothing was committed");

        assertThat(snowflake.query("SELECT COUNT(*) FROM READINGS")).containsExactly("0");
    }

    private static List<Map<String, Object>> rows() {
        return List.of(Map.of("site", 1), Map.of("site", 2));
    }
}
