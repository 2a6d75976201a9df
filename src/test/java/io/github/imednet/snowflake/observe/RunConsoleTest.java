package io.github.imednet.snowflake.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.Waiting;
import io.github.imednet.snowflake.embed.ExportRoutes;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.LocalServers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exports of a context in Camel's developer console. */
class RunConsoleTest {

    @TempDir
    private Path directory;

    private LocalServers servers;
    private DefaultCamelContext context;

    @BeforeEach
    void start() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(700));
        context = new DefaultCamelContext();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        servers.close();
    }

    @Test
    void camelFindsItByItselfAndItShowsARunWhileItGoesOnAndAfterItsEnd() throws Exception {
        servers.failSnowflake("slow:millis=5000,on=COPY INTO,times=1");
        ExportRoutes nightly = exports("nightly", Map.of());
        context.start();
        DevConsoleRegistry registry = DevConsoleRegistry.get(context);
        registry.loadDevConsoles(true);
        DevConsole console = registry.getConsole("imednet").orElseThrow();
        assertThat(text(console)).isEqualToNormalizingNewlines("nightly: 0 under way\n");

        CompletableFuture<ExportSummary> export = CompletableFuture.supplyAsync(() -> export(nightly));
        Waiting.await().until(() -> servers.snowflake().statements(StatementType.PUT) > 0);
        JsonNode during = json(console).at("/exports/0/runs/0");
        String duringText = text(console);
        ExportSummary summary = export.get(Waiting.LIMIT.toMinutes(), TimeUnit.MINUTES);
        JsonNode after = json(console).at("/exports/0/runs/0");

        assertThat(during.get("state").asText()).isEqualTo("under way");
        assertThat(during.get("locked").asBoolean()).isTrue();
        assertThat(during.get("owner").asText()).contains(String.valueOf(ProcessHandle.current().pid()));
        assertThat(duringText).contains("nightly: 1 under way", summary.runId(), "locked by ", "Claim in Snowflake: ");
        assertThat(after.get("runId").asText()).isEqualTo(summary.runId()).isEqualTo(during.get("runId").asText());
        assertThat(after.get("state").asText()).isEqualTo("ended");
        assertThat(after.get("locked").asBoolean()).isFalse();
        assertThat(after.get("rowsLoaded").asLong()).isEqualTo(700);
        assertThat(after.get("batches").asLong()).isEqualTo(summary.batches());
        assertThat(after.get("copies").asLong()).isEqualTo(summary.copies());
        assertThat(after.get("table").asText()).isEqualTo("RECORDS");
        assertThat(json(console).at("/exports/0/claims")).isEmpty();
    }

    @Test
    void theExportsOfAContextAreToldApartAndAFailureIsSaidWithoutSecretsAndValues() throws Exception {
        ExportRoutes nightly = exports("nightly", Map.of());
        ExportRoutes audit = exports("audit", Map.of("snowflake.password", "marked-password"));
        ExportRoutes part = exports("part", Map.of("export.filter", "subjectKey!=marked-subject"));
        context.start();
        export(nightly);
        assertThat(catchThrowable(() -> export(audit))).isNotNull();
        assertThat(catchThrowable(() -> export(part))).hasStackTraceContaining("marked-subject");
        DevConsole console = DevConsoleRegistry.get(context).resolveById("imednet");

        JsonNode shown = json(console).get("exports");
        assertThat(shown.findValuesAsText("name")).containsExactly("audit", "nightly", "part");
        String all = shown + text(console);
        assertThat(all).contains("\"state\":\"ended\"", "it is in the log: the message quotes a filter");
        assertThat(all).doesNotContain("marked-password", "marked-subject", "local-password",
                ImednetServer.DEFAULT_API_KEY, ImednetServer.DEFAULT_SECURITY_KEY);
        for (List<String> subject : servers.query("SELECT DISTINCT SUBJECT_KEY FROM RECORDS LIMIT 20")) {
            assertThat(all).doesNotContain('"' + subject.get(0) + '"');
        }
    }

    private static String text(DevConsole console) {
        return (String) console.call(DevConsole.MediaType.TEXT);
    }

    private static JsonNode json(DevConsole console) throws Exception {
        return new ObjectMapper().readTree(((JsonObject) console.call(DevConsole.MediaType.JSON)).toJson());
    }

    private ExportRoutes exports(String name, Map<String, String> others) throws Exception {
        Map<String, String> settings = new HashMap<>(servers.settings());
        settings.put("export.state-dir", directory.resolve(name).toString());
        settings.put("export.manifest-path", directory.resolve(name + ".jsonl").toString());
        settings.putAll(others);
        ExportRoutes routes = ExportRoutes.named(name).withSettings(settings);
        routes.addTo(context);
        return routes;
    }

    private ExportSummary export(ExportRoutes routes) {
        return context.createFluentProducerTemplate()
                .withHeader("studyKey", "SAMPLE")
                .to(routes.uri("export-records"))
                .request(ExportSummary.class);
    }
}
