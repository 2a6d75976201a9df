package io.github.imednet.snowflake.embed;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.ExportInterruptedException;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.LocalServers;
import io.github.imednet.snowflake.run.Sink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host's Camel context that stops while an export, or a batch of a sink, is under way. */
class StoppedContextTest {

    private static final int RECORDS = 5000;

    @TempDir
    private Path directory;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private LocalServers servers;
    private ExportRoutes nightly;

    @BeforeEach
    void start() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(RECORDS));
        Files.writeString(directory.resolve("copy-file.camel.yaml"), """
                - route:
                    id: copy-file
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:copy-file
                      steps:
                        - process:
                            ref: gate
                """);
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        servers.close();
    }

    @Test
    void endsTheRunEarlyAndInGoodOrder() throws Exception {
        servers.failImednet("delay:millis=200");
        CountDownLatch written = new CountDownLatch(1);
        CompletableFuture<ExportSummary> export = export(exchange -> written.countDown());
        written.await();

        context.stop();

        assertThatThrownBy(export::join).rootCause().isInstanceOf(ExportInterruptedException.class);
        assertNothingIsHeld();
    }

    @Test
    void givesUpARunThatDoesNotEndInTime() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        context.getShutdownStrategy().setTimeout(1);
        CompletableFuture<ExportSummary> export = export(exchange -> {
            written.countDown();
            never.await();
        });
        written.await();

        context.stop();

        assertThatThrownBy(export::join).rootCause().isInstanceOf(RejectedExecutionException.class);
        assertNothingIsHeld();
    }

    @Test
    void givesUpABatchThatDoesNotEndInTimeAndTheOneThatWaitsForIt() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        context.getShutdownStrategy().setTimeout(1);
        start(exchange -> {
            written.countDown();
            never.await();
        });
        Sink sink = open(context);
        FutureTask<Long> batch = new FutureTask<>(() -> write(context, sink));
        new Thread(batch).start();
        written.await();
        FutureTask<Long> sameBatch = new FutureTask<>(() -> write(context, sink));
        Thread waiting = new Thread(sameBatch);
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.WAITING);

        context.stop();

        assertThatThrownBy(batch::get)
                .rootCause()
                .isInstanceOfAny(ExportInterruptedException.class, RejectedExecutionException.class);
        assertThatThrownBy(sameBatch::get).rootCause().isInstanceOf(ExportInterruptedException.class);
        sink.close();
        assertNothingIsStaged();
        try (DefaultCamelContext next = new DefaultCamelContext()) {
            addRoutes(next);
            try (Sink other = open(next)) {
                assertThat(write(next, other)).isEqualTo(1);
            }
        }
        assertThat(servers.query("SELECT RUN_ID FROM IMEDNET_RUN_LOCK")).isEqualTo(List.of());
    }

    private Sink open(DefaultCamelContext in) {
        return in.createFluentProducerTemplate().to(nightly.uri("open-sink")).request(Sink.class);
    }

    private Long write(DefaultCamelContext in, Sink sink) {
        return in.createFluentProducerTemplate()
                .withBody(List.of(Map.of("studyKey", "SAMPLE", "recordId", 1)))
                .withHeader("sink", sink)
                .withHeader("batchId", "b")
                .to(nightly.uri("load-batch"))
                .request(Long.class);
    }

    private CompletableFuture<ExportSummary> export(Processor gate) throws Exception {
        start(gate);
        return CompletableFuture.supplyAsync(() -> request(context));
    }

    private void start(Processor gate) throws Exception {
        Map<String, String> settings = new HashMap<>(servers.settings());
        settings.put("imednet.parallel-pages", "1");
        nightly = ExportRoutes.named("nightly")
                .withSettings(settings)
                .withRoutes("file:" + directory + "/*.camel.yaml");
        context.getRegistry().bind("gate", gate);
        nightly.addTo(context);
        context.start();
    }

    private ExportSummary request(DefaultCamelContext in) {
        return in.createFluentProducerTemplate()
                .withHeader("studyKey", "SAMPLE")
                .to(nightly.uri("export-records"))
                .request(ExportSummary.class);
    }

    private void addRoutes(DefaultCamelContext next) throws Exception {
        nightly = ExportRoutes.named("nightly").withSettings(servers.settings());
        nightly.addTo(next);
        next.start();
    }

    private void assertNothingIsStaged() throws Exception {
        try (Stream<Path> left = Files.walk(servers.state())) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".parquet") || name.startsWith(".run"));
        }
    }

    /** The next context of the process exports the study, and what the run had staged is gone. */
    private void assertNothingIsHeld() throws Exception {
        assertNothingIsStaged();
        servers.failImednet();
        try (DefaultCamelContext next = new DefaultCamelContext()) {
            addRoutes(next);
            assertThat(request(next).reconciled()).isTrue();
        }
        assertThat(servers.query("SELECT RUN_ID FROM IMEDNET_RUN_LOCK")).isEqualTo(List.of());
    }
}
