package io.github.imednet.snowflake.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an order says counts for its export alone: lists, selection, and whether everything is read. */
class OrderedExportTest {

    private static final String FILTER = "formKey==AE";

    @TempDir
    private Path directory;

    private LocalServers servers;
    private Path manifest;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(1250));
        manifest = directory.resolve("manifest.jsonl");
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void aSelectionIsKeptInLedgerAndManifestAndNotMixedWithAnother() throws Exception {
        ExportSummary first = export(null, FILTER, null);

        assertThat(first.reconciled()).isTrue();
        assertThat(servers.query("SELECT DISTINCT FORM_KEY FROM RECORDS")).isEqualTo(List.of(List.of("AE")));
        assertThat(servers.query("SELECT DISTINCT SELECTION FROM IMEDNET_LOAD_LEDGER").get(0).get(0)).contains(FILTER);
        assertThat(Files.readString(manifest)).contains("\"selection\":", FILTER);
        assertThat(export(null, FILTER, null).rowsLoaded()).isZero();

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> export(null, null, null))
                .withMessageContaining("export.replace-selection=true");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> export(null, "formKey==CM", null))
                .withMessageContaining("export.replace-selection=true");
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(first.rowsLoaded());
    }

    @Test
    void theListsAreThoseOfTheOrder() throws Exception {
        ExportSummary summary = export(List.of("sites", "records"), null, null);

        assertThat(summary.lists()).hasSize(2).allMatch(list -> list.reconciled());
        assertThat(servers.number("SELECT COUNT(*) FROM SITES")).isPositive();
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> export(List.of("recrods"), null, null))
                .withMessageContaining("'recrods', which is not a list of the API");
    }

    @Test
    void onlyWhatChangedIsReadWhereTheOrderSaysSo() throws Exception {
        assertThat(export(null, null, true).whyFull()).contains("no complete run with export.incremental=true");
        assertThat(export(null, null, true).mode()).isEqualTo("incremental");
        assertThat(export(null, null, false).mode()).isEqualTo("full");
        assertThat(export(null, null, null).whyFull()).isNull();
    }

    private ExportSummary export(
            @Nullable List<String> resources, @Nullable String filter, @Nullable Boolean incremental) throws Exception {
        StudyOrder order = new StudyOrder(
                StudyOrder.VERSION,
                "SAMPLE",
                resources,
                filter,
                null,
                incremental,
                null,
                1,
                "id",
                "2026-02-28T22:00:00Z");
        return servers.request("direct:export-order", order, Map.of(),
                Map.of("export.manifest-path", manifest.toString()), null, ExportSummary.class);
    }
}
