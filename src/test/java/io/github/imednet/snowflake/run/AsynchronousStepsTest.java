package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.local.imednet.StudyData;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user's own step between BEGIN and COMMIT that goes on in another thread changes nothing: the session goes with it.
 */
class AsynchronousStepsTest {

    private static final int RECORDS = 1000;

    @TempDir
    private Path directory;

    private LocalServers servers;
    private Path route;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(RECORDS));
        route = AsynchronousSteps.in(
                "load-files", directory, "with-rows-to-replace", "copy-into-table", "record-copy", "require-lock", "commit");
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void rowsAndLedgerEntriesAreCommittedTogether() throws Exception {
        ExportSummary first = servers.export("SAMPLE", Map.of(), route);
        ExportSummary reload = servers.export("SAMPLE", Map.of("export.idempotent", "false"), route);

        assertThat(first.retries()).isZero();
        assertThat(reload.retries()).isZero();
        assertThat(reload.rowsReplaced()).isEqualTo(RECORDS);
        assertThat(reload.reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
    }

    @Test
    void whatFailsBehindThemUndoesWhatWasDoneBeforeThem() throws Exception {
        servers.export("SAMPLE", Map.of("snowflake.table", "OTHER"));
        servers.failSnowflake(
                "sql-error:code=002003,state=42S02,on=INSERT INTO \"IMEDNET\".\"PUBLIC\".\"IMEDNET_LOAD_LEDGER\"");

        assertThatExceptionOfType(ExportBatchException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of(), route));

        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isZero();
    }
}
