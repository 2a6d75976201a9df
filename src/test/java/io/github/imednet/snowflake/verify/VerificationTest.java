package io.github.imednet.snowflake.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.DirectoryCopy;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.journal.HashChain;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import io.github.imednet.snowflake.run.LocalServers;
import io.github.imednet.snowflake.run.VerificationException;
import io.github.imednet.snowflake.verify.Difference.Kind;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifications of what an export left between the local servers, untouched and touched. */
class VerificationTest {

    private static final int RECORDS = 1250;

    @TempDir
    private static Path exported;

    private static List<String> recordIds;

    @TempDir
    private Path directory;

    private LocalServers servers;
    private Path manifest;

    /** What all tests begin with. */
    @BeforeAll
    static void export() throws Exception {
        try (LocalServers servers = new LocalServers(exported.resolve("snowflake"), StudyData.sample(RECORDS))) {
            servers.export("SAMPLE", settings(exported, Map.of()));
            recordIds = servers.query("SELECT RECORD_ID FROM RECORDS ORDER BY RECORD_ID").stream()
                    .map(row -> row.get(0))
                    .toList();
        }
    }

    @BeforeEach
    void startServers() throws Exception {
        DirectoryCopy.copy(exported, directory);
        manifest = directory.resolve("manifest.jsonl");
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(RECORDS));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void whatAnExportLeftAgrees() throws Exception {
        VerificationReport report = verify(false);

        assertThat(report.differences()).isEmpty();
        assertThat(report.agrees()).isTrue();
        assertThat(report.notes()).isEmpty();
        assertThat(manifestOf(report)).isEqualTo(new VerificationReport.Chain(manifest.toString(), 3, 3, true));
        assertThat(report.chains()).hasSize(2).allMatch(VerificationReport.Chain::whole);
        assertThat(report.ledger()).isEqualTo(new VerificationReport.Ledger(3, RECORDS));
        assertThat(report.table()).isEqualTo(new VerificationReport.Table(RECORDS, RECORDS, 3L));
        assertThat(report.stage()).isEqualTo(new VerificationReport.Stage(3, 0, 0));
        assertThat(report.records()).isNull();
        assertThat(report.apiRequests()).isZero();
    }

    @Test
    void everyValueOfWhatAnExportLeftIsEqual() throws Exception {
        VerificationReport report = verify(true);

        assertThat(report.differences()).isEmpty();
        assertThat(report.records().equal()).isEqualTo(RECORDS);
        assertThat(report.records().expected()).isEqualTo(RECORDS);
        assertThat(report.records().announced()).isEqualTo(RECORDS);
        assertThat(report.records().tableDigest()).isEqualTo(report.records().apiDigest()).matches("[0-9a-f]{64}");
        assertThat(report.apiRequests()).isEqualTo(3);
    }

    @Test
    void nothingIsWritten() throws Exception {
        Map<StatementType, Long> before = statements();
        List<String> files = filesOf(directory);
        String lines = Files.readString(manifest);

        verify(true);

        Map<StatementType, Long> after = statements();
        for (StatementType type : StatementType.values()) {
            if (type != StatementType.SELECT && type != StatementType.LIST && type != StatementType.DESCRIBE
                    && type != StatementType.SHOW) {
                assertThat(after.get(type)).as(type.name()).isEqualTo(before.get(type));
            }
        }
        assertThat(after.get(StatementType.SELECT)).isGreaterThan(before.get(StatementType.SELECT));
        assertThat(filesOf(directory)).isEqualTo(files);
        assertThat(Files.readString(manifest)).isEqualTo(lines);
    }

    @Test
    void manyPagesAtATimeGiveTheSameDigests() throws Exception {
        String whole = verify(true).records().tableDigest();

        VerificationReport report = verify(true, Map.of("imednet.page-size", "7", "imednet.parallel-pages", "8"));

        assertThat(report.agrees()).isTrue();
        assertThat(report.records().equal()).isEqualTo(RECORDS);
        assertThat(List.of(report.records().apiDigest(), report.records().tableDigest())).containsOnly(whole);
    }

