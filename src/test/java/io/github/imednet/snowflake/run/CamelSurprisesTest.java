package io.github.imednet.snowflake.run;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Camel does by default would lose data, or hide a failure. Each test fails where the routes forget about it. */
class CamelSurprisesTest {

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(1250));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void aFailureInAnAggregatedExchangeReachesTheCallerWithItsBatch() throws Exception {
        servers.failSnowflake("sql-error:on=COPY INTO,times=always");

        ExportBatchException failure = catchThrowableOfType(
                ExportBatchException.class,
                () -> servers.export("SAMPLE", Map.of("export.load-batches", "1", "export.parallel-loads", "1")));

        assertThat(failure.batchId()).matches("SAMPLE/records/[012]");
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isZero();
    }

    @Test
    void aFailureBehindTheWireTapReachesTheCaller() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> servers.export(
                        "SAMPLE", Map.of("export.manifest-path", file.resolve("manifest.jsonl").toString())));
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(1250);
    }

    @Test
    void theLastBatchThatIsNotFullIsClosedByASignal() throws Exception {
        ExportSummary summary = servers.export("SAMPLE", Map.of("export.batch-size", "1000"));

        assertThat(summary.batches()).isEqualTo(2);
        assertThat(servers.query("SELECT COUNT(*) FROM RECORDS GROUP BY _SOURCE_FILE ORDER BY 1"))
                .containsExactly(List.of("250"), List.of("1000"));
    }

    @Test
    void recordsOfAnotherSchemaAreNotWrittenByPosition() {
        ExportBatchException failure = catchThrowableOfType(
                ExportBatchException.class,
                () -> servers.export(
                        "SAMPLE",
                        Map.of(),
                        Path.of("src/test/resources/routes/change-schema/customize-page.camel.yaml")));

        assertThat(failure).hasMessageContaining("records of different schemas");
    }

    @Test
    void readingWaitsForLoadingSoThatMemoryIsBounded() throws Exception {
        servers.serve(StudyData.sample(20_000));
        CompletableFuture<ExportSummary> ended = new CompletableFuture<>();
        Thread export = new Thread(() -> {
            try {
                Path route = Path.of("src/test/resources/routes/hold-loads/record-load.camel.yaml");
                ended.complete(servers.export("SAMPLE", Map.of("export.load-batches", "1"), route));
            } catch (Exception e) {
                ended.completeExceptionally(e);
            }
        });
        export.start();
        LoadGate.WAITING.acquire(2);

        // Two loads are held and one waits, each writer holds a batch and one waits, and four pages are in flight.
        await().during(Duration.ofMillis(500)).until(() -> servers.imednet().requests() < 20);
        LoadGate.OPEN.countDown();

        assertThat(ended.get().reconciled()).isTrue();
        assertThat(servers.imednet().requests()).isEqualTo(41);
    }

    @Test
    void theWaitBeforeARetryDoubles() {
        RedeliveryPolicy policy = RetryPolicies.retrying(SettingsOf.defaults(Map.of("export.retry-backoff", "0.5")));

        assertThat(policy.getMaximumRedeliveries()).isEqualTo(3);
        long first = policy.calculateRedeliveryDelay(0, 1);
        long second = policy.calculateRedeliveryDelay(first, 2);
        assertThat(List.of(first, second, policy.calculateRedeliveryDelay(second, 3)))
                .containsExactly(500L, 1000L, 2000L);
    }

    @Test
    void everyRouteSaysWhatAFailureInItDoes() throws Exception {
        Set<String> configurations = new TreeSet<>();
        Map<String, String> routes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml")).toList()) {
                Set<String> ids = new TreeSet<>();
                for (String item : Files.readString(file).split("(?m)^(?=- )")) {
                    Matcher named = Pattern.compile("^- (route|routeConfiguration):\\s+id: (\\S+)").matcher(item);
                    if (named.find() && named.group(1).equals("route")) {
                        ids.add(named.group(2) + ".camel.yaml");
                        routes.put(named.group(2), item);
                    } else if (named.reset().find()) {
                        configurations.add(named.group(2));
                    }
                }
                assertThat(ids.isEmpty() || ids.contains(file.getFileName().toString())).as("%s", file).isTrue();
            }
        }
        assertThat(configurations).isNotEmpty();
        assertThat(routes).hasSizeGreaterThan(60);
        routes.forEach((id, text) -> assertThatItSaysWhatAFailureDoes(id, text, configurations));
    }

    private static void assertThatItSaysWhatAFailureDoes(String id, String text, Set<String> configurations) {
        Matcher named = Pattern.compile("routeConfigurationId: (\\S+)").matcher(text);
        boolean passesOn = text.contains("noErrorHandler: {}");
        assertThat(passesOn || named.find() && configurations.contains(named.group(1))).as(id).isTrue();
        assertThat(text.contains("routePolicy: \"#bean:ownRetries\"")).as(id).isNotEqualTo(passesOn);
        assertThat(text).containsPattern("uri: ((direct|timer|quartz):" + id + "|\"study-queue:)");
    }

    @Test
    void copyAndLedgerAreOneTransaction() throws Exception {
        servers.failSnowflake("sql-error:on=INSERT INTO \"IMEDNET\".\"PUBLIC\".\"IMEDNET_LOAD_LEDGER\",times=always");

        assertThatExceptionOfType(ExportBatchException.class).isThrownBy(() -> servers.export("SAMPLE", Map.of()));

        assertThat(servers.snowflake().statements(StatementType.COPY)).isPositive();
        assertThat(servers.number("SELECT COUNT(*) FROM RECORDS")).isZero();
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_LOAD_LEDGER")).isZero();
    }

    @Test
    void noStatementIsSentForTheSakeOfAutoCommit() throws Exception {
        servers.export("SAMPLE", Map.of());

        assertThat(servers.snowflake().statements(StatementType.ALTER_SESSION)).isZero();
    }
}
