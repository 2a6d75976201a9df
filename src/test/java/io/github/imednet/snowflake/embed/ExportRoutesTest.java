package io.github.imednet.snowflake.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.ExportBatchException;
import io.github.imednet.snowflake.run.ExportRuns;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.LocalServers;
import io.github.imednet.snowflake.verify.VerificationReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports under names of their own in a Camel context of somebody else's. */
class ExportRoutesTest {

    private static final int RECORDS = 700;

    @TempDir
    private Path directory;

    private LocalServers servers;
    private DefaultCamelContext context;

    @BeforeEach
    void start() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(RECORDS));
        context = new DefaultCamelContext();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        servers.close();
    }

    @Test
    void exportsWithSettingsOfTheirOwnShareAContext() throws Exception {
        ExportRoutes nightly = ExportRoutes.named("nightly").withSettings(settings("RECORDS", "nightly"));
        ExportRoutes audit = ExportRoutes.named("audit-copy").withSettings(settings("AUDIT", "audit"));
        nightly.addTo(context);
        audit.withSettings(Map.of("export.batch-size", "100")).addTo(context);
        context.start();

        assertThat(export(nightly).batches()).isEqualTo(2);
        assertThat(export(audit).batches()).isEqualTo(7);

        assertThat(servers.number("SELECT COUNT(DISTINCT RECORD_ID) FROM RECORDS")).isEqualTo(RECORDS);
        assertThat(servers.number("SELECT COUNT(DISTINCT RECORD_ID) FROM AUDIT")).isEqualTo(RECORDS);
        assertThat(export(nightly).rowsAlreadyLoaded()).isEqualTo(RECORDS);
    }

    @Test
    void routesMayComeToAContextThatHasStarted() throws Exception {
        ExportRoutes nightly = ExportRoutes.named("nightly").withSettings(settings("RECORDS", "nightly"));
        context.start();
        nightly.addTo(context);

        assertThat(export(nightly).rowsLoaded()).isEqualTo(RECORDS);
        assertThat(export(nightly).rowsAlreadyLoaded()).isEqualTo(RECORDS);
    }

    @Test
    void settingsAreTakenFromTheContextUnderTheNameBeforeThoseThatAllShare() throws Exception {
        Properties properties = new Properties();
        properties.putAll(settings("RECORDS", "shared"));
        properties.setProperty("nightly.snowflake.table", "NIGHTLY");
        context.getPropertiesComponent().setInitialProperties(properties);
        ExportRoutes nightly = ExportRoutes.named("nightly");
        nightly.addTo(context);
        context.start();

        export(nightly);

        assertThat(servers.number("SELECT COUNT(*) FROM NIGHTLY")).isEqualTo(RECORDS);
    }

    @Test
    void routesStepsAndBeansHaveTheNameBeforeTheirOwnAndLeaveThoseOfTheHostAlone() throws Exception {
        context.getRegistry().bind("manifest", "the host's own");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:export-records").routeId("export-records").setBody(constant("the host's own"));
            }
        });
        ExportRoutes nightly = ExportRoutes.named("nightly").withSettings(settings("RECORDS", "nightly"));
        nightly.addTo(context);
        context.start();

        assertThat(export(nightly).reconciled()).isTrue();
        assertThat(context.getRegistry().lookupByName("manifest")).isEqualTo("the host's own");
        assertThat(context.createProducerTemplate().requestBody("direct:export-records", "", String.class))
                .isEqualTo("the host's own");
        assertThat(ids()).filteredOn(id -> !id.startsWith("nightly-")).containsExactly("export-records");
        assertThat(context.getEndpoints())
                .extracting(endpoint -> endpoint.getEndpointUri())
                .filteredOn(uri -> uri.startsWith("direct:") || uri.startsWith("timer:"))
                .allMatch(uri -> uri.contains("//nightly-") || uri.equals("direct://export-records"));
    }

    @Test
    void aRouteFileOfOnesOwnTakesThePlaceOfTheBuiltInOneForThatExportAlone() throws Exception {
        Path own = Files.writeString(
                Files.createDirectory(directory.resolve("own")).resolve("customize-page.camel.yaml"),
                """
                - route:
                    id: customize-page
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:customize-page
                      steps:
                        - bean:
                            ref: recordEditor
                            method: "dropVariable(${body}, 'brthdat')"
                """);
        ExportRoutes masked = ExportRoutes.named("masked")
                .withSettings(settings("MASKED", "masked"))
                .withRoutes("file:" + own.getParent() + "/*.camel.yaml");
        ExportRoutes whole = ExportRoutes.named("whole").withSettings(settings("RECORDS", "whole"));
        masked.addTo(context);
        whole.addTo(context);
        context.start();

        export(masked);
        export(whole);

        String births = " WHERE RECORD_DATA:brthdat IS NOT NULL";
        assertThat(servers.number("SELECT COUNT(*) FROM MASKED" + births)).isZero();
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS" + births)).isPositive();
    }

    @Test
    void aHeaderThatNamesAListIsTheHostsOwnWhereRecordsAreExported() throws Exception {
        ExportRoutes nightly = ExportRoutes.named("nightly").withSettings(settings("RECORDS", "nightly"));
        nightly.addTo(context);
        context.start();

        for (String list : List.of("sites", "to do")) {
            ExportSummary summary = context.createFluentProducerTemplate()
                    .withHeader("studyKey", "SAMPLE")
                    .withHeader("list", list)
                    .to(nightly.uri("export-records"))
                    .request(ExportSummary.class);

            assertThat(summary.recordsRead()).as(list).isEqualTo(RECORDS);
            assertThat(context.createFluentProducerTemplate()
                            .withHeader("studyKey", "SAMPLE")
                            .withHeader("list", list)
                            .to(nightly.uri("verify-study"))
                            .request(VerificationReport.class)
                            .differences())
                    .as(list)
                    .isEmpty();
        }
        assertThat(servers.query("SHOW TABLES LIKE 'SITES'")).isEmpty();
    }

    @Test
    void anExportAfterOneOfListsOnTheSameExchangeIsOneOfItsOwn() throws Exception {
        ExportRoutes lists = ExportRoutes.named("lists").withSettings(settings("RECORDS", "nightly"));
        ExportRoutes copy = ExportRoutes.named("copy").withSettings(settings("COPY", "copy"));
        lists.withSettings(Map.of("export.resources", "sites,records")).addTo(context);
        copy.addTo(context);
        context.start();
        List<String> told = new ArrayList<>();
        context.getRegistry()
                .lookupByNameAndType("copy-exportRuns", ExportRuns.class)
                .onExport(export -> told.add(export.runId()));

        Exchange exchange = context.createProducerTemplate().send(lists.uri("export-records"), this::address);
        ExportSummary ofLists = exchange.getMessage().getBody(ExportSummary.class);
        context.createProducerTemplate().send(copy.uri("export-records"), exchange);

        assertThat(told).containsExactly(exchange.getMessage().getBody(ExportSummary.class).runId());
        assertThat(ofLists.lists()).hasSize(2);
    }

    @Test
    void headersAndVariablesOfTheHostsAreAsTheyWereAlsoAfterAFailure() throws Exception {
        ExportRoutes nightly = ExportRoutes.named("nightly").withSettings(settings("RECORDS", "nightly"));
        nightly.addTo(context);
        context.start();

        for (String route : List.of("export-records", "export-list", "verify-study", "plan-export", "doctor",
                "clean-stage", "show-views", "open-sink", "look-up-job", "replay-manifest", "load-batch")) {
            Exchange exchange = context.createProducerTemplate().send(nightly.uri(route), this::address);

            assertThat(exchange.getMessage().getHeaders())
                    .as(route)
                    .containsOnly(Map.entry("studyKey", "SAMPLE"), Map.entry("JMSReplyTo", "queue"));
            assertThat(exchange.getVariables())
                    .as(route)
                    .containsOnly(Map.entry("sql", "the host's"), Map.entry("own", 1));
        }
    }

    private void address(Exchange exchange) {
        exchange.getMessage().setHeader("studyKey", "SAMPLE");
        exchange.getMessage().setHeader("JMSReplyTo", "queue");
        exchange.setVariable("sql", "the host's");
        exchange.setVariable("own", 1);
    }

    @Test
    void aFailureReachesTheCallerAndTheOtherExportGoesOn() throws Exception {
        Map<String, String> refused = settings("RECORDS", "refused");
        refused.put("snowflake.password", "wrong");
        ExportRoutes failing = ExportRoutes.named("failing").withSettings(refused);
        ExportRoutes nightly = ExportRoutes.named("nightly").withSettings(settings("RECORDS", "nightly"));
        failing.addTo(context);
        nightly.addTo(context);
        context.start();

        assertThat(catchThrowable(() -> export(failing)))
                .isInstanceOf(CamelExecutionException.class)
                .cause()
                .isInstanceOfAny(ExportConfigurationException.class, ExportBatchException.class);
        assertThat(export(nightly).reconciled()).isTrue();
    }

    @Test
    void badSettingsAreAllToldWhenTheRoutesAreAdded() {
        ExportRoutes bad = ExportRoutes.named("bad").withSettings(Map.of("export.batch-size", "none"));

        assertThatThrownBy(() -> bad.addTo(context))
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageContaining("export.batch-size")
                .hasMessageContaining("snowflake.account")
                .hasMessageContaining("imednet.api-key");
    }

    @Test
    void misspelledSettingsAreToldWithTheNearestNamesWhereverTheyAreSet() {
        Properties host = new Properties();
        host.putAll(Map.of(
                "nightly.export.bach-size", "100",
                "nightly.snowflake.warehouse", "LOAD_WH",
                "imednet.paralel-pages", "2",
                "nightly.window", "the host's own",
                "audit.export.bach-size", "another export's",
                "copy.directory", "the host's own"));
        context.getPropertiesComponent().setInitialProperties(host);
        Map<String, String> misspelled = settings("RECORDS", "nightly");
        misspelled.putAll(Map.of("snowflake.wharehouse", "LOAD_WH", "mask.variables", "a route's own"));
        misspelled.remove("imednet.api-key");

        assertThat(problemsOf(ExportRoutes.named("nightly").withSettings(misspelled))).satisfiesExactly(
                problem -> assertThat(problem)
                        .isEqualTo("imednet.paralel-pages is not a setting: is imednet.parallel-pages meant?"),
                problem -> assertThat(problem)
                        .isEqualTo("nightly.export.bach-size is not a setting: is nightly.export.batch-size meant?"),
                problem -> assertThat(problem)
                        .isEqualTo("snowflake.wharehouse is not a setting: is snowflake.warehouse meant?"),
                problem -> assertThat(problem).startsWith("imednet.api-key is missing"));
    }

    /** As those of Spring Boot. */
    @Test
    void misspelledSettingsThatCamelCannotListAreToldByTheirKeys() {
        ExportRoutes nightly = ExportRoutes.named("nightly").withSettings(settings("RECORDS", "nightly"));

        assertThat(problemsOf(nightly.withKeys(List.of("nightly.export.privacy-polcy", "spring.main.banner-mode"))))
                .containsExactly("nightly.export.privacy-polcy is not a setting: is nightly.export.privacy-policy"
                        + " meant?");
    }

    @Test
    void settingsUnderANameThatBeginsAsTheyDoAreKnown() throws Exception {
        Properties host = new Properties();
        settings("RECORDS", "named").forEach((key, value) -> host.setProperty("export." + key, value));
        context.getPropertiesComponent().setInitialProperties(host);
        ExportRoutes routes = ExportRoutes.named("export");
        routes.addTo(context);
        context.start();

        assertThat(export(routes).reconciled()).isTrue();
    }

    @Test
    void misspelledSettingsOfAnIngestionAreToldToo() throws Exception {
        ExportRoutes ingestion = ExportRoutes.ofIngestions("nightly").withSettings(Map.of("ingest.mod", "append"));
        ingestion.addTo(context);
        context.start();

        Throwable failure = catchThrowable(() -> context.createProducerTemplate()
                .requestBody(ingestion.uri("ingest"), List.of(Map.of("ID", 1))));

        assertThat(failure).hasStackTraceContaining("ingest.mod is not a setting: is ingest.mode meant?");
    }

    @Test
    void nothingIsSetForTheWholeProcess() throws Exception {
        Properties before = (Properties) System.getProperties().clone();
        ExportRoutes nightly = ExportRoutes.named("nightly").withSettings(settings("RECORDS", "nightly"));
        nightly.addTo(context);
        context.start();
        export(nightly);

        assertThat(System.getProperties()).isEqualTo(before);
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        for (String name : List.of("", "Nightly", "a b", "a:b", "-a", "a--b", "{{a}}")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ExportRoutes.named(name))
                    .withMessageContaining("such as nightly");
        }
    }

    private List<String> problemsOf(ExportRoutes routes) {
        return catchThrowableOfType(ExportConfigurationException.class, () -> {
                    routes.addTo(context);
                    context.start();
                })
                .problems();
    }

    private ExportSummary export(ExportRoutes routes) {
        return context.createFluentProducerTemplate()
                .withHeader("studyKey", "SAMPLE")
                .to(routes.uri("export-records"))
                .request(ExportSummary.class);
    }

    private Map<String, String> settings(String table, String prefix) {
        Map<String, String> settings = new HashMap<>(servers.settings());
        settings.put("snowflake.table", table);
        settings.put("export.stage-prefix", prefix);
        settings.put("export.state-dir", directory.resolve("state-" + prefix).toString());
        return settings;
    }

    private List<String> ids() {
        return context.getRouteDefinitions().stream()
                .map(NamedNode::getId)
                .toList();
    }
}
