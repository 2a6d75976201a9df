package io.github.imednet.snowflake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imednet.snowflake.cli.Terminal;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.imednet.StudyFiles;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The pages about runs, as people see, print and hear them. */
class ReportTest {

    private static final List<String> PATIENT =
            List.of("marked-headache", "marked-subject", "marked-keyword", "marked-unmapped");

    @TempDir
    private Path directory;

    @Test
    void anExportWritesAPageThatSaysWhatItDidAndHowThatDiffersFromTheRunBefore() throws Exception {
        try (LocalServers servers = servers(StudyData.sample(1250))) {
            Map<String, String> report =
                    Map.of("export.report", directory.resolve("out/{study}-{run}.html").toString());
            servers.export("SAMPLE", report);
            servers.failImednet("status:code=503,on=page=1");
            ExportSummary summary = servers.export("SAMPLE", report);

            Path file = directory.resolve("out/SAMPLE-" + summary.runId() + ".html");
            ReportPage page = new ReportPage(Files.readString(file));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            page.isWholeInItself();
            page.isAccessible();
            page.hasContrast();
            assertThat(page.words())
                    .contains("Export of SAMPLE", "every one of the 1,250 records is in IMEDNET.PUBLIC.RECORDS"
                            + " exactly once")
                    .contains("apache-camel", "SHA-256 of the settings", summary.runId());
            assertThat(page.row("Rows in the table", "records")).containsSubsequence("1,250", "1,250", "+0");
            assertThat(page.row("What happened", "pages read")).startsWith("3", "1,250 records");
            assertThat(page.row("What happened", "API retries")).startsWith("1");
            assertThat(page.row("Requests, bytes", "records")).startsWith(Long.toString(summary.apiRequests()), "1");
            assertThat(sum(page, "by form")).isEqualTo(1250);
            assertThat(sum(page, "by month")).isEqualTo(1250);
        }
    }

    @Test
    void noValueOfAPatientIsInItAndWhatTheStudyNamesIsText() throws Exception {
        Path study = Files.createDirectories(directory.resolve("study"));
        StudyFiles.write(study.resolve("studies.ndjson.gz"), "{\"studyKey\":\"MARKED\",\"studyId\":1}\n");
        StudyFiles.write(study.resolve("records.ndjson.gz"), """
                {"recordId":1,"studyKey":"MARKED","formKey":"<script>\\"&'</script>","subjectKey":"marked-subject",\
                "dateModified":"2026-03-01 10:00:00","keywords":[{"keywordName":"marked-keyword"}],\
                "new":"marked-unmapped","recordData":{"AETERM":"marked-headache"}}
                """);
        try (LocalServers servers = servers(StudyData.folder(study))) {
            Path file = directory.resolve("report.html");
            servers.export("MARKED", Map.of("export.report", file.toString()));

            String text = Files.readString(file);
            ReportPage page = new ReportPage(text);

            assertThat(text).doesNotContain(PATIENT);
            assertThat(page.row("by form", "<script>\"&'</script>")).startsWith("1");
            assertThat(page.row("by month", "2026-03")).startsWith("1");
            assertThat(page.words()).contains("1 files of records have values that fit no column");
            page.isWholeInItself();
            try (Stream<Path> journals = Files.walk(servers.state())) {
                for (Path journal : journals.filter(path -> path.endsWith("journal.jsonl")).toList()) {
                    assertThat(Files.readString(journal)).doesNotContain(PATIENT);
                }
            }
        }
    }

    @Test
    void aFilterIsNotQuotedForItMayNameASubject() throws Exception {
        try (LocalServers servers = servers(StudyData.sample(40))) {
            Path file = directory.resolve("report.html");
            servers.export("SAMPLE", Map.of("export.report", file.toString(),
                    "export.filter", "subjectKey!=marked-subject",
                    "export.record-data-filter", "AETERM!=marked-headache"));
            ReportPage page = new ReportPage(Files.readString(file));
            assertThat(page.words()).contains("Reconciled").doesNotContain(PATIENT);
            assertThat(page.row("Settings", "export.filter").get(0)).startsWith("set; its SHA-256 begins with ");

            assertThat(catchThrowable(() -> servers.export("SAMPLE", Map.of("export.report", file.toString()))))
                    .hasMessageContaining("marked-subject");
            ReportPage refused = new ReportPage(Files.readString(file));
            assertThat(refused.words()).contains("Why it failed: it is in the log").doesNotContain(PATIENT);
            assertThat(refused.row("Settings", "export.filter")).containsExactly("");
        }
    }

