package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.imednet.StudyFiles;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole exports of a study that was exported before. */
class LaterExportTest {

    private static final int RECORDS = 1250;

    private static ExportedSample exported;

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeAll
    static void export(@TempDir Path first) throws Exception {
        exported = new ExportedSample(first, RECORDS, Map.of());
        assertThat(exported.summary().rowsLoaded()).isEqualTo(RECORDS);
    }

    @BeforeEach
    void startServers() throws Exception {
        servers = exported.copyTo(directory);
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void aSecondRunOnAnUnchangedStudySendsNothingAndSaysSo() throws Exception {
        long puts = servers.snowflake().statements(StatementType.PUT);
        long copies = servers.snowflake().statements(StatementType.COPY);

        ExportSummary second = servers.export("SAMPLE", Map.of());

        assertThat(servers.snowflake().statements(StatementType.PUT)).isEqualTo(puts);
        assertThat(servers.snowflake().statements(StatementType.COPY)).isEqualTo(copies);
        assertThat(second.puts()).isZero();
        assertThat(second.copies()).isZero();
        assertThat(second.rowsAlreadyLoaded()).isEqualTo(RECORDS);
        assertThat(second.rowsLoaded()).isZero();
        assertThat(second.reconciled()).isTrue();
    }

    @Test
    void theLedgerHasForEachFileItsOwnValuesAndThoseOfItsLoad() throws Exception {
        assertThat(servers.query("SELECT COUNT(*), COUNT(DISTINCT BATCH_ID), COUNT(DISTINCT STAGE_PATH),"
                        + " COUNT(DISTINCT SHA256), SUM(ROW_COUNT), COUNT(DISTINCT RUN_ID), COUNT(DISTINCT QUERY_ID),"
                        + " COUNT(DISTINCT LOADED_AT) FROM IMEDNET_LOAD_LEDGER WHERE STUDY_KEY = 'SAMPLE' AND"
                        + " TABLE_NAME = 'RECORDS' AND TABLE_CREATED IS NOT NULL AND SELECTION IS NOT NULL"
                        + " AND LAST_ID > AFTER_ID AND LOADED_AT <= SYSDATE() AND LOADED_AT > DATEADD(hour, -1, SYSDATE())"))
                .containsExactly(List.of("3", "3", "3", "3", "" + RECORDS, "1", "1", "1"));
    }

    @Test
    void aSecondRunInAnotherTimeZoneSendsNothingEither() throws Exception {
        TimeZone zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
        try {
            ExportSummary second = servers.export("SAMPLE", Map.of());

            assertThat(second.rowsAlreadyLoaded()).isEqualTo(RECORDS);
            assertThat(second.rowsLoaded()).isZero();
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void aForcedReloadLoadsEverythingAgainInPlaceOfWhatIsThere() throws Exception {
        ExportSummary second = servers.export("SAMPLE", Map.of("export.idempotent", "false"));

        assertThat(second.rowsLoaded()).isEqualTo(RECORDS);
        assertThat(second.rowsReplaced()).isEqualTo(RECORDS);
        assertThat(second.reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
    }

    @Test
    void aStudyThatGrewIsLoadedToItsEndWithoutDoubles() throws Exception {
        servers.serve(StudyData.sample(2100));

        ExportSummary second = servers.export("SAMPLE", Map.of());

        assertThat(second.reconciled()).isTrue();
        assertThat(second.rowsAlreadyLoaded()).isEqualTo(1000);
        assertThat(second.rowsLoaded()).isEqualTo(1100);
        assertThat(second.rowsReplaced()).isEqualTo(250);
        assertThat(servers.number("SELECT COUNT(DISTINCT RECORD_ID) FROM RECORDS")).isEqualTo(2100);
    }

    @Test
    void aStudyThatShrankLosesItsRowsInTheTableToo() throws Exception {
        servers.serve(StudyData.sample(500));

        ExportSummary second = servers.export("SAMPLE", Map.of());

        assertThat(second.reconciled()).isTrue();
        assertThat(second.rowsReplaced()).isEqualTo(750);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(500);
    }

    @Test
    void anotherBatchSizeTakesThePlaceOfTheOldBatches() throws Exception {
        ExportSummary second = servers.export("SAMPLE", Map.of("export.batch-size", "400"));

        assertThat(second.reconciled()).isTrue();
        assertThat(second.rowsReplaced()).isEqualTo(RECORDS);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
    }

    @Test
    void aRecordThatChangedTakesThePlaceOfItsOldState() throws Exception {
        servers.failImednet("change-row:row=700,attribute=recordStatus,value=Changed");

        ExportSummary second = servers.export("SAMPLE", Map.of());

        assertThat(second.reconciled()).isTrue();
        assertThat(second.rowsLoaded()).isEqualTo(500);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS WHERE RECORD_STATUS = 'Changed'")).isEqualTo(1);
    }

    @Test
    void aRecordThatChangedBackIsLoadedAgain() throws Exception {
        servers.failImednet("change-row:row=700,attribute=recordStatus,value=Changed");
        servers.export("SAMPLE", Map.of());
        servers.failImednet();

        ExportSummary third = servers.export("SAMPLE", Map.of());

        assertThat(third.reconciled()).isTrue();
        assertThat(third.rowsLoaded()).isEqualTo(500);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS WHERE RECORD_STATUS = 'Changed'")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"TRUNCATE TABLE RECORDS", "DROP TABLE RECORDS", "DELETE FROM RECORDS"})
    void theLedgerIsVoidForATableThatLostItsRows(String loss) throws Exception {
        servers.execute(loss);

        ExportSummary second = servers.export("SAMPLE", Map.of());

        assertThat(second.rowsLoaded()).isEqualTo(RECORDS);
        assertThat(second.reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
    }

    /** Snowflake's own load history knows the files all the same. */
    @Test
    void rowsThatWereDeletedWithTheirEntriesOfTheLedgerComeBackAtTheFirstAttempt() throws Exception {
        servers.execute("DELETE FROM RECORDS");
        servers.execute("DELETE FROM IMEDNET_LOAD_LEDGER");

        ExportSummary second = servers.export("SAMPLE", Map.of("export.max-retries", "0"));

        assertThat(second.rowsLoaded()).isEqualTo(RECORDS);
        assertThat(second.reconciled()).isTrue();
    }

    @Test
    void rowsLostFromSomeFilesAreLoadedAgainWithTheirFiles() throws Exception {
        servers.execute("DELETE FROM RECORDS WHERE RECORD_ID = (SELECT MAX(RECORD_ID) FROM RECORDS)");

        ExportSummary second = servers.export("SAMPLE", Map.of());

        assertThat(second.rowsAlreadyLoaded()).isEqualTo(1000);
        assertThat(second.rowsLoaded()).isEqualTo(250);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
    }

    /** The ledger has the batch after it from the greatest id on that the one before had. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "100; 500; shuffle-ties", "1; 500; shuffle-ties",
        "100; 2; change-row:row=0,attribute=recordStatus,value=Changed,on=dateModified"
    })
    void aBatchThatReachesFartherThanBeforeLeavesTheNextOneInTheLedger(String loadBatches, String pageSize, String fault)
            throws Exception {
        Map<String, String> settings = Map.of(
                "export.batch-size", "2", "imednet.page-size", pageSize, "export.load-batches", loadBatches);
        servers.serve(study("before", 10, 20, 30, 40, 50, 60));
        servers.export("S", settings);
        servers.serve(study("after", 20, 25, 30, 40, 50, 60), fault);

        assertThat(servers.export("S", settings).reconciled()).isTrue();
        assertThat(servers.verify("S", true, settings).differences()).isEmpty();
        assertThat(servers.export("S", settings).copies()).isZero();
    }

    private StudyData study(String name, long... ids) throws Exception {
        Path folder = Files.createDirectories(directory.resolve(name));
        StudyFiles.write(folder.resolve("studies.ndjson.gz"), "{\"studyKey\":\"S\",\"studyId\":1}\n");
        StudyFiles.write(
                folder.resolve("records.ndjson.gz"),
                LongStream.of(ids)
                        .mapToObj(id -> "{\"recordId\":" + id + ",\"studyKey\":\"S\",\"formKey\":\"AE\",\"dateCreated\":"
                                + "\"2013-01-01 07:00:25\",\"dateModified\":\"2013-01-01 07:00:25\"}\n")
                        .collect(Collectors.joining()));
        return StudyData.folder(folder);
    }

    @Test
    void rowsThatSomebodyElseLoadedStopTheExportBeforeItDoublesThem() throws Exception {
        servers.execute("UPDATE RECORDS SET _SOURCE_FILE = NULL");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of()))
                .withMessageContaining("1250 rows of study SAMPLE, but 0 are known as loaded by this tool");
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
    }

    @Test
    void aTableWithoutTheColumnForTheFileIsLoadedAllTheSame() throws Exception {
        servers.execute("CREATE OR REPLACE TABLE OWN AS SELECT * FROM RECORDS WHERE 1 = 0");
        servers.execute("ALTER TABLE OWN DROP COLUMN _SOURCE_FILE");
        Map<String, String> own = Map.of("snowflake.table", "own");

        ExportSummary first = servers.export("SAMPLE", own);
        ExportSummary second = servers.export("SAMPLE", own);
        servers.execute("TRUNCATE TABLE OWN");
        ExportSummary third = servers.export("SAMPLE", own);

        assertThat(first.rowsLoaded()).isEqualTo(RECORDS);
        assertThat(second.rowsAlreadyLoaded()).isEqualTo(RECORDS);
        assertThat(third.rowsLoaded()).isEqualTo(RECORDS);
        assertThat(servers.number("SELECT COUNT(*) FROM OWN")).isEqualTo(RECORDS);

        servers.serve(StudyData.sample(500));
        assertThatExceptionOfType(ReconciliationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", own))
                .withMessageContaining("1250 rows of the study in the table, 500 records after customization");
    }
}
