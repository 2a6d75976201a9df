package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an incremental run sends to Snowflake for the records that changed: their keys first, then their rows. */
class KeysOfChangesTest {

    private static final int RECORDS = 1250;
    private static final int CHANGED = 13;
    private static final Map<String, String> INCREMENTAL = Map.of("export.incremental", "true");

    private static ExportedSample exported;

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeAll
    static void exportEverything(@TempDir Path first) throws Exception {
        exported = new ExportedSample(first, RECORDS, INCREMENTAL);
    }

    @BeforeEach
    void changeSomeRecords() throws Exception {
        servers = exported.copyTo(directory);
        // Strikes each statement that names the database, which the server then logs, and does nothing to it.
        servers.failSnowflake("slow:millis=0,on=IMEDNET,times=always");
        servers.imednet().change("change-row:row=3,every=100,attribute=recordStatus,value=Changed");
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    /** A masking policy on a tag of the schema holds for temporary tables: what is read there may be its mask. */
    @Test
    void onlyKeysComeToATemporaryTableAndRowsByCopyAlone() throws Exception {
        List<String> statements;
        try (LogLines log = new LogLines(Level.INFO)) {
            ExportSummary summary = servers.export("SAMPLE", INCREMENTAL);
            assertThat(summary.mode()).isEqualTo("incremental");
            assertThat(summary.rowsReplaced()).isEqualTo(CHANGED);
            assertThat(summary.copies()).isEqualTo(1);
            statements = log.lines().stream()
                    .filter(line -> line.contains("/query-request "))
                    .map(line -> line.substring(line.indexOf("/query-request ") + "/query-request ".length()))
                    .toList();
        }

        assertThat(statements)
                .filteredOn(sql -> sql.startsWith("CREATE TEMPORARY TABLE"))
                .singleElement().asString()
                .matches(".*\"IMEDNET_CHANGES_\\w+\" \\(\"RECORD_ID\" NUMBER\\(38,0\\)\\) null");
        assertThat(statements).filteredOn(sql -> sql.startsWith("COPY INTO")).satisfiesExactly(
                keys -> assertThat(keys).contains("IMEDNET_CHANGES_").contains(" (SELECT $1:record_id::"),
                rows -> assertThat(rows).contains("\"RECORDS\" (\"STUDY_KEY\", "));
        assertThat(statements)
                .filteredOn(sql -> sql.matches(".*FROM \\S*IMEDNET_CHANGES_.*"))
                .isNotEmpty()
                .allMatch(sql -> sql.contains("IN (SELECT \"RECORD_ID\" FROM ") && !sql.startsWith("INSERT"));
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS WHERE RECORD_STATUS = 'Changed'")).isEqualTo(CHANGED);
    }

    /** The answer is one without a file: too few keys would leave older states in the table. */
    @Test
    void keysThatDidNotAllComeAreNotCommitted() throws Exception {
        String check = " ".repeat(26) + "- bean:\n" + " ".repeat(30) + "id: check-copy-of-keys\n";
        String builtIn = Files.readString(Path.of("routes/load/load-files.camel.yaml"));
        assertThat(builtIn).contains(check);
        String noFile = """
                - setVariable:
                    name: sql
                    constant: SELECT 'LOADED' AS "status" WHERE FALSE
                - to: direct:execute-sql
                """.indent(26);
        Path route = Files.writeString(
                directory.resolve("load-files.camel.yaml"), builtIn.replace(check, noFile + check));

        assertThatExceptionOfType(ExportBatchException.class)
                .isThrownBy(() -> servers.export(
                        "SAMPLE", Map.of("export.incremental", "true", "export.max-retries", "0"), route))
                .withMessageContaining("COPY did not load");

        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS WHERE RECORD_STATUS = 'Changed'")).isZero();
    }
}
