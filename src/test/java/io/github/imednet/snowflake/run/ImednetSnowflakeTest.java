package io.github.imednet.snowflake.run;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.ImednetSnowflake;
import io.github.imednet.snowflake.SnowflakeExportConfig;
import io.github.imednet.snowflake.SnowflakeExportSink;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Producer;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole export by one call. */
class ImednetSnowflakeTest {

    @TempDir
    private static Path directory;

    private static LocalServers servers;

    @BeforeAll
    static void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(1200));
    }

    @AfterAll
    static void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void oneCallExportsAStudyAndTellsWhatItDid() throws Exception {
        Path manifest = directory.resolve("manifest.jsonl");
        SnowflakeExportConfig config = config("ONE_CALL").manifestPath(manifest).build();

        ExportSummary first = ImednetSnowflake.export("SAMPLE", config);
        ExportSummary second = ImednetSnowflake.export("SAMPLE", config);

        assertThat(first.rowsLoaded()).isEqualTo(1200);
        assertThat(first.batches()).isEqualTo(3);
        assertThat(first.rowsAlreadyLoaded()).isZero();
        assertThat(first.manifest()).isEqualTo(manifest.toString());
        assertThat(first.reconciled()).isTrue();
        assertThat(first.reconciliation().rowsInTable()).isEqualTo(1200);
        assertThat(second.rowsLoaded()).isZero();
        assertThat(second.rowsAlreadyLoaded()).isEqualTo(1200);
        assertThat(Files.readAllLines(manifest)).hasSize(6);
        assertThat(servers.number("SELECT COUNT(*) FROM ONE_CALL")).isEqualTo(1200);
    }

    @Test
    void whatEndsAnExportIsThrownAsItIs() {
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> ImednetSnowflake.export("NO_SUCH_STUDY", config("FAILED").build()))
                .withMessageContaining("Check the study key");
        assertThatExceptionOfType(ExportConfigurationException.class)
                .isThrownBy(() -> ImednetSnowflake.export("SAMPLE", config("FAILED").password("hunter2-wrong").build()))
                .withMessageContaining("Snowflake refused the login")
                .satisfies(failure -> assertThat(StackTraces.of(failure)).doesNotContain("hunter2-wrong"));
    }

    @Test
    void anInterruptedCallStopsItsExportAndWaitsForItsEnd() throws Exception {
        try (LocalServers slow = new LocalServers(directory.resolve("slow"), StudyData.sample(5000))) {
            slow.failImednet("delay:millis=200");
            SnowflakeExportConfig config = SnowflakeExportConfig.builder()
                    .extra(slow.settings())
                    .extra("imednet.parallel-pages", "1")
                    .build();

            assertStopsWhenInterrupted(slow, () -> ImednetSnowflake.export("SAMPLE", config));
            slow.failImednet();
            assertThat(ImednetSnowflake.export("SAMPLE", SnowflakeExportConfig.builder().extra(slow.settings()).build())
                            .reconciled())
                    .isTrue();
        }
    }

    @Test
    void anInterruptedCallStopsNothingElseInTheContextThatIsThere() throws Exception {
        try (LocalServers slow = new LocalServers(directory.resolve("slow"), StudyData.sample(5000));
                DefaultCamelContext context = new DefaultCamelContext()) {
            slow.failImednet("delay:millis=200,times=8");
            Properties settings = new Properties();
            settings.putAll(slow.settings());
            settings.put("imednet.parallel-pages", "1");
            context.getPropertiesComponent().setOverrideProperties(settings);
            context.start();

            assertStopsWhenInterrupted(slow, () -> ImednetSnowflake.export("SAMPLE", context));
            assertThat(ImednetSnowflake.export("SAMPLE", context).reconciled()).isTrue();
        }
    }

    @Test
    void howeverOftenItIsInterruptedACallWaitsForTheLoadThatIsUnderWay() throws Exception {
        try (LocalServers slow = new LocalServers(directory.resolve("again"), StudyData.sample(1000))) {
            slow.failSnowflake("slow:on=COPY INTO,millis=2000");
            SnowflakeExportConfig config =
                    SnowflakeExportConfig.builder().extra(slow.settings()).build();
            FutureTask<ExportSummary> call = new FutureTask<>(() -> ImednetSnowflake.export("SAMPLE", config));
            Thread caller = new Thread(call);
            caller.start();
            await().until(() -> slow.snowflake().statements(StatementType.PUT) == 1);

            await().until(() -> {
                caller.interrupt();
                return !caller.isAlive();
            });

            assertThatThrownBy(call::get).cause().isInstanceOf(ExportInterruptedException.class);
            assertThat(slow.number("SELECT COUNT(*) FROM RECORDS")).isPositive();
            assertThat(slow.query("SELECT RUN_ID FROM IMEDNET_RUN_LOCK")).isEmpty();
        }
    }

    @Test
    void anInterruptedCallAsksAnApiThatFailsNoMore() throws Exception {
        try (LocalServers failing = new LocalServers(directory.resolve("failing"), StudyData.sample(10));
                DefaultCamelContext context = new DefaultCamelContext()) {
            failing.failImednet("status:code=503,times=always");
            Properties settings = new Properties();
            settings.putAll(failing.settings());
            settings.put("export.retry-backoff", "0.5");
            settings.put("export.max-retries", "6");
            context.getPropertiesComponent().setOverrideProperties(settings);
            context.start();
            FutureTask<ExportSummary> call = new FutureTask<>(() -> ImednetSnowflake.export("SAMPLE", context));
            Thread caller = new Thread(call);
            caller.start();
            await().until(() -> failing.imednet().requests() > 0);

            caller.interrupt();

            assertThatThrownBy(call::get).cause().isInstanceOf(ExportInterruptedException.class);
        }
    }

    private static void assertStopsWhenInterrupted(LocalServers slow, Callable<ExportSummary> export) throws Exception {
        FutureTask<ExportSummary> call = new FutureTask<>(() -> {
            try {
                return export.call();
            } finally {
                assertThat(Thread.interrupted()).as("the flag of the thread").isTrue();
            }
        });
        Thread caller = new Thread(call);
        caller.start();
        await().until(() -> hasStagedFile(slow.state()));
        caller.interrupt();

        assertThatThrownBy(call::get).cause().isInstanceOf(ExportInterruptedException.class);
        assertThat(hasStagedFile(slow.state())).isFalse();
        assertThat(slow.query("SELECT RUN_ID FROM IMEDNET_RUN_LOCK")).isEmpty();
    }

    private static boolean hasStagedFile(Path state) throws IOException {
        try (Stream<Path> files = Files.exists(state) ? Files.find(
                state, 9, (file, attributes) -> file.toString().endsWith(".parquet")) : Stream.empty()) {
            return files.findAny().isPresent();
        } catch (UncheckedIOException e) { // removed meanwhile
            return false;
        }
    }

    @Test
    void aValueIsTakenAsItIsAlsoIfItLooksLikeAPlaceholder() throws Exception {
        String key = "a{{b:c}}d{{{e}}}";
        String securityKey = "{{env:PATH}}\\{{f\\}}";
        try (ImednetServer imednet = ImednetServer.start(
                ImednetServer.Settings.defaults(StudyData.sample(10)).withKeys(key, securityKey))) {
            SnowflakeExportConfig config = config("PLACEHOLDERS")
                    .extra("imednet.base-url", imednet.uri())
                    .imednetKeys(key, securityKey)
                    .build();

            assertThat(ImednetSnowflake.export("SAMPLE", config).reconciled()).isTrue();
        }
    }

    @Test
    void aCallLeavesNoThreadBehind() {
        ImednetSnowflake.export("SAMPLE", config("THREADS").build());

        await().untilAsserted(() -> assertThat(threads())
                .noneMatch(name ->
                        name.matches("(page-reader|batch-writer|batch-loader|manifest-writer|imednet-snowflake).*")));
    }

    @Test
    void aCamelContextThatIsThereGetsTheRoutesOnceAndGoesOnRunning() throws Exception {
        Properties settings = new Properties();
        settings.putAll(servers.settings());
        settings.put("snowflake.table", "GIVEN");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().setOverrideProperties(settings);
            context.start();

            assertThat(ImednetSnowflake.export("SAMPLE", context).rowsLoaded()).isEqualTo(1200);
            assertThat(ImednetSnowflake.export("SAMPLE", context).rowsAlreadyLoaded()).isEqualTo(1200);
            try (SnowflakeExportSink sink = new SnowflakeExportSink(context)) {
                assertThat(sink.writeBatch(List.of(Map.of("recordId", 1)), "b")).isEqualTo(1);
            }
            assertThat(context.isStarted()).isTrue();
        }
        assertThat(servers.number("SELECT COUNT(*) FROM GIVEN")).isEqualTo(1201);
    }

    /** The context keeps each producer until the template that made it is closed, and looks through all of them. */
    @Test
    void aSinkSendsItsBatchesByOneProducerWhichGoesWithIt() throws Exception {
        Properties settings = new Properties();
        settings.putAll(servers.settings());
        settings.put("snowflake.table", "SENT");
        List<Service> producers = new CopyOnWriteArrayList<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().setOverrideProperties(settings);
            context.start();
            try (SnowflakeExportSink sink = new SnowflakeExportSink(context)) {
                context.addLifecycleStrategy(new LifecycleStrategySupport() {
                    @Override
                    public void onServiceAdd(CamelContext in, Service service, Route route) {
                        if (service instanceof Producer producer
                                && producer.getEndpoint().getEndpointUri().equals("direct://load-batch")) {
                            producers.add(service);
                        }
                    }
                });
                for (int id = 1; id <= 3; id++) {
                    assertThat(sink.writeBatch(List.of(Map.of("recordId", id)), "b" + id)).isEqualTo(1);
                }
                assertThat(producers).hasSize(1).allMatch(context::hasService);
            }
            assertThat(producers).noneMatch(context::hasService);
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private static SnowflakeExportConfig.Builder config(String table) {
        return SnowflakeExportConfig.builder().extra(servers.settings()).table(table);
    }
}
