package io.github.imednet.snowflake.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.cli.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The page about a night, as people see, print and hear it. */
class NightPageTest {

    @Test
    void failedStudiesComeFirstAndThenSlowOnes() throws Exception {
        List<String> results = new ArrayList<>(night());
        results.add(result("BAD", 3, "worker-2", "00:30:00", "00:31:00", "failed",
                "\"error\":{\"reason\":\"refused\",\"message\":\"iMednet answered 401: <no key>\"}"));

        String text = Reports.ofNight(results);
        ReportPage page = new ReportPage(text);

        page.isWholeInItself();
        page.isAccessible();
        page.hasContrast();
        assertThat(page.words())
                .contains("Of 4 studies 1 is failed, 1 is running, 2 are reconciled.")
                .contains("3,500 rows loaded with 70 requests to iMednet and 7 COPYs");
        assertThat(page.row("Studies by state", "to be tried again").get(0)).isEqualTo("0");
        assertThat(studies(page)).containsExactly("BAD", "OPEN", "SLOW", "QUICK");
        assertThat(page.row("Each study", "BAD"))
                .containsExactly("failed", "2", "120.0 s", "worker-2", "2026-03-01 00:30 UTC", "0", "0", "0",
                        "iMednet answered 401: <no key>");
        assertThat(page.row("Each study", "SLOW")).startsWith("reconciled", "1", "1,500.0 s", "worker-1");
        assertThat(page.row("What each worker did", "worker-1")).startsWith("2", "2", "0", "1,600.0 s");
        assertThat(text).contains("class=\"verdict bad\"");
    }

    @Test
    void whatWaitsBehindAStudyIsShownOrWhyItIsNot() throws Exception {
        String text = Reports.ofNight(night(), 0, Map.of("OPEN", List.of("LATER", "<NEXT>")), List.of());
        ReportPage page = new ReportPage(text);
        ReportPage refused = new ReportPage(Reports.ofNight(
                night(), 0, Map.of(), List.of("Read of the topic studies", "Describe of the group workers")));

        for (ReportPage each : List.of(page, refused)) {
            each.isWholeInItself();
            each.isAccessible();
            each.hasContrast();
            assertThat(each.words()).contains("Of 4 studies", "Studies that wait behind one that runs");
        }
        assertThat(page.row("As it was when this page was made", "OPEN")).containsExactly("2", "LATER, <NEXT>");
        assertThat(refused.words()).contains("Not shown, because the brokers do not allow this login to ask for it. It"
                + " needs Read of the topic studies and Describe of the group workers");
        assertThat(Reports.ofNight(night())).doesNotContain("wait behind");
    }

    /** As where all workers are gone: what they told before is not all. */
    @Test
    void aNightWithOrdersThatNobodyTookOrMayAskForIsNotGood() throws Exception {
        String done = result("ONE", 1, "w", "00:00:00", "00:01:00", "reconciled", "\"summary\":{}");

        String text = Reports.ofNight(List.of(done), 5, Map.of(), List.of());

        assertThat(new ReportPage(text).words())
                .contains("5 orders wait for a worker", "Of 1 studies 1 is reconciled.");
        assertThat(text).contains("verdict bad").doesNotContain("verdict good");
        String unknown = Reports.ofNight(List.of(done), 0, Map.of(), List.of("Read of the topic studies"));
        assertThat(unknown)
                .contains("Whether orders wait for a worker is not known", "verdict bad")
                .doesNotContain("verdict good");
        assertThat(Reports.ofNight(List.of(), 1, Map.of(), List.of())).contains("1 order waits for a worker");
        assertThat(Reports.ofNight(List.of(done))).contains("verdict good");
    }

    /** Whatever the results' order: those of two workers come interleaved. */
    @Test
    void aStudyIsAsGoodAsTheWorstOfItsOrders() throws Exception {
        String records = result("TWO", 1, "w", "00:00:00", "00:10:00", "failed", "\"error\":{\"message\":\"403\"}");
        String sites = result("TWO", 1, "w", "00:10:00", "00:11:00", "reconciled", "\"summary\":{}")
                .replace("night-1-TWO", "night-2-TWO");

        for (List<String> results : List.of(List.of(records, sites), List.of(sites, records))) {
            ReportPage page = new ReportPage(Reports.ofNight(results));

            assertThat(page.words()).contains("Of 1 studies 1 is failed.");
            assertThat(page.row("Each study", "TWO")).startsWith("failed", "2").contains("403");
        }
    }

    @Test
    void anAttemptWhoseWorkerWasKilledEndsWhereTheNextOneBegins() throws Exception {
        ReportPage page = new ReportPage(Reports.ofNight(List.of(
                result("LOST", 1, "gone", "00:00:00", "", "running", "\"summary\":null"),
                result("LOST", 1, "next", "00:01:00", "00:02:00", "reconciled", "\"summary\":{}"),
                result("LONG", 1, "next", "00:02:00", "05:00:00", "reconciled", "\"summary\":{}"))));

        assertThat(page.words()).contains("Of 2 studies 2 are reconciled.");
        assertThat(page.row("Each study", "LOST")).startsWith("reconciled", "2", "120.0 s", "next");
        assertThat(page.row("What each worker did", "gone")).startsWith("1", "0", "0", "60.0 s");
    }