    @Test
    void listsOfOneExportStandInOnePageAndAFailedOneSaysWhy() throws Exception {
        try (LocalServers servers = servers(StudyData.sample(40))) {
            Path file = directory.resolve("report.html");
            Map<String, String> settings =
                    Map.of("export.report", file.toString(), "export.resources", "sites,records");
            servers.export("SAMPLE", settings);

            ReportPage page = new ReportPage(Files.readString(file));
            page.isAccessible();
            assertThat(page.row("Rows in the table", "sites")).isNotEmpty();
            assertThat(page.row("Rows in the table", "records")).contains("40");

            servers.failImednet("status:code=401,times=always");
            assertThat(catchThrowable(() -> servers.export("SAMPLE", settings))).isNotNull();
            ReportPage failed = new ReportPage(Files.readString(file));
            assertThat(failed.words())
                    .contains("Not compared: the run of sites is failed", "Why it failed: ", "401");
            List<String> before = page.row("Rows in the table", "sites");
            assertThat(failed.row("Rows in the table", "sites").subList(1, 4))
                    .containsExactly("not counted", before.get(1), "");

            String all = new Reports(servers.state()).ofAll(null);
            assertThat(new ReportPage(all).words()).contains("Seconds over 2 runs", "not counted")
                    .doesNotContain("Rows in the table over");
        }
    }

    @Test
    void aReconciledRunOfChangesOrOfSomeFormsHasNoBarThatDiffers() throws Exception {
        try (LocalServers servers = servers(StudyData.sample(1250))) {
            String file = directory.resolve("report.html").toString();
            Map<String, String> incremental = Map.of("export.report", file, "export.incremental", "true");
            servers.export("SAMPLE", incremental);
            servers.imednet().change("change-row:row=3,every=125,attribute=recordStatus,value=Changed");
            assertThat(servers.export("SAMPLE", incremental).mode()).isEqualTo("incremental");

            assertThat(new ReportPage(Files.readString(Path.of(file))).words())
                    .contains("rows in the table: 1,250.", "as many rows as the API announces")
                    .doesNotContain("(differs)");

            servers.export("SAMPLE", Map.of(
                    "export.report", file, "export.forms", "AE,CM", "export.replace-selection", "true"));
            assertThat(new ReportPage(Files.readString(Path.of(file))).words())
                    .contains("announced by the API: 1,250.", "distinct ids read: 1,250.")
                    .doesNotContain("rows in files: 1,250.", "(differs)");
        }
    }

    @Test
    void aNumberThatIsNotAsExpectedIsShownAsWrong() {
        String chart = Charts.stations("way", "Way", List.of(
                new Charts.Station("announced", 1250, 1250), new Charts.Station("rows in the table", 799, 800)))
                .toString();

        assertThat(chart).contains(">1,250<", ">799 (differs)<", Charts.WRONG).doesNotContain("1,250 (differs)");
    }

    @Test
    void theCommandMakesThePageOfARunAndOneOfAllRuns() throws Exception {
        try (LocalServers servers = servers(StudyData.sample(60))) {
            ExportSummary first = servers.export("SAMPLE", Map.of());
            ExportSummary second = servers.export("SAMPLE", Map.of());
            Terminal terminal = new Terminal();
            Path file = directory.resolve("one.html");

            assertThat(report(terminal, servers, first.runId(), "--output", file.toString())).isZero();
            assertThat(terminal.output().strip()).isEqualTo(file.toString());
            assertThat(new ReportPage(Files.readString(file)).words()).contains(first.runId());

            assertThat(report(terminal, servers, "--all", "--json", "--output", file.toString())).isZero();
            assertThat(terminal.output()).contains("{\"report\":\"" + file + "\"}");
            ReportPage all = new ReportPage(Files.readString(file));
            all.isWholeInItself();
            all.isAccessible();
            all.hasContrast();
            assertThat(all.words()).contains(first.runId(), second.runId(), "Rows in the table over 2 runs");

            servers.failSnowflake("sql-error:on=CREATE OR REPLACE VIEW,times=always,code=003001,state=42501");
            assertThat(catchThrowable(() -> servers.export("SAMPLE", Map.of("export.form-views", "true"))))
                    .hasMessageContaining("views");
            assertThat(new Reports(servers.state()).ofAll(null))
                    .contains("is failed.</p>", "verdict bad").doesNotContain("is failed: its table");

            assertThat(report(terminal, servers, "no-such-run")).isEqualTo(2);
            assertThat(terminal.errors()).contains("No run in", "see imednet runs");
            assertThat(report(terminal, servers)).isEqualTo(2);
        }
    }

    private LocalServers servers(StudyData data) throws Exception {
        return new LocalServers(directory.resolve("snowflake"), data);
    }

    private static int report(Terminal terminal, LocalServers servers, String... arguments) {
        return terminal.run(Stream.concat(
                        Stream.of("report", "--state-dir", servers.state().toString()), Stream.of(arguments))
                .toList());
    }

    /** Of all rows of the table: each begins with its number. */
    private static long sum(ReportPage page, String caption) {
        return page.all("table").stream()
                .filter(table -> table.getElementsByTagName("caption").item(0).getTextContent().contains(caption))
                .mapToLong(table -> {
                    long sum = 0;
                    NodeList rows = table.getElementsByTagName("tr");
                    for (int i = 1; i < rows.getLength(); i++) {
                        NodeList cells = ((Element) rows.item(i)).getElementsByTagName("td");
                        sum += Long.parseLong(cells.item(0).getTextContent().replace(",", ""));
                    }
                    return sum;
                })
                .sum();
    }
}
