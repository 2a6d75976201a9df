package io.github.imednet.snowflake.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.ExportBatchException;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.FormViewsException;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs after another, with the same dictionary and with a changed one. */
class FormViewDriftTest {

    @TempDir
    private Path directory;

    private LocalServers servers;
    private int studies;

    @BeforeEach
    void serve() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), data(before()));
    }

    @AfterEach
    void stop() throws Exception {
        servers.close();
    }

    private StudyData data(WrittenStudy study) throws Exception {
        return StudyData.folder(study.write(directory.resolve("study" + studies++)));
    }

    private static WrittenStudy before() {
        return new WrittenStudy()
                .form("AE", "Adverse Events")
                .variable("AE", "aeser", "TEXT", "Serious")
                .variable("AE", "old", "TEXT", "Old")
                .form("VS", "Vital Signs").variable("VS", "n", "NUMBER", "Result")
                .form("GONE", "Gone")
                .record("AE", "{\"aeser\":\"1\"}").record("VS", "{\"n\":1}");
    }

    private static WrittenStudy after() {
        return new WrittenStudy()
                .form("AE", "Events").variable("AE", "aeser", "NUMBER", "Serious?").variable("AE", "neu", "DATE", null)
                .form("VS", "Vital Signs").variable("VS", "n", "NUMBER", "Result")
                .form("NEW", "New")
                .record("AE", "{\"aeser\":\"1\"}").record("VS", "{\"n\":1}").record("NEW", "{}");
    }

    private ExportSummary export(String... settings) throws Exception {
        Map<String, String> all = new TreeMap<>(Map.of("export.form-views", "true"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return servers.export(WrittenStudy.KEY, all);
    }

    private List<List<String>> views() throws Exception {
        return servers.query("SELECT TABLE_NAME, TO_VARCHAR(CREATED, 'YYYY-MM-DD HH24:MI:SS.FF6') FROM"
                + " INFORMATION_SCHEMA.VIEWS ORDER BY TABLE_NAME");
    }

    @Test
    void onlyWhatHasChangedIsChangedAndAllOfItIsTold() throws Exception {
        assertThat(export().formViews().made()).containsExactly("FORM_AE", "FORM_VS", "FORM_GONE");
        List<List<String>> first = views();

        FormViewsReport second = export("export.on-drift", "fail").formViews();

        assertThat(second)
                .isEqualTo(new FormViewsReport(List.of(), List.of(), List.of(), 3, List.of(), List.of()));
        assertThat(views()).isEqualTo(first);

        servers.serve(data(after()));
        assertThatThrownBy(() -> export("export.on-drift", "fail"))
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageContainingAll(
                        "The dictionary of WRITTEN has changed", "form GONE removed", "--on-drift report");
        assertThat(views()).isEqualTo(first);
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(2);

        FormViewsReport third = export().formViews();

        assertThat(third.drift()).extracting(Object::toString).containsExactlyInAnyOrder(
                "form GONE removed", "form NEW added", "form AE relabelled from Adverse Events to Events",
                "variable AE.old removed", "variable AE.neu added", "variable AE.aeser retyped from TEXT to NUMBER",
                "variable AE.aeser relabelled from Serious to Serious?");
        assertThat(third.made()).containsExactly("FORM_NEW");
        assertThat(third.changed()).containsExactly("FORM_AE");
        assertThat(third.dropped()).containsExactly("FORM_GONE");
        assertThat(third.unchanged()).isEqualTo(1);
        assertThat(views()).extracting(view -> view.get(0)).containsExactly("FORM_AE", "FORM_NEW", "FORM_VS");
        assertThat(views()).contains(first.get(2));
        assertThat(servers.query("SELECT AESER::VARCHAR FROM FORM_AE"))
                .containsExactly(List.of("1.000000000000000000"));

        servers.execute("DROP VIEW FORM_NEW");
        FormViewsReport fourth = export().formViews();
        assertThat(fourth.drift()).isEmpty();
        assertThat(fourth.made()).containsExactly("FORM_NEW");

        FormViewsReport renamed = export("export.form-view-prefix", "{study}_V_").formViews();
        assertThat(renamed.made()).containsExactly("WRITTEN_V_AE", "WRITTEN_V_VS", "WRITTEN_V_NEW");
        assertThat(renamed.dropped()).containsExactlyInAnyOrder("FORM_AE", "FORM_VS", "FORM_NEW");
        assertThat(views()).hasSize(3);
    }

    @Test
    void aDictionaryThatChangesWhileItIsReadIsReadAgain() throws Exception {
        servers.failImednet("remove-row:row=0,on=/variables?page=1&");

        assertThat(export("imednet.page-size", "2").formViews().made()).hasSize(3);

        assertThat(servers.query("SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'FORM_AE'"))
                .contains(List.of("OLD"))
                .doesNotContain(List.of("AESER"));
    }

    @Test
    void aDictionaryThatNeverStaysAsItIsEndsTheRunBeforeAnythingIsLoaded() throws Exception {
        servers.failImednet("new-row:place=last,times=always,on=/variables?page=1&");

        assertThatThrownBy(() -> export("imednet.page-size", "2"))
                .isInstanceOf(ExportBatchException.class)
                .hasMessageContaining("during each of 5 readings. Try again when fewer changes are made");

        assertThat(servers.imednet().requests()).as("forms and variables, two pages each").isEqualTo(20);
    }

    /** Both types are texts in the view. */
    @Test
    void aChangeThatTheViewDoesNotShowIsToldOnce() throws Exception {
        export();
        servers.serve(data(new WrittenStudy().form("AE", "Adverse Events").variable("AE", "aeser", "RADIO", "Serious")
                .variable("AE", "old", "TEXT", "Old").form("VS", "Vital Signs").variable("VS", "n", "NUMBER", "Result")
                .form("GONE", "Gone").record("AE", "{}")));

        assertThat(export().formViews().drift()).extracting(Object::toString)
                .containsExactly("variable AE.aeser retyped from TEXT to RADIO");
        assertThat(export("export.on-drift", "fail").formViews().drift()).isEmpty();
    }

    @Test
    void whatIsNotThisStudysIsNeverReplaced() throws Exception {
        servers.execute("CREATE TABLE FORM_AE (A NUMBER)");
        servers.execute("CREATE VIEW FORM_VS AS SELECT 1 AS MINE");

        assertThatThrownBy(this::export)
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageContainingAll("FORM_AE, FORM_VS", "export.form-view-prefix");
        assertThat(servers.query("SELECT MINE FROM FORM_VS")).containsExactly(List.of("1"));
        assertThat(servers.query("SHOW TABLES LIKE 'RECORDS'")).isEmpty();
    }

    /** The other study's whole export comes between this one's look before its loads and its claim. */
    @Test
    void ofTwoStudiesThatMakeTheSameViewsAtTheSameTimeOneIsRefused() throws Exception {
        StudyData others = data(new WrittenStudy("OTHER").form("AE", "Adverse Events").record("AE", "{}"));
        try (others;
                ImednetServer other = ImednetServer.start(ImednetServer.Settings.defaults(others))) {
            Map<String, String> ofOther =
                    Map.of("export.form-views", "true", "imednet.base-url", other.uri().toString());
            assertThatThrownBy(() -> exportWhile("record-begun-views", () -> servers.export("OTHER", ofOther)))
                    .isInstanceOf(ExportConfigurationException.class)
                    .hasMessageContainingAll("All records are loaded", "views of OTHER (table RECORDS): FORM_AE.",
                            "export.form-view-prefix", "delete their rows from IMEDNET_VIEW_LEDGER");
        }
        assertThat(servers.query("SELECT DISTINCT STUDY_KEY FROM FORM_AE")).containsExactly(List.of("OTHER"));
        assertThat(views()).hasSize(1);
        assertThat(owners()).containsExactly(List.of("OTHER", "FORM_AE"));

        assertThatThrownBy(this::export)
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageStartingWith("The views of the forms cannot be made");
        assertThat(export("export.form-view-prefix", "{study}_").formViews().made()).hasSize(3);
    }

    /** Each has claimed, and looks only then. */
    @Test
    void whoFindsAnotherClaimOrAViewOfTheNameMakesNoneAndWithdraws() throws Exception {
        assertThatThrownBy(() -> exportWhile("look-up-claimed-views", () -> {
            servers.execute("INSERT INTO IMEDNET_VIEW_LEDGER (TABLE_NAME, STUDY_KEY, FORM_KEY, VIEW_NAME)"
                    + " VALUES ('RECORDS', 'OTHER', 'AE', 'FORM_AE')");
            servers.execute("CREATE VIEW FORM_VS AS SELECT 1 AS MINE");
            return null;
        }))
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageContainingAll("views of OTHER (table RECORDS): FORM_AE", "there are already FORM_VS");
        assertThat(views()).hasSize(1);
        assertThat(servers.query("SELECT MINE FROM FORM_VS")).containsExactly(List.of("1"));
        assertThat(owners()).containsExactly(List.of("OTHER", "FORM_AE"));
    }

    @Test
    void aViewThatAnEarlierVersionGaveTwoStudiesIsNoLongerTakenForEithers() throws Exception {
        export();
        servers.execute("INSERT INTO IMEDNET_VIEW_LEDGER SELECT TABLE_NAME, 'OTHER', FORM_KEY, VIEW_NAME, SHA256,"
                + " DICTIONARY, RUN_ID, CHANGED_AT FROM IMEDNET_VIEW_LEDGER WHERE FORM_KEY = 'AE'");

        assertThatThrownBy(this::export)
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageContainingAll("views of OTHER (table RECORDS): FORM_AE.", "export.form-view-prefix");

        assertThat(export("export.form-view-prefix", "V_").formViews().dropped()).contains("FORM_AE");
        assertThat(owners()).containsExactlyInAnyOrder(List.of("OTHER", "FORM_AE"), List.of("WRITTEN", "V_AE"),
                List.of("WRITTEN", "V_GONE"), List.of("WRITTEN", "V_VS"));
    }

    private List<List<String>> owners() throws Exception {
        return servers.query("SELECT STUDY_KEY, VIEW_NAME FROM IMEDNET_VIEW_LEDGER");
    }

    /** @param step of the routes of views, before which something else happens */
    private void exportWhile(String step, Callable<?> elsewhere) throws Exception {
        String text = Files.readString(Path.of("routes/views/publish-views.camel.yaml"));
        String to = "        - to:\n            id: " + step + "\n";
        String bean = "        - bean:\n            beanType: " + Elsewhere.class.getName() + "\n"
                + "            method: happen\n";
        assertThat(text).contains(to);
        Path route = Files.writeString(directory.resolve("publish-views.camel.yaml"), text.replace(to, bean + to));
        Elsewhere.next = elsewhere;
        servers.export(WrittenStudy.KEY, Map.of("export.form-views", "true"), route);
    }

    /** What happens on another machine when a run has come to a step. */
    public static final class Elsewhere {

        private static Callable<?> next;

        public void happen() throws Exception {
            next.call();
        }
    }

    @Test
    void whatMayPassIsTriedAgain() throws Exception {
        servers.failSnowflake("sql-error:on=CREATE OR REPLACE VIEW,at=2,code=000604,state=57014");

        ExportSummary summary = export();

        assertThat(summary.formViews().made()).containsExactly("FORM_AE", "FORM_VS", "FORM_GONE");
        assertThat(summary.snowflakeRetries()).isEqualTo(1);
        assertThat(views()).hasSize(3);
    }

    @Test
    void aRunThatCannotMakeAViewHasLoadedAllAndTheNextOneMakesIt() throws Exception {
        servers.failSnowflake("sql-error:on=CREATE OR REPLACE VIEW,at=2,times=always,code=003001,state=42501");

        assertThatThrownBy(this::export)
                .isInstanceOfSatisfying(
                        FormViewsException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED))
                .hasMessageContaining("could not be made: The local server was told to fail this statement.");
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(2);
        assertThat(views()).hasSize(1);

        servers.failSnowflake();
        ExportSummary next = export("export.on-drift", "fail");
        assertThat(next.reconciled()).isTrue();
        assertThat(next.formViews().made()).containsExactly("FORM_VS", "FORM_GONE");
        assertThat(views()).hasSize(3);
        assertThat(export().formViews().unchanged()).isEqualTo(3);
    }

    @Test
    void aViewThatCouldNotBeDroppedIsDroppedByTheNextRun() throws Exception {
        export();
        servers.failSnowflake("sql-error:on=DROP VIEW,times=always,code=003001,state=42501");

        assertThatThrownBy(() -> export("export.form-view-prefix", "V_")).isInstanceOf(FormViewsException.class);
        assertThat(views()).extracting(view -> view.get(0))
                .containsExactly("FORM_AE", "FORM_GONE", "FORM_VS", "V_AE", "V_GONE", "V_VS");

        servers.failSnowflake();
        FormViewsReport next = export("export.form-view-prefix", "V_").formViews();
        assertThat(next.dropped()).containsExactlyInAnyOrder("FORM_AE", "FORM_VS", "FORM_GONE");
        assertThat(next.drift()).isEmpty();
        assertThat(views()).extracting(view -> view.get(0)).containsExactly("V_AE", "V_GONE", "V_VS");
        assertThat(export("export.form-view-prefix", "V_").formViews())
                .isEqualTo(new FormViewsReport(List.of(), List.of(), List.of(), 3, List.of(), List.of()));
    }

    @Test
    void aVariableThatThePolicyTakesOutHasNoColumnAndIsNoDrift() throws Exception {
        Path policy = Files.writeString(directory.resolve("privacy.yaml"), """
                default: drop
                rules:
                  - variable: aeser
                    action: keep
                  - field: deleted
                    action: keep
                """);
        String[] settings = {"export.privacy-policy", policy.toString(), "export.on-drift", "fail"};
        servers.serve(data(before().variable("AE", "patient", "TEXT", "Name of the patient")));
        export(settings);

        servers.serve(data(before().variable("AE", "tomorrow", "TEXT", "New")));
        assertThat(export(settings).formViews().drift()).isEmpty();

        assertThat(servers.query("SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'FORM_AE'"))
                .contains(List.of("AESER"))
                .doesNotContain(List.of("OLD"), List.of("PATIENT"), List.of("TOMORROW"));
        assertThat(servers.query("SELECT AESER, _MISFITS, _OTHER_DATA FROM FORM_AE").toString())
                .isEqualTo("[[1, null, null]]");
    }
}