    @Test
    void aRowThatWasDeletedIsNamed() throws Exception {
        String id = id(700);
        servers.execute("DELETE FROM RECORDS WHERE RECORD_ID = " + id);

        VerificationReport report = verify(true);

        assertThat(report.differences()).extracting(Difference::kind).containsExactly(Kind.LEDGER, Kind.RECORD);
        assertThat(report.differences().get(0).batchId()).isEqualTo("SAMPLE/records/1");
        assertThat(report.differences().get(0).file()).matches("imednet/SAMPLE_records_1-[0-9a-f]{16}\\.parquet");
        assertThat(report.differences().get(0).problem())
                .startsWith("the table has 499 rows of batch SAMPLE/records/1")
                .contains("record ids above " + id(499) + " up to " + id(999))
                .endsWith("the ledger says 500");
        assertThat(report.differences().get(1).problem()).isEqualTo("record " + id + " is not in the table");
        assertThat(report.records().missing()).isEqualTo(1);
        assertThat(report.records().tableDigest()).isNotEqualTo(report.records().apiDigest());
    }

    @Test
    void aRowThatIsThereTwiceIsNamed() throws Exception {
        String id = id(3);
        servers.execute("INSERT INTO RECORDS SELECT * FROM RECORDS WHERE RECORD_ID = " + id);

        VerificationReport report = verify(true);

        assertThat(report.differences())
                .extracting(Difference::kind)
                .containsExactly(Kind.LEDGER, Kind.TABLE, Kind.RECORD);
        assertThat(report.differences().get(1).problem()).isEqualTo("record " + id + " is in the table more than once");
        assertThat(report.differences().get(2).recordId()).isEqualTo(new BigInteger(id));
        assertThat(report.records().doubled()).isEqualTo(1);
        assertThat(report.records().equal()).isEqualTo(RECORDS);
        assertThat(report.records().tableDigest()).isNotEqualTo(report.records().apiDigest());
    }

    @Test
    void ofManyDoubledRecordsTheFirstAndTheirNumberAreNamed() throws Exception {
        servers.execute("INSERT INTO RECORDS SELECT * FROM RECORDS");

        List<Difference> table = verify(false).differences().stream()
                .filter(difference -> difference.kind() == Kind.TABLE)
                .toList();

        assertThat(table).hasSize(11);
        assertThat(table.get(0).recordId()).isEqualTo(new BigInteger(id(0)));
        assertThat(table.get(10).problem()).isEqualTo("1250 records in all are in the table more than once");
    }

    @Test
    void valuesThatWereChangedAreNamedByRecordAndColumnButNotShown() throws Exception {
        List<List<String>> changes = List.of(
                List.of("RECORD_STATUS", "RECORD_STATUS = 'Changed'"),
                List.of("DELETED", "DELETED = NOT DELETED"),
                List.of("SITE_ID", "SITE_ID = SITE_ID + 1"),
                List.of("DATE_MODIFIED", "DATE_MODIFIED = DATEADD(MILLISECOND, 1, DATE_MODIFIED)"),
                List.of("SUBJECT_KEY", "SUBJECT_KEY = ''"),
                List.of("RECORD_DATA", "RECORD_DATA = PARSE_JSON('{\"secret\": \"value\"}')"),
                List.of(
                        "KEYWORDS, _UNMAPPED_FIELDS",
                        "KEYWORDS = PARSE_JSON('[1]'), _UNMAPPED_FIELDS = PARSE_JSON('{}')"),
                List.of("VISIT_ID", "VISIT_ID = NULL"));
        List<Tuple> expected = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            String columns = changes.get(i).get(0);
            String id = id(300 + 100 * i);
            servers.execute("UPDATE RECORDS SET " + changes.get(i).get(1) + " WHERE RECORD_ID = " + id);
            expected.add(tuple(
                    new BigInteger(id), List.of(columns.split(", ")), "record " + id + " differs in " + columns));
        }

        VerificationReport report = verify(true);

