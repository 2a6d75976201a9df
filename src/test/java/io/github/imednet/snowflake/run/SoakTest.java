package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.kill.Matrix;
import io.github.imednet.snowflake.kill.WholeTable;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A long export while one request in a hundred fails, at both ends. */
class SoakTest {

    private static final int RECORDS = Integer.getInteger("soak.records", 2_000_000);

    private static final List<String> IMEDNET_FAULTS = List.of(
            "status:code=503,on=recordId%2CASC,rate=0.004,seed=1",
            "status:code=429,retry-after=0,on=recordId%2CASC,rate=0.002,seed=2",
            "drop:on=recordId%2CASC,rate=0.002,seed=3", "truncate:on=recordId%2CASC,rate=0.002,seed=4");

    private static final List<String> SNOWFLAKE_FAULTS = List.of(
            "session-gone:on=/query-request,rate=0.003,seed=5", "drop-after:on=/query-request,rate=0.003,seed=6",
            "sql-error:code=000604,state=57014,on=/query-request,rate=0.002,seed=7",
            "status:code=503,on=/query-request,rate=0.002,seed=8");

    @TempDir
    private Path directory;

    @Test
    @EnabledIfSystemProperty(named = "matrix", matches = "full", disabledReason = "long: mvn verify -Pkill-matrix")
    void aLongExportWithFaultsAtBothEndsIsWhole() throws Exception {
        try (LocalServers servers =
                new LocalServers(directory, StudyData.sample(RECORDS), IMEDNET_FAULTS, SNOWFLAKE_FAULTS)) {
            ExportSummary summary = servers.export(
                    "SAMPLE",
                    Map.of(
                            "export.batch-size", "1000",
                            "export.load-batches", "10",
                            "export.max-retries", "10",
                            "export.retry-backoff", "0.01"));
            Matrix.log("soak", summary.toString());

            assertThat(summary.reconciled()).isTrue();
            assertThat(summary.retries()).isPositive();
            servers.failImednet();
            servers.failSnowflake();
            new WholeTable(servers.imednet(), servers.snowflake()).verify();
            Matrix.log("soak", "compared with the source, record by record: whole");
        }
    }
}
