package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.DirectoryCopy;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.imednet.StudyFiles;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import io.github.imednet.snowflake.verify.VerificationReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports with the policy of docs/privacy.md, of a study whose values are marked: what is taken out is nowhere. */
class PrivacyExportTest {

    private static final int RECORDS = 60;
    private static final String KEY = "marked-key-0123456789abcdef0123456789";
    private static final String MARK = "marked";
    private static final String AE = "\"aeterm\":\"Headache\",\"aestdtc\":\"2024-03-05\",\"aeendtc\":\"2024-03-09\","
            + "\"brthdtc\":\"1954-06-07\",\"aecom\":\"marked-comment\",\"dateCreated\":\"2024-03-06 11:00:00\"";
    private static final String CM = "\"newvar\":\"marked-new\"";
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(default: .*?)```", Pattern.DOTALL);

    /** An entity of each list that has something to take out, with a subject's key to be filled in. */
    private static final Map<String, String> LISTS = Map.of(
            "subjects", """
                    {"studyKey":"STUDY","subjectId":1,"subjectKey":"%s","subjectOid":"marked-oid","siteName":"marked-site",\
                    "subjectStatus":"kept-status","deleted":false,"keywords":[{"keywordName":"marked-keyword"}]}""",
            "visits", """
                    {"studyKey":"STUDY","visitId":1,"subjectKey":"%s","intervalName":"marked-interval",\
                    "visitDateForm":"marked-form","visitDate":"2024-03-05",\
                    "dateCreated":"2024-03-05 16:00:00","visitDateQuestion":"marked-question","subjectId":1,"unknownId":"kept-"}""",
            "recordRevisions", """
                    {"studyKey":"STUDY","recordRevisionId":1,"recordId":2,"subjectKey":"%s","user":"marked-user",\
                    "role":"kept-role","reasonForChange":"marked-reason","recordOid":"marked-oid"}""",
            "queries", """
                    {"studyKey":"STUDY","annotationId":1,"subjectKey":"%s","variable":"aecom","type":"marked-type",\
                    "description":"marked-text","unknownId":"kept-","queryComments":[{"sequence":1,\
                    "user":"marked-user","comment":"marked-comment"}]}""",
            "codings", """
                    {"studyKey":"STUDY","codingId":1,"subjectKey":"%s","formKey":"AE","variable":"aecom",\
                    "value":"marked-value","code":"marked-code","codedBy":"marked-coder","reason":"marked-reason",\
                    "unknownId":"kept-"}""",
            "users", """
                    {"userId":"kept-user","login":"marked-login","firstName":"marked-first","lastName":"marked-last",\
                    "email":"%s","userActiveInStudy":true,"roles":[{"roleId":1,"name":"marked-role"}]}""");

    @TempDir
    private static Path exported;

    private static List<String> told;
    private static ExportSummary summary;
    private static VerificationReport report;

    @TempDir
    private Path directory;

    private LocalServers servers;

    /** What all tests begin with, and all that is said meanwhile. */
    @BeforeAll
    static void exportAndVerify() throws Exception {
        try (LogLines log = new LogLines(Level.TRACE);
                LocalServers servers = new LocalServers(exported.resolve("snowflake"), study(exported, records("")))) {
            summary = servers.export("STUDY", settings(exported, example()));
            report = servers.verify("STUDY", true, settings(exported, example()));
            told = log.lines();
        }
    }

    @BeforeEach
    void startServers() throws IOException {
        DirectoryCopy.copy(exported, directory);
        servers = new LocalServers(directory.resolve("snowflake"), study(directory.resolve("again"), records("")));
    }

    @AfterEach
    void stopServers() throws IOException {
        servers.close();
    }

    @Test
    void whatThePolicyTakesOutIsInNoFileNoLogNoStageAndNoTable() throws Exception {
        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.undecidedFields()).contains("records.recordData.newvar of form CM", "records.subjectOid");
        assertThat(told).isNotEmpty().noneMatch(line -> line.contains(MARK));
        assertThat(filesWith(MARK)).isEmpty();
        assertThat(rows()).hasSize(RECORDS).noneMatch(row -> row.contains(MARK));
        // The search would find what is there.
        assertThat(filesWith("kept-status")).isNotEmpty();
        assertThat(rows()).allMatch(row -> row.contains("kept-status"));
    }

    @Test
    void aRouteThatLeavesOutThePolicyReadsNothing() throws Exception {
        String builtIn = Files.readString(Path.of("routes/export/fetch-page.camel.yaml"));
        Path without = Files.writeString(
                directory.resolve("fetch-page.camel.yaml"),
                builtIn.replaceFirst("(?s) +- setBody:\\s+id: apply-privacy-policy.*?method: apply\n", ""));
        assertThat(without).content().isNotEqualTo(builtIn).doesNotContain("privacyFilter");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("STUDY", settings(example()), without))
                .withMessageContaining("keep its step apply-privacy-policy");
        assertThat(filesWith(MARK)).isEmpty();
        assertThat(servers.export("STUDY", Map.of("snowflake.table", "ALL_FIELDS"), without).reconciled()).isTrue();
    }

    @Test
    void whatThePolicyTakesOutOfAnyListIsNowhere() throws Exception {
        Path study = Files.createDirectories(directory.resolve("lists"));
        StudyFiles.write(study.resolve("studies.ndjson.gz"), "{\"studyKey\":\"STUDY\",\"studyId\":1}\n");
        StudyFiles.write(study.resolve("records.ndjson.gz"), records(""));
        for (Map.Entry<String, String> list : LISTS.entrySet()) {
            StudyFiles.write(study.resolve(list.getKey() + ".ndjson.gz"), list.getValue().formatted("marked-subject-1") + '\n');
        }
        servers.serve(StudyData.folder(study));
        Map<String, String> settings = with(settings(example()), "export.resources", "all");
        List<String> told;
        try (LogLines log = new LogLines(Level.TRACE)) {
            assertThat(servers.export("STUDY", settings).reconciled()).isTrue();
            assertThat(servers.verify("STUDY", true, settings).differences()).isEmpty();
            told = log.lines();
        }

        assertThat(told).noneMatch(line -> line.contains(MARK));
        assertThat(filesWith(MARK)).isEmpty();
        for (String list : LISTS.keySet()) {
            String table = list.replaceAll("([a-z])([A-Z])", "$1_$2");
            assertThat(servers.query("SELECT * FROM " + table).toString()).as(list)
                    .contains("kept-").doesNotContain(MARK);
        }
        assertThat(servers.number("SELECT COUNT(*) FROM SUBJECTS JOIN QUERIES USING (SUBJECT_KEY)")).isEqualTo(1);
        assertThat(servers.number("SELECT COUNT(*) FROM VISITS WHERE VISIT_DATE < '2024-03-05'"
                        + " AND DATEDIFF(day, VISIT_DATE, DATE_CREATED) = 0"))
                .isEqualTo(1);
    }

    @Test
    void pseudonymsJoinAndDaysBetweenDatesStay() throws Exception {
        assertThat(servers.number("SELECT COUNT(DISTINCT SUBJECT_KEY) FROM RECORDS WHERE LENGTH(SUBJECT_KEY) = 64"))
                .isEqualTo(3);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS WHERE SUBJECT_KEY = RECORD_DATA:usubjid::VARCHAR"))
                .isEqualTo(RECORDS);
        assertThat(servers.query("SELECT DISTINCT DATEDIFF(day, RECORD_DATA:aestdtc::VARCHAR::DATE,"
                        + " RECORD_DATA:aeendtc::VARCHAR::DATE) FROM RECORDS WHERE FORM_KEY = 'AE'"))
                .isEqualTo(List.of(List.of("4")));
        assertThat(servers.query("SELECT DISTINCT RECORD_DATA:brthdtc::VARCHAR FROM RECORDS"
                        + " WHERE FORM_KEY = 'AE'"))
                .isEqualTo(List.of(List.of("1954")));
        assertThat(servers.number("SELECT COUNT(DISTINCT RECORD_DATA:aestdtc::VARCHAR) FROM RECORDS")).isEqualTo(3);
    }

    /** Beside one that stays, the others could be moved to where they were. */
    @Test
    void allDatesOfASubjectMoveAlsoThoseOfItsEntry() throws Exception {
        assertThat(servers.query("SELECT DISTINCT DATEDIFF(day, DATE_CREATED, RECORD_DATA:aestdtc::VARCHAR::DATE),"
                        + " DATEDIFF(day, DATE_MODIFIED, LEFT(RECORD_DATA:dateCreated::VARCHAR, 10)::DATE)"
                        + " FROM RECORDS WHERE FORM_KEY = 'AE'"))
                .isEqualTo(List.of(List.of("64", "65")));
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS WHERE DATE_CREATED < '2024-01-01'"
                        + " AND DATE_MODIFIED < '2024-01-01'"))
                .isEqualTo(RECORDS);
    }

    @Test
    void whatChangedIsFoundByTheDatesOfTheApi() throws Exception {
        Map<String, String> settings = with(settings(example()), "export.incremental", "true");
        assertThat(servers.export("STUDY", settings).mode()).isEqualTo("full");
        String changed = records("").replaceFirst(
                "(\"recordId\":2,.*?\"dateModified\":\")[^\"]*(.*?)Headache", "$12999-01-01 10:00:00$2Cough");
        servers.serve(study(directory.resolve("changed"), changed));

        ExportSummary summary = servers.export("STUDY", settings);

        assertThat(summary.mode()).isEqualTo("incremental");
        assertThat(summary.changed()).isEqualTo(1);
        assertThat(summary.reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS WHERE RECORD_DATA:aeterm = 'Cough'")).isEqualTo(1);
    }

    @Test
    void aVariableThatAppearsTomorrowStaysOutAndIsNamed() throws Exception {
        servers.serve(study(directory.resolve("tomorrow"), records(",\"tomorrow\":\"marked-tomorrow\"")));

        ExportSummary summary = servers.export("STUDY", settings(example()));

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.undecidedFields()).contains("records.recordData.tomorrow of form CM");
        assertThat(filesWith("marked-tomorrow")).isEmpty();
    }

    @Test
    void anotherPolicyIsAnotherSelection() throws Exception {
        assertThat(servers.export("STUDY", settings(example())).copies()).isZero();
        Map<String, String> other = settings("default: keep\nrules: [{variable: aeterm, action: drop}]");
        long copies = servers.snowflake().statements(StatementType.COPY);

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("STUDY", other))
                .withMessageContaining("export.privacy-policy=")
                .withMessageContaining("--replace-selection");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("STUDY", with(settings(example()), "export.privacy-key", KEY + "x")));
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.verify("STUDY", true, other))
                .withMessageContaining("export.privacy-policy");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.replay(manifest(), null, with(other, "snowflake.table", "REPLAYED")))
                .withMessageContaining("export.privacy-policy");
        assertThat(servers.snowflake().statements(StatementType.COPY)).isEqualTo(copies);

        ExportSummary replaced = servers.export("STUDY", with(other, "export.replace-selection", "true"));

        assertThat(replaced.reconciled()).isTrue();
        assertThat(servers.number("SELECT COUNT(RECORD_DATA:aeterm) FROM RECORDS")).isZero();
        assertThat(servers.number("SELECT COUNT(RECORD_DATA:newvar) FROM RECORDS")).isEqualTo(RECORDS / 2);
    }

    @Test
    void ledgerAndManifestHaveThePolicyAndADeepVerificationComparesAfterIt() throws Exception {
        assertThat(report.agrees()).isTrue();
        assertThat(report.records().equal()).isEqualTo(RECORDS);
        assertThat(servers.query("SELECT DISTINCT SELECTION FROM IMEDNET_LOAD_LEDGER").get(0).get(0))
                .matches("export.privacy-policy=[0-9a-f]{16}");
        assertThat(Files.readAllLines(manifest())).allMatch(line -> line.contains("\"selection\":\"export.privacy-policy="));
    }

    @Test
    void aRunThatWasCutOffGoesOnWithItsPolicyAndWithNoOther() throws Exception {
        servers.close();
        servers = new LocalServers(
                directory.resolve("another/snowflake"), study(directory.resolve("another"), records("")));
        servers.failSnowflake("sql-error:on=COPY INTO,at=2,code=002003,state=42S02,message=gone");
        assertThatThrownBy(() -> servers.export("STUDY", settings(example()))).isInstanceOf(RuntimeException.class);
        String run = runs().get(0);

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> resume(run, settings("default: keep")))
                .withMessageContaining("export.privacy-policy was");
        ExportSummary resumed = resume(run, settings(example()));

        assertThat(resumed.reconciled()).isTrue();
        assertThat(rows()).hasSize(RECORDS).noneMatch(row -> row.contains(MARK));
        assertThat(filesWith(MARK)).isEmpty();
    }

    /** Of a page that is not read again. */
    @Test
    void aRunThatIsGoneOnWithNamesWhatItLeftOutBefore() throws Exception {
        servers.close();
        String first = "\"marked-new\"";
        Path served = directory.resolve("another");
        servers = new LocalServers(served.resolve("snowflake"), study(served, records("").replaceFirst(
                first, first + ",\"first\":\"marked-first\"")));
        servers.failSnowflake("sql-error:on=COPY INTO,at=2,code=002003,state=42S02,message=gone");
        Map<String, String> settings = with(settings(example()), "imednet.page-size", "10");
        assertThatThrownBy(() -> servers.export("STUDY", settings)).isInstanceOf(RuntimeException.class);

        ExportSummary resumed = resume(runs().get(0), settings);

        assertThat(resumed.reconciled()).isTrue();
        assertThat(resumed.undecidedFields())
                .contains("records.recordData.first of form CM", "records.recordData.newvar of form CM")
                .doesNotHaveDuplicates();
    }

    @Test
    void aSinkIsRefusedForItsRecordsWouldGoPastThePolicy() throws Exception {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.request("direct:open-sink", Map.of(), settings(example()), null, Object.class))
                .withMessageContaining("export.privacy-policy");
    }

    private ExportSummary resume(String run, Map<String, String> settings) throws Exception {
        return servers.request("direct:export-records", Map.of("resumeRun", run), settings, null, ExportSummary.class);
    }

    private List<String> runs() throws IOException {
        try (Stream<Path> runs = Files.list(servers.state().resolve("runs"))) {
            return runs.map(run -> run.getFileName().toString()).toList();
        }
    }

    private Map<String, String> settings(String policy) throws IOException {
        return settings(directory, policy);
    }

    private static Map<String, String> settings(Path directory, String policy) throws IOException {
        Path file = Files.writeString(directory.resolve("privacy-" + policy.length() + ".yaml"), policy);
        return new HashMap<>(Map.of(
                "export.privacy-policy", file.toString(),
                "export.privacy-key", KEY,
                "export.batch-size", "10",
                "export.load-batches", "2",
                "export.compression", "UNCOMPRESSED",
                "export.local-staging-dir", directory.resolve("kept").toString(),
                "export.manifest-path", directory.resolve("manifest.jsonl").toString()));
    }

    private Path manifest() {
        return directory.resolve("manifest.jsonl");
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(key, value);
        return all;
    }

    private static String example() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/privacy.md")));
        assertThat(example.find()).isTrue();
        return example.group(1);
    }

    private List<String> rows() throws Exception {
        return servers.query("SELECT * FROM RECORDS").stream().map(String::valueOf).toList();
    }

    /** Below the whole directory, but for what iMednet is served from. */
    private List<Path> filesWith(String mark) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean served = file.toString().endsWith(".ndjson.gz");
                if (!served && Files.readString(file, StandardCharsets.ISO_8859_1).contains(mark)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    /**
     * Three subjects, each with the forms AE, of which the policy keeps most variables, and CM, of which none.
     *
     * @param more JSON of a variable that each record of form CM has besides
     */
    private static String records(String more) {
        return IntStream.rangeClosed(1, RECORDS)
                .mapToObj(id -> """
                        {"studyKey":"STUDY","recordId":%1$d,"formKey":"%2$s","siteId":7,\
                        "subjectKey":"marked-subject-%3$d","subjectOid":"marked-oid","recordStatus":"kept-status",\
                        "deleted":false,"unknown":"marked-unknown","dateCreated":"2024-01-01 10:00:00",\
                        "dateModified":"2024-01-01 10:00:00","keywords":[{"keywordName":"marked-keyword"}],\
                        "recordData":{"usubjid":"marked-subject-%3$d",%4$s}}
                        """.formatted(id, id % 2 == 0 ? "AE" : "CM", id % 3, id % 2 == 0 ? AE : CM + more))
                .collect(Collectors.joining());
    }

    private static StudyData study(Path directory, String records) throws IOException {
        Path study = Files.createDirectories(directory.resolve("served"));
        StudyFiles.write(study.resolve("studies.ndjson.gz"), "{\"studyKey\":\"STUDY\",\"studyId\":1}\n");
        StudyFiles.write(study.resolve("records.ndjson.gz"), records);
        return StudyData.folder(study);
    }
}
