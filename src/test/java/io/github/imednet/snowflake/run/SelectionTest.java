package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import io.github.imednet.snowflake.verify.VerificationReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports of a part of a study, and what they must not do to another part. Each test has a table of its own. */
class SelectionTest {

    private static final int RECORDS = 1250;

    @TempDir
    private static Path directory;

    private static LocalServers servers;

    private String table;

    @BeforeAll
    static void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(RECORDS));
        servers.export("SAMPLE", Map.of("snowflake.table", "WHOLE"));
    }

    @AfterAll
    static void stopServers() throws Exception {
        servers.close();
    }

    @BeforeEach
    void nameTable(TestInfo test) {
        table = "T" + Integer.toHexString(test.getDisplayName().hashCode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "formKey==AE          |                  |       | FORM_KEY = 'AE'",
        "formKey!=AE;siteId==5001|                  |       | FORM_KEY <> 'AE' AND SITE_ID = 5001",
        "                     | unvnum==2        |       | RECORD_DATA:unvnum::VARCHAR = '2'",
        "                     |                  | AE    | FORM_KEY = 'AE'",
        "                     |                  | CM,AE | FORM_KEY IN ('AE', 'CM')",
        "siteId==5001            |                  | AE    | FORM_KEY = 'AE' AND SITE_ID = 5001",
        "siteId==5001,formKey==CM|                  | AE    | FORM_KEY = 'AE' AND SITE_ID = 5001",
    })
    void theTableHasWhatWasSelectedAndNothingElse(String filter, String dataFilter, String forms, String condition)
            throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("export.filter", filter);
        settings.put("export.record-data-filter", dataFilter);
        settings.put("export.forms", forms);
        settings.values().removeIf(Objects::isNull);

        ExportSummary summary = export(settings);

        assertThat(summary.reconciled()).isTrue();
        assertThat(ids(table, "TRUE")).isNotEmpty().isEqualTo(ids("WHOLE", condition));
        assertThat(export(settings).copies()).isZero();
        settings.put("snowflake.table", table);
        VerificationReport report = servers.verify("SAMPLE", true, settings);
        assertThat(report.differences()).isEmpty();
        assertThat(report.records().equal()).isEqualTo(summary.rowsLoaded());
    }

    @Test
    void aSingleFormIsAskedOfTheApiAndSeveralAreLeftOutHere() throws Exception {
        ExportSummary one = export(Map.of("export.forms", "AE"));
        ExportSummary two = export(Map.of("export.forms", "AE,CM", "export.replace-selection", "true"));

        assertThat(one.recordsRead()).isEqualTo(one.rowsLoaded()).isLessThan(RECORDS);
        assertThat(two.recordsRead()).isEqualTo(RECORDS);
        assertThat(two.rowsLoaded()).isLessThan(RECORDS);
    }

    @Test
    void anotherSelectionIsRefusedBeforeItsFirstLoadAndTheRowsStay() throws Exception {
        export(Map.of());
        long copies = servers.snowflake().statements(StatementType.COPY);
        List<List<String>> before = ids(table, "TRUE");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> export(Map.of("export.forms", "AE", "export.idempotent", "false")))
                .withMessageContaining("holds all records of study SAMPLE")
                .withMessageContaining("selects the records of export.forms=AE")
                .withMessageContaining("--replace-selection");

        assertThat(servers.snowflake().statements(StatementType.COPY)).isEqualTo(copies);
        assertThat(ids(table, "TRUE")).isEqualTo(before);
    }

    @Test
    void allRecordsAreAnotherSelectionThanSome() throws Exception {
        export(Map.of("export.filter", "siteId==5001"));

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> export(Map.of()))
                .withMessageContaining("holds the records of export.filter=siteId==5001 of study SAMPLE")
                .withMessageContaining("selects all records");
    }

    @Test
    void aSelectionIsReplacedWhereThatIsAskedFor() throws Exception {
        export(Map.of());

        ExportSummary replaced = export(Map.of("export.forms", "AE", "export.replace-selection", "true"));

        assertThat(replaced.reconciled()).isTrue();
        assertThat(ids(table, "TRUE")).isEqualTo(ids("WHOLE", "FORM_KEY = 'AE'"));
        assertThat(export(Map.of("export.forms", "AE")).copies()).isZero();
    }

    @Test
    void aSelectionOfTheSameRecordsIsReplacedToo() throws Exception {
        export(Map.of());
        Map<String, String> everything = Map.of("export.filter", "recordId>0");

        ExportSummary replaced = export(Map.of("export.filter", "recordId>0", "export.replace-selection", "true"));

        assertThat(replaced.rowsReplaced()).isEqualTo(RECORDS);
        assertThat(export(everything).rowsAlreadyLoaded()).isEqualTo(RECORDS);
    }

    @Test
    void aTableThatWasRestoredWithItsRowsHoldsTheirSelection() throws Exception {
        export(Map.of());
        servers.execute("CREATE TABLE RESTORED AS SELECT * FROM " + table);
        servers.execute("DROP TABLE " + table);
        servers.execute("ALTER TABLE RESTORED RENAME TO " + table);

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> export(Map.of("export.forms", "AE")))
                .withMessageContaining("holds all records of study SAMPLE");
        assertThat(export(Map.of()).reconciled()).isTrue();
        assertThat(ids(table, "TRUE")).isEqualTo(ids("WHOLE", "TRUE"));
    }

    /** What the run does not select would be removed. */
    @Test
    void rowsOfFilesThatTheLedgerDoesNotKnowMayBeOfAnySelection() throws Exception {
        export(Map.of("export.forms", "AE"));
        Map<String, String> otherLedger = Map.of("export.forms", "AE", "export.ledger-table", "LEDGER_OF_" + table);

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> export(otherLedger))
                .withMessageContaining("holds rows of files that the ledger does not know")
                .withMessageContaining("selects the records of export.forms=AE")
                .withMessageContaining("--replace-selection");

        Map<String, String> replacing = new HashMap<>(otherLedger);
        replacing.put("export.replace-selection", "true");
        assertThat(export(replacing).reconciled()).isTrue();
        assertThat(export(otherLedger).copies()).isZero();
        assertThat(ids(table, "TRUE")).isEqualTo(ids("WHOLE", "FORM_KEY = 'AE'"));
    }

    @Test
    void halfOfAReplacementIsNeitherSelection() throws Exception {
        export(Map.of());
        servers.execute(
                "UPDATE IMEDNET_LOAD_LEDGER SET SELECTION = 'export.forms=AE' WHERE BATCH_ID = 'SAMPLE/records/0'"
                        + " AND TABLE_NAME = '" + table.toUpperCase() + "'");

        assertThatExceptionOfType(ExportConfigurationException.class).isThrownBy(() -> export(Map.of()));
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> export(Map.of("export.forms", "AE")));
        assertThat(export(Map.of("export.replace-selection", "true")).reconciled()).isTrue();
        assertThat(export(Map.of()).copies()).isZero();
    }

    @Test
    void anEmptiedTableTakesAnySelection() throws Exception {
        export(Map.of());
        servers.execute("DELETE FROM " + table);

        assertThat(export(Map.of("export.forms", "AE")).reconciled()).isTrue();
        assertThat(ids(table, "TRUE")).isEqualTo(ids("WHOLE", "FORM_KEY = 'AE'"));
    }

    @Test
    void aLedgerOfAnEarlierVersionIsExtendedAndSpeaksOfAllRecords() throws Exception {
        Map<String, String> ledger = Map.of("export.ledger-table", "OLD_LEDGER");
        export(ledger);
        servers.execute("ALTER TABLE OLD_LEDGER DROP COLUMN SELECTION");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> export(Map.of("export.ledger-table", "OLD_LEDGER", "export.create-table", "false")))
                .withMessageContaining("ALTER TABLE \"IMEDNET\".\"PUBLIC\".\"OLD_LEDGER\" ADD COLUMN IF NOT EXISTS");
        Map<String, String> verified = Map.of("export.ledger-table", "OLD_LEDGER", "snowflake.table", table);
        assertThat(servers.verify("SAMPLE", true, verified).agrees()).isTrue();

        assertThat(export(ledger).rowsAlreadyLoaded()).isEqualTo(RECORDS);
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> export(Map.of("export.ledger-table", "OLD_LEDGER", "export.forms", "AE")));
    }

    @Test
    void valuesAreNotComparedWithThoseOfAnotherSelection() throws Exception {
        export(Map.of("export.forms", "AE"));

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.verify("SAMPLE", true, Map.of("snowflake.table", table)))
                .withMessageContaining("holds the records of export.forms=AE")
                .withMessageContaining("set export.filter");
        assertThat(servers.verify("SAMPLE", false, Map.of("snowflake.table", table)).agrees()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "export.filter, formKey=AE",
        "export.filter, formKey==AE;formKey==CM",
        "export.record-data-filter, SEX=M"
    })
    void aFilterThatTheApiRefusesIsAConfigurationProblemAndAskedOnce(String setting, String filter) throws Exception {
        long requests = servers.imednet().requests();

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> export(Map.of(setting, filter)))
                .withMessageContaining("iMednet answered 400")
                .withMessageEndingWith(". Check " + setting);
        assertThat(servers.imednet().requests()).isEqualTo(requests + 1);
    }

    @Test
    void theManifestSaysWhatWasSelected() throws Exception {
        Path manifest = directory.resolve(table + ".jsonl");

        export(Map.of("export.forms", "CM,AE", "export.manifest-path", manifest.toString()));

        assertThat(Files.readAllLines(manifest)).isNotEmpty().allSatisfy(line -> assertThat(
                        new ObjectMapper().readTree(line).path("selection").asText())
                .isEqualTo("export.forms=AE,CM"));
    }

    private ExportSummary export(Map<String, String> others) throws Exception {
        Map<String, String> all = new HashMap<>(others);
        all.put("snowflake.table", table);
        return servers.export("SAMPLE", all);
    }

    private static List<List<String>> ids(String table, String condition) throws Exception {
        return servers.query("SELECT RECORD_ID FROM " + table + " WHERE " + condition + " ORDER BY 1");
    }
}
