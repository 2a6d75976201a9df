package io.github.imednet.snowflake.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.FormViewsException;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    void whatIsNotThisStudysIsNeverReplaced() throws Exception {
        servers.execute("CREATE TABLE FORM_AE (A NUMBER)");
        servers.execute("CREATE VIEW FORM_VS AS SELECT 1 AS MINE");

        assertThatThrownBy(this::export)
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageContainingAll("FORM_AE, FORM_VS", "export.form-view-prefix");
        assertThat(servers.query("SELECT MINE FROM FORM_VS")).containsExactly(List.of("1"));
        assertThat(servers.query("SHOW TABLES LIKE 'RECORDS'")).isEmpty();
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
