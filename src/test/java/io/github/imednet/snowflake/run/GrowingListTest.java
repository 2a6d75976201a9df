package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports of a list that only grows, revisions of records, which ask only for those that are new. */
class GrowingListTest {

    private static final int RECORDS = 300;
    private static final String REVISIONS = "recordRevisions";
    private static final String[] THREE_NEW = {"new-row:place=last", "new-row:place=last", "new-row:place=last"};
    private static final Map<String, String> INCREMENTAL = Map.of(
            "export.incremental", "true", "export.resources", REVISIONS, "imednet.page-size", "2");

    private static ExportedSample exported;
    private static long revisions;

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeAll
    static void exportEverything(@TempDir Path first) throws Exception {
        exported = new ExportedSample(first, RECORDS, settings(Map.of("imednet.page-size", "500")));
        ListSummary list = exported.summary().lists().get(0);
        assertThat(list.mode()).isEqualTo("full");
        assertThat(list.whyFull()).contains("no complete run");
        assertThat(list.reconciled()).isTrue();
        revisions = list.rowsLoaded();
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
    void onlyNewOnesAreReadAndAddedInOneTransaction() throws Exception {
        servers.imednet().changeList(REVISIONS, THREE_NEW);

        ListSummary summary = export();

        assertThat(summary.mode()).isEqualTo("incremental");
        assertThat(summary.changed()).isEqualTo(3);
        assertThat(summary.entitiesAnnounced()).isEqualTo(revisions + 3);
        assertThat(summary.rowsLoaded()).isEqualTo(3);
        assertThat(summary.rowsReplaced()).isZero();
        assertThat(summary.copies()).isEqualTo(1);
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_LOAD_LEDGER WHERE BATCH_ID = 'SAMPLE/" + REVISIONS
                + "/changes/0'")).isEqualTo(1);
        requireWhole(revisions + 3);
    }

    @Test
    void nothingIsReadWhereNothingIsNew() throws Exception {
        ListSummary summary = export();

        assertThat(summary.mode()).isEqualTo("incremental");
        assertThat(summary.changed()).isZero();
        assertThat(summary.apiRequests()).isEqualTo(3);
        assertThat(summary.puts() + summary.copies()).isZero();
        requireWhole(revisions);
    }

    @Test
    void runsMayFollowEachOtherAndOneOfTheWholeListToo() throws Exception {
        for (int run = 1; run <= 2; run++) {
            servers.imednet().changeList(REVISIONS, "new-row:place=last");
            assertThat(export().mode()).isEqualTo("incremental");
        }
        requireWhole(revisions + 2);

        ListSummary full = export(Map.of("export.incremental", "false", "imednet.page-size", "500"));

        assertThat(full.mode()).isEqualTo("full");
        requireWhole(revisions + 2);
        assertThat(export().whyFull()).contains("not as the last complete run");
        assertThat(export().mode()).isEqualTo("incremental");
    }

    @ParameterizedTest
    @CsvSource({
        "new-row:place=last, recordRevisionId%3E",
        "new-row:place=last, page=1&size=2",
        "'new-row:place=last,at=2', size=1&"})
    void thoseThatComeMeanwhileComeToo(String fault, String on) throws Exception {
        servers.failImednet(fault + ",on=" + on);
        servers.imednet().changeList(REVISIONS, THREE_NEW);

        ListSummary summary = export();

        assertThat(summary.mode()).isEqualTo("incremental");
        requireWhole(revisions + 4);
    }

    @ParameterizedTest
    @CsvSource({
        "remove-row:row=5, some disappeared that are not among the changes, 2",
        "new-row:place=first, some appeared that are not among the changes, 4"})
    void theWholeListIsReadWhereTheTotalTellsOfOthers(String change, String why, int more) throws Exception {
        servers.imednet().changeList(REVISIONS, THREE_NEW);
        servers.imednet().changeList(REVISIONS, change);

        assertThat(export(Map.of("imednet.page-size", "500")).whyFull()).contains(why);

        requireWhole(revisions + more);
        assertThat(export().mode()).isEqualTo("incremental");
    }

    @Test
    void theWholeListIsReadWhereTheApiRefusesTheFilter() throws Exception {
        servers.failImednet("status:code=400,on=recordRevisionId%3E,times=always");
        servers.imednet().changeList(REVISIONS, THREE_NEW);

        assertThat(export(Map.of("imednet.page-size", "500")).whyFull()).contains("refuses to tell what changed");

        requireWhole(revisions + 3);
    }

    @Test
    void theWholeListIsReadWhereTheTableIsNotAsItWas() throws Exception {
        servers.execute("DELETE FROM RECORD_REVISIONS WHERE RECORD_REVISION_ID IN"
                + " (SELECT MAX(RECORD_REVISION_ID) FROM RECORD_REVISIONS)");

        assertThat(export(Map.of("imednet.page-size", "500")).whyFull()).contains("not as the last complete run");

        requireWhole(revisions);
    }

    @Test
    void allListsGoTogetherAndEachSaysHowItWasRead() throws Exception {
        Map<String, String> all = settings(Map.of("export.resources", "all", "imednet.page-size", "500"));
        assertThat(servers.export("SAMPLE", all).reconciled()).isTrue();
        servers.imednet().changeList(REVISIONS, THREE_NEW);
        servers.imednet().change("change-row:row=3,attribute=recordStatus,value=Changed");

        ExportSummary summary = servers.export("SAMPLE", all);

        assertThat(summary.reconciled()).isTrue();
        assertThat(summary.rowsLoaded()).isEqualTo(4);
        assertThat(summary.lists()).allSatisfy(list -> {
            boolean incremental = List.of("records", REVISIONS).contains(list.list());
            assertThat(list.mode()).as(list.list()).isEqualTo(incremental ? "incremental" : "full");
            assertThat(list.whyFull()).as(list.list()).isNull();
        });
        assertThat(servers.verify("SAMPLE", true, all).differences()).isEmpty();
    }

    private ListSummary export() throws Exception {
        return export(Map.of());
    }

    private ListSummary export(Map<String, String> others) throws Exception {
        ExportSummary summary = servers.export("SAMPLE", settings(others));
        assertThat(summary.reconciled()).isTrue();
        return summary.lists().get(0);
    }

    private static Map<String, String> settings(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(INCREMENTAL);
        settings.putAll(others);
        return settings;
    }

    private void requireWhole(long rows) throws Exception {
        assertThat(servers.query("SELECT COUNT(*), COUNT(DISTINCT RECORD_REVISION_ID) FROM RECORD_REVISIONS"))
                .containsExactly(Stream.of(rows, rows).map(String::valueOf).toList());
        assertThat(servers.verify("SAMPLE", true, settings(Map.of("imednet.page-size", "500")))
                        .differences())
                .isEmpty();
    }
}