        assertThat(report.differences())
                .extracting(Difference::recordId, Difference::columns, Difference::problem)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(report.records().equal()).isEqualTo(RECORDS - changes.size());
        assertThat(report.records().different()).isEqualTo(changes.size());
        assertThat(report.records().tableDigest()).isNotEqualTo(report.records().apiDigest());
        assertThat(verify(false).agrees()).isTrue();
    }

    @Test
    void aRowThatTheApiDoesNotHaveIsNamedWhereverItsIdIs() throws Exception {
        String between = "SELECT RECORD_ID FROM RECORDS ORDER BY RECORD_ID LIMIT 1 OFFSET ";
        for (String id : List.of("-5", "(" + between + "1249) + 1000", "(" + between + "499) + 0")) {
            servers.execute(
                    "INSERT INTO RECORDS (STUDY_KEY, RECORD_ID, _SOURCE_FILE) SELECT 'SAMPLE', " + id + ", 'x/y'");
        }

        VerificationReport report = verify(true);

        assertThat(report.records().surplus()).isEqualTo(2);
        assertThat(report.records().doubled()).isEqualTo(1);
        assertThat(report.differences()).anySatisfy(difference -> assertThat(difference.problem())
                .isEqualTo("record -5 is in the table, but the API does not have it"));
        assertThat(report.differences())
                .filteredOn(difference -> difference.kind() == Kind.SURPLUS)
                .extracting(difference -> new ObjectMapper().<JsonNode>valueToTree(difference).get("kind").asText())
                .containsExactly("RECORD", "RECORD");
        assertThat(report.differences()).anySatisfy(difference -> assertThat(difference.problem())
                .startsWith("the table has 3 rows of file x/y (record ids -5 to"));
    }

    @Test
    void rowsOfAStudyThatIsEmptyNowAreAllSurplusAndTheirListIsBounded() throws Exception {
        servers.serve(StudyData.sample(0));

        VerificationReport report = verify(true);

        assertThat(report.records().surplus()).isEqualTo(RECORDS);
        assertThat(report.differencesFound()).isEqualTo(RECORDS);
        assertThat(report.differences()).hasSize(1000);
    }

    @Test
    void aLedgerRowThatWasRemovedIsNamedByTableAndManifest() throws Exception {
        servers.execute("DELETE FROM IMEDNET_LOAD_LEDGER WHERE BATCH_ID = 'SAMPLE/records/1'");

        VerificationReport report = verify(false);

        assertThat(report.differences()).extracting(Difference::kind).containsExactly(Kind.MANIFEST, Kind.LEDGER);
        assertThat(report.differences().get(0).problem())
                .endsWith("batch SAMPLE/records/1, is of a file that the ledger does not know");
        assertThat(report.differences().get(1).problem())
                .startsWith("the table has 500 rows of file imednet/SAMPLE_records_1-")
                .endsWith("(record ids " + id(500) + " to " + id(999) + "), the ledger has none");
        assertThat(report.notes()).singleElement().asString().startsWith("1 of the study's files on the stage");
    }

    @Test
    void aManifestLineThatWasChangedIsNamedByItsFieldsAndBreaksTheChain() throws Exception {
        changeManifest(lines -> lines.set(1, lines.get(1).replace("\"row_count\":", "\"row_count\":1")));

        VerificationReport report = verify(false);

        assertThat(report.differences()).extracting(Difference::kind).containsExactly(Kind.MANIFEST, Kind.CHAIN);
        assertThat(report.differences().get(0).problem()).endsWith("differs from the ledger in row_count");
        assertThat(report.differences().get(1).line()).isEqualTo(3);
        assertThat(manifestOf(report).whole()).isFalse();
    }

    @Test
    void aManifestLineThatWasRemovedIsNamedEvenIfItWasTheLast() throws Exception {
        changeManifest(lines -> lines.remove(2));

        VerificationReport report = verify(false);

        assertThat(report.differences()).extracting(Difference::kind).containsExactly(Kind.MANIFEST);
        assertThat(report.differences().get(0).problem()).contains("there is no line for batch SAMPLE/records/");
        changeManifest(lines -> lines.remove(0));
        assertThat(verify(false).differences())
                .extracting(Difference::kind)
                .containsExactly(Kind.CHAIN, Kind.MANIFEST, Kind.MANIFEST);
    }

    @Test
    void aManifestLineThatWasCutOffIsNamedUntilTheNextRunGoesOnOverIt() throws Exception {
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.substring(0, text.length() - 20));

        VerificationReport report = verify(false);

        assertThat(report.differences()).extracting(Difference::kind).containsExactly(Kind.CHAIN, Kind.MANIFEST);
        assertThat(report.differences().get(0).problem()).endsWith("line 3 is truncated: it has no newline");
        servers.export("SAMPLE", settings());
        VerificationReport second = verify(false);
        assertThat(second.differences()).isEmpty();
        assertThat(second.notes()).singleElement().asString().contains("line 3 was truncated");
    }

    @Test
    void aManifestThatIsGoneIsNamedByItsBatches() throws Exception {
        Files.delete(manifest);

        assertThat(verify(false).differences())
                .hasSize(3)
                .allSatisfy(difference -> assertThat(difference.kind()).isEqualTo(Kind.MANIFEST));
    }

    @Test
    void aManifestOfSeveralRunsStudiesAndStatesAgrees() throws Exception {
        servers.failImednet("change-row:row=700,attribute=recordStatus,value=Changed");
        servers.export("SAMPLE", settings());
        servers.export("SAMPLE", settings(Map.of("snowflake.table", "OTHER")));
        servers.failImednet();
        servers.export("SAMPLE", settings());

        VerificationReport report = verify(true);

        assertThat(report.differences()).isEmpty();
        // Four exports of three batches; one of them read the batch with a record of today twice.
        assertThat(manifestOf(report).lines()).isBetween(12L, 16L);
        assertThat(report.stage().files()).isEqualTo(4);
    }

    @Test
    void aStageFileThatIsGoneAndOneThatNobodyKnowsAreNotesOnly() throws Exception {
        servers.execute("REMOVE @MY_STAGE/imednet/ PATTERN='.*SAMPLE_records_1-.*'");
        Path stranger = Files.writeString(directory.resolve("SAMPLE_records_9-0123456789abcdef.parquet"), "x");
        servers.execute("PUT 'file://" + stranger + "' @MY_STAGE/imednet/ AUTO_COMPRESS=FALSE");

        VerificationReport report = verify(true);

        assertThat(report.differences()).isEmpty();
        assertThat(report.stage()).isEqualTo(new VerificationReport.Stage(3, 1, 1));
        assertThat(report.notes()).hasSize(2);
        assertThat(report.notes().get(0)).contains("imednet/SAMPLE_records_1-");
        assertThat(report.notes().get(1)).contains("imednet/SAMPLE_records_9-0123456789abcdef.parquet");
    }

    @Test
    void theJournalsBelowTheStateDirectoryAreChecked() throws Exception {
        Path run = Files.createDirectories(directory.resolve("state/runs/7"));
        HashChain chain = HashChain.after(run.resolve("journal.jsonl"));
        String lines = chain.next(Map.of("event", "a")) + chain.next(Map.of("event", "b"))
                + chain.next(Map.of("event", "c"));
        Files.writeString(run.resolve("journal.jsonl"), lines + "{\"eve");
        Map<String, String> state = Map.of("export.state-dir", directory.resolve("state").toString());
        VerificationReport torn = verify(false, state);
        Files.writeString(run.resolve("journal.jsonl"), lines.replace("\"b\"", "\"B\""));

        VerificationReport changed = verify(false, state);

        assertThat(torn.agrees()).isTrue();
        assertThat(torn.notes()).singleElement().asString().endsWith("line 4 is truncated: it has no newline");
        assertThat(changed.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Kind.CHAIN);
            assertThat(difference.file()).isEqualTo(run.resolve("journal.jsonl").toString());
            assertThat(difference.line()).isEqualTo(3);
        });
    }

    @Test
    void namesNeedNoCareAboutQuotes() throws Exception {
        Map<String, String> names = Map.of(
                "snowflake.table", "my \"records\"; DROP TABLE x",
                "snowflake.stage", "\"My Stage\"",
                "export.stage-prefix", "imednet/prod",
                "export.ledger-table", "\"the ledger\"",
                "export.manifest-path", directory.resolve("other.jsonl").toString());
        servers.export("SAMPLE", settings(names));

        VerificationReport report = verify(true, names);

        assertThat(report.differences()).isEmpty();
        assertThat(report.stage()).isEqualTo(new VerificationReport.Stage(3, 0, 0));
    }

    @Test
    void aTableWithoutTheColumnForTheFileIsComparedByItsCounts() throws Exception {
        servers.execute("CREATE OR REPLACE TABLE OWN AS SELECT * FROM RECORDS WHERE 1 = 0");
        servers.execute("ALTER TABLE OWN DROP COLUMN _SOURCE_FILE");
        Map<String, String> own = Map.of("snowflake.table", "OWN");
        servers.export("SAMPLE", settings(own));

        VerificationReport report = verify(true, own);
        servers.execute("DELETE FROM OWN WHERE RECORD_ID = " + id(0));

        assertThat(report.differences()).isEmpty();
        assertThat(report.table()).isEqualTo(new VerificationReport.Table(RECORDS, RECORDS, null));
        assertThat(verify(false, own).differences())
                .extracting(Difference::problem)
                .containsExactly("the table has 1249 rows, the ledger says 1250");
    }

    @Test
    void whatMayPassIsTriedAgainAtBothEnds() throws Exception {
        servers.failImednet("status:code=503,on=page=1,times=2");
        servers.failSnowflake(
                "sql-error:code=1,state=XX000,on=FF9,at=2", "sql-error:code=1,state=XX000,on=COUNT(DISTINCT");

        VerificationReport report = verify(true);

        assertThat(report.differences()).isEmpty();
        assertThat(report.records().equal()).isEqualTo(RECORDS);
        assertThat(report.retries()).isEqualTo(4);
        assertThat(report.apiRequests()).isEqualTo(5);
    }

    @Test
    void whatDoesNotPassEndsTheVerification() throws Exception {
        servers.failImednet("status:code=503,on=page=1,times=always");

        assertThatExceptionOfType(VerificationException.class)
                .isThrownBy(() -> verify(true))
                .withMessageContaining("503");
    }

    @Test
    void aStudyThatChangesWhileItIsReadEndsTheVerification() throws Exception {
        servers.failImednet("new-row:place=last,on=page=2");

        assertThatExceptionOfType(VerificationException.class)
                .isThrownBy(() -> verify(true))
                .withMessageContaining("The study changed while it was read");
    }

    @Test
    void aTableThatIsNotThereIsAMatterOfConfiguration() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> verify(false, Map.of("snowflake.table", "NO_SUCH")))
                .withMessageContaining("NO_SUCH");
    }

    private VerificationReport verify(boolean deep) throws Exception {
        return verify(deep, Map.of());
    }

    private VerificationReport verify(boolean deep, Map<String, String> others) throws Exception {
        return servers.verify("SAMPLE", deep, settings(others));
    }

    private Map<String, String> settings() {
        return settings(Map.of());
    }

    private Map<String, String> settings(Map<String, String> others) {
        return settings(directory, others);
    }

    private static Map<String, String> settings(Path directory, Map<String, String> others) {
        Map<String, String> settings = new HashMap<>();
        settings.put("export.manifest-path", directory.resolve("manifest.jsonl").toString());
        settings.put("export.state-dir", directory.resolve("no-state").toString());
        settings.putAll(others);
        return settings;
    }

    /** The id of the record at a position, from 0. */
    private static String id(int position) {
        return recordIds.get(position);
    }

    private void changeManifest(Consumer<List<String>> change) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(manifest));
        change.accept(lines);
        Files.writeString(manifest, String.join("\n", lines) + "\n");
    }

    private Map<StatementType, Long> statements() {
        Map<StatementType, Long> counts = new EnumMap<>(StatementType.class);
        for (StatementType type : StatementType.values()) {
            counts.put(type, servers.snowflake().statements(type));
        }
        return counts;
    }

    private static List<String> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).filter(name -> !name.contains("snowflake/")).sorted().toList();
        }
    }

    private VerificationReport.Chain manifestOf(VerificationReport report) {
        return report.chains().stream()
                .filter(chain -> chain.file().equals(manifest.toString()))
                .findFirst()
                .orElseThrow();
    }
}
