package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.SnowflakeExportSink;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.imednet.StudyData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Loads by a role from which a policy hides the rows that it writes. In place of the policy a step after COPY gives
 * them another study and file, as it was done with those loaded before: no condition of a load finds them.
 */
class HiddenRowsTest {

    private static final int RECORDS = 1250;
    private static final String HIDE = "UPDATE RECORDS SET STUDY_KEY = 'HIDDEN', _SOURCE_FILE = 'HIDDEN'";

    @TempDir
    private Path directory;

    private LocalServers servers;
    private Path route;

    @BeforeEach
    void exportOnceAndHideWhatIsThere() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(RECORDS));
        servers.export("SAMPLE", Map.of());
        servers.execute(HIDE);
        route = routeWithPolicy();
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void aSecondLoadOfHiddenRowsIsRefusedAndCommitsNothing(String idempotent) throws Exception {
        long entries = servers.number("SELECT COUNT(*) FROM IMEDNET_LOAD_LEDGER");

        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> servers.export("SAMPLE", Map.of("export.idempotent", idempotent), route))
                .withMessageContaining("The role sees 0 of the ")
                .withMessageContaining("\"RECORDS\": a row access policy or a masking policy hides the others");

        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_LOAD_LEDGER WHERE SUPERSEDED_AT IS NULL"))
                .isEqualTo(entries);
    }

    @Test
    void rowsThatSomebodyDeletedAreLoadedAgain() throws Exception {
        ExportSummary second = servers.export("SAMPLE", Map.of());

        assertThat(second.rowsLoaded()).isEqualTo(RECORDS);
        assertThat(second.retries()).isZero();
        assertThat(second.reconciled()).isTrue();
    }

    @Test
    void aBatchOfHiddenRowsThatIsSentAgainIsRefusedAndCommitsNothing() throws Exception {
        Properties settings = new Properties();
        settings.putAll(servers.settings());
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().setOverrideProperties(settings);
            context.start();
            try (SnowflakeExportSink sink = new SnowflakeExportSink(context)) {
                PluginHelper.getRoutesLoader(context)
                        .updateRoutes(PluginHelper.getResourceLoader(context).resolveResource("file:" + route));
                sink.writeBatch(SinkRows.maps("S", 1, 5), "b");
                servers.execute(HIDE);

                assertThatExceptionOfType(ExportConfigurationException.class)
                        .isThrownBy(() -> sink.writeBatch(SinkRows.maps("S", 1, 5), "b"))
                        .withMessageContaining("The role sees 0 of the 5 rows");
            }
        }
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS + 5);
    }

    private Path routeWithPolicy() throws Exception {
        String policy = """
                - setVariable:
                    name: sql
                    constant: "%s"
                - to: direct:execute-sql
                """.formatted(HIDE).indent(20);
        String builtIn = Files.readString(Path.of("routes/load/load-files.camel.yaml"));
        int filter = builtIn.lastIndexOf("- filter:", builtIn.indexOf("id: with-rows-that-were-missing"));
        int line = builtIn.lastIndexOf('\n', filter) + 1;
        return Files.writeString(
                directory.resolve("load-files.camel.yaml"),
                builtIn.substring(0, line) + policy + builtIn.substring(line));
    }
}
