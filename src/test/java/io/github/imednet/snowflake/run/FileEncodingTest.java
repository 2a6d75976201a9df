package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.local.imednet.StudyData;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the same batches that are encoded in two ways: as Camel's own data format has them, and by columns. */
class FileEncodingTest {

    private static final int RECORDS = 1250;
    private static final Path CAMELS_OWN = Path.of("src/test/resources/routes/plain-parquet/customize-page.camel.yaml");

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(RECORDS));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void bothHaveTheSameRows() throws Exception {
        servers.export("SAMPLE", Map.of());
        servers.export("SAMPLE", Map.of("snowflake.table", "OTHERS"), CAMELS_OWN);

        String columns = "SELECT * EXCLUDE (_SOURCE_FILE) FROM ";
        assertThat(servers.query(columns + "RECORDS ORDER BY RECORD_ID"))
                .hasSize(RECORDS)
                .isEqualTo(servers.query(columns + "OTHERS ORDER BY RECORD_ID"));
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS JOIN OTHERS USING (_SOURCE_FILE)")).isZero();
    }

    @Test
    void anUnchangedStudyIsReplacedOnceWhenItsFilesAreEncodedInAnotherWay() throws Exception {
        servers.export("SAMPLE", Map.of(), CAMELS_OWN);

        ExportSummary second = servers.export("SAMPLE", Map.of());
        ExportSummary third = servers.export("SAMPLE", Map.of());

        assertThat(second.reconciled()).isTrue();
        assertThat(second.rowsLoaded()).isEqualTo(RECORDS);
        assertThat(third.reconciled()).isTrue();
        assertThat(third.puts()).isZero();
        assertThat(third.rowsAlreadyLoaded()).isEqualTo(RECORDS);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
        assertThat(servers.number("SELECT COUNT(DISTINCT RECORD_ID) FROM RECORDS")).isEqualTo(RECORDS);
        assertThat(servers.number("SELECT COUNT(DISTINCT _SOURCE_FILE) FROM RECORDS")).isEqualTo(3);
    }
}