    @Test
    void aBarIsAStudyAndOfStudiesAtATimeEachHasALineOfItsOwn() throws Exception {
        ReportPage page = new ReportPage(Reports.ofNight(night()));

        Element lines = page.all("svg").stream()
                .filter(svg -> svg.getAttribute("aria-labelledby").contains("workers-lines"))
                .findFirst()
                .orElseThrow();
        List<Element> bars = new ArrayList<>();
        for (int i = 0; i < lines.getElementsByTagName("rect").getLength(); i++) {
            bars.add((Element) lines.getElementsByTagName("rect").item(i));
        }
        assertThat(bars).hasSize(4).extracting(bar -> bar.getAttribute("fill"))
                .containsExactly(Charts.NOW, Charts.NOW, Charts.WRONG, Charts.BEFORE);
        // BAD and OPEN of worker-2 overlap, SLOW and QUICK of worker-1 do not.
        assertThat(bars.stream().map(bar -> bar.getAttribute("y")).distinct()).hasSize(3);
        assertThat(lines.getTextContent()).contains("worker-1: 2 runs", "worker-2: 2 runs");
    }

    @Test
    void onlyTheLastDayCountsAndWhatIsNoResultIsLeftOut() throws Exception {
        List<String> results = new ArrayList<>(List.of(
                "",
                "no json",
                "[1]",
                "{\"study\":\"X\",\"state\":\"unheard-of\"}",
                "{\"study\":\"Y\",\"state\":\"failed\"}",
                result("OLD", 1, "w", "00:00:00", "00:01:00", "reconciled", "\"summary\":{}")
                        .replace("2026-03-01", "2026-02-27")));
        results.addAll(night());

        ReportPage page = new ReportPage(Reports.ofNight(results));

        assertThat(page.words()).doesNotContain("OLD", "no json", "unheard-of");
        assertThat(page.words()).contains("Of 4 studies");
        assertThat(new ReportPage(Reports.ofNight(List.of())).words()).contains("No worker has sent a result.");
    }

    @Test
    void whyItFailedIsNotToldWhereThatQuotesAFilter() throws Exception {
        String page = Reports.ofNight(List.of(result(
                "S",
                1,
                "w",
                "00:00:00",
                "00:01:00",
                "failed",
                "\"error\":{\"reason\":\"refused\",\"message\":\"export.filter=subjectKey==marked-subject"
                        + " is refused\"}")));

        assertThat(page).contains("quotes a filter").doesNotContain("marked-subject");
    }

    @Test
    void theCommandMakesItOfAFile(@TempDir Path directory) throws Exception {
        Path results = Files.write(directory.resolve("results.ndjson"), night());
        Path page = directory.resolve("night.html");
        Terminal terminal = new Terminal();

        assertThat(terminal.run(List.of("report", "--night", "--results=" + results, "--output=" + page)))
                .as(terminal.errors()).isZero();

        assertThat(new ReportPage(Files.readString(page)).words()).contains("Of 4 studies");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page))).isEqualTo("rw-------");
        assertThat(terminal.run(List.of("report", "--night", "--results=" + directory.resolve("none")))).isEqualTo(2);
        assertThat(terminal.errors()).contains("The file of results");
        assertThat(terminal.run(List.of("report", "--all", "--results=" + results))).isEqualTo(2);
    }

    private static List<String> night() {
        return Stream.of(
                        result("SLOW", 1, "worker-1", "00:00:00", "", "running", "\"summary\":null"),
                        result(
                                "BAD",
                                2,
                                "worker-2",
                                "00:00:00",
                                "00:01:00",
                                "retry",
                                "\"error\":{\"message\":\"503\"}"),
                        result("OPEN", 1, "worker-2", "00:00:30", "", "running", "\"summary\":null"),
                        result(
                                "SLOW",
                                1,
                                "worker-1",
                                "00:00:00",
                                "00:25:00",
                                "reconciled",
                                "\"summary\":{\"rows_loaded\":3000,\"api_requests\":60,\"copies\":6,\"retries\":0}"),
                        result(
                                "QUICK",
                                1,
                                "worker-1",
                                "00:25:00",
                                "00:26:40",
                                "reconciled",
                                "\"summary\":{\"rows_loaded\":500,\"api_requests\":10,\"copies\":1,\"retries\":2}"))
                .toList();
    }

    private static String result(
            String study, int attempt, String worker, String began, String ended, String state, String more) {
        return ("{\"version\":1,\"correlationId\":\"night-1-%s\",\"study\":\"%1$s\",\"state\":\"%s\",\"attempt\":%d,"
                        + "\"worker\":\"%s\",\"startedAt\":\"2026-03-01T%sZ\"%s,%s}")
                .formatted(study, state, attempt, worker, began,
                        ended.isEmpty() ? "" : ",\"endedAt\":\"2026-03-01T" + ended + "Z\"", more);
    }

    private static List<String> studies(ReportPage page) {
        return page.all("table").stream()
                .filter(table -> table.getElementsByTagName("caption")
                        .item(0)
                        .getTextContent()
                        .startsWith("Each study"))
                .flatMap(table -> {
                    List<String> names = new ArrayList<>();
                    for (int i = 0; i < table.getElementsByTagName("th").getLength(); i++) {
                        Element head =
                                (Element) table.getElementsByTagName("th").item(i);
                        if (head.getAttribute("scope").equals("row")) {
                            names.add(head.getTextContent());
                        }
                    }
                    return names.stream();
                })
                .toList();
    }
}
