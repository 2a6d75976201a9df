package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.imednet.StudyFiles;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions that change rows of the ledger and of the table lock the ledger first, whatever they are for. */
class LockOrderTest {

    private static final int RECORDS = 240;
    private static final Map<String, String> INCREMENTAL = Map.of(
            "export.incremental", "true",
            "export.batch-size", "20",
            "export.load-batches", "1",
            "export.parallel-loads", "1",
            "export.max-retries", "0");

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void exportBoth() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), studies("all", RECORDS));
        servers.export("ONE", INCREMENTAL);
        servers.export("TWO", INCREMENTAL);
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    /** Each statement that takes the second of the two locks comes late, in either order. */
    @Test
    void aStudysChangesAndAnotherStudyAsAWholeAreLoadedAtTheSameTime() throws Exception {
        servers.imednet().change("change-row:row=0,every=5");
        servers.failSnowflake(
                "slow:millis=300,on=DELETE FROM \"IMEDNET\".\"PUBLIC\".\"RECORDS\",times=always",
                "slow:millis=300,on=SET \"SUPERSEDED_AT\",times=always");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<ExportSummary> changes = threads.submit(() -> servers.export("ONE", INCREMENTAL));
            Future<ExportSummary> everything = threads.submit(() -> servers.export("TWO", Map.of(
                    "export.batch-size", "15", "export.load-batches", "1", "export.parallel-loads", "1",
                    "export.max-retries", "0")));

            assertThat(changes.get().mode()).isEqualTo("incremental");
            assertThat(changes.get().rowsReplaced()).isEqualTo(RECORDS / 5);
            assertThat(everything.get().mode()).isEqualTo("full");
            assertThat(everything.get().rowsReplaced()).isEqualTo(RECORDS);
        } finally {
            threads.shutdown();
        }
        assertThat(servers.query("SELECT COUNT(*), COUNT(DISTINCT RECORD_ID) FROM RECORDS GROUP BY STUDY_KEY"))
                .containsOnly(List.of("" + RECORDS, "" + RECORDS))
                .hasSize(2);
    }

    /** The study lost a whole batch: nothing is loaded, and the entries were marked when the DELETE fails. */
    @Test
    void staleEntriesAreMarkedBeforeTheirRowsAreDeleted() throws Exception {
        servers.serve(studies("some", RECORDS - 20));
        servers.failSnowflake("sql-error:on=DELETE FROM \"IMEDNET\".\"PUBLIC\".\"RECORDS\",times=always");

        assertThatThrownBy(() -> servers.export("ONE", Map.of(
                        "export.batch-size", "20", "export.load-batches", "1", "export.max-retries", "0")))
                .hasStackTraceContaining("Snowflake refused a value");

        assertThat(servers.snowflake().statements(StatementType.COPY)).isZero();
        assertThat(servers.snowflake().statements(StatementType.UPDATE)).isEqualTo(1);
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_LOAD_LEDGER WHERE SUPERSEDED_AT IS NOT NULL")).isZero();
    }

    private StudyData studies(String name, int records) throws IOException {
        Path folder = Files.createDirectory(directory.resolve(name));
        StringBuilder studies = new StringBuilder();
        StringBuilder rows = new StringBuilder();
        for (String key : List.of("ONE", "TWO")) {
            studies.append("{\"studyKey\":\"%s\"}%n".formatted(key));
            for (int id = 1; id <= records; id++) {
                rows.append(("{\"studyKey\":\"%s\",\"recordId\":%d,\"formKey\":\"AE\","
                                + "\"dateModified\":\"2024-01-01 00:00:00\",\"recordData\":{\"TERM\":\"%s\"}}%n")
                        .formatted(key, id, key + id));
            }
        }
        StudyFiles.write(folder.resolve("studies.ndjson.gz"), studies);
        StudyFiles.write(folder.resolve("records.ndjson.gz"), rows);
        return StudyData.folder(folder);
    }
}
