package io.github.imednet.snowflake.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imednet.snowflake.SnowflakeExportConfig;
import io.github.imednet.snowflake.SnowflakeExportSink;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.ingest.IngestSummary;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.rows.IngestException;
import io.github.imednet.snowflake.run.LocalServers;
import io.github.imednet.snowflake.run.LogLines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.camel.ManagementStatisticsLevel;
import org.apache.camel.spi.ManagementAgent;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kamelets snowflake-ingest-sink and snowflake-copy-sink, each alone in three lines of YAML. */
class SnowflakeSinksTest {

    private static final String INGEST = """
            - from:
                uri: direct:rows
                steps:
                  - to: kamelet:snowflake-ingest-sink?table=VISITS
            """;

    private static final String COPY = """
            - from:
                uri: direct:rows
                steps:
                  - to: kamelet:snowflake-copy-sink?table=VISITS&mode=create-append
            """;

    private static final String REDELIVERED = """
            - route:
                errorHandler:
                  defaultErrorHandler:
                    redeliveryPolicy:
                      maximumRedeliveries: 2
                      redeliveryDelay: 1
                from:
                  uri: direct:rows
                  steps:
                    - to: kamelet:snowflake-copy-sink?table=VISITS&mode=create-append
            """;

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void startServer() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(1));
    }

    @AfterEach
    void stopServer() throws Exception {
        servers.close();
    }

    @Test
    void rowsAreIngestedAsMapsAndFromFiles() throws Exception {
        Path file = Files.writeString(directory.resolve("visits.csv"), "site,visit\n3,2024-01-05\n");
        try (KameletContext context = new KameletContext(INGEST, settings())) {
            IngestSummary summary =
                    context.send("direct:rows", List.of(row(1), row(2)), Map.of(), IngestSummary.class);
            context.send(
                    "direct:rows", file, Map.of("ingestColumns", "SITE NUMBER, VISIT VARCHAR"), IngestSummary.class);

            assertThat(summary.rows()).isEqualTo(2);
        }
        assertThat(servers.query("SELECT SITE, VISIT FROM VISITS ORDER BY 1"))
                .containsExactly(List.of("1", "visit 1"), List.of("2", "visit 2"), List.of("3", "2024-01-05"));
    }

    /** The allocator tells what was not given back. */
    @Test
    void whatIsInArrowsVectorsIsIngestedAndABatchOfItIsLoadedOnce() throws Exception {
        String yaml = INGEST + COPY.replace("VISITS", "BATCHES").replace("direct:rows", "direct:batches");
        try (RootAllocator allocator = new RootAllocator();
                BigIntVector sites = new BigIntVector("SITE", allocator);
                VectorSchemaRoot root = VectorSchemaRoot.of(sites);
                KameletContext context = new KameletContext(yaml, settings())) {
            sites.setSafe(0, 1);
            sites.setSafe(1, 2);
            root.setRowCount(2);
            assertThat(context.send("direct:rows", root, Map.of(), IngestSummary.class).rows()).isEqualTo(2);
            assertThat(context.send("direct:rows", reader(root, allocator), Map.of(), IngestSummary.class).rows())
                    .isEqualTo(2);
            for (boolean again : new boolean[] {false, true}) {
                IngestSummary summary = context.send(
                        "direct:batches", reader(root, allocator), batch("arrow"), IngestSummary.class);
                assertThat(summary.alreadyLoaded()).isEqualTo(again);
            }
            assertThat(context.send("direct:batches", root, batch("root"), IngestSummary.class).rows()).isEqualTo(2);
        }
        assertThat(servers.query("SELECT COUNT(*), SUM(SITE) FROM VISITS")).containsExactly(List.of("4", "6"));
        assertThat(servers.query("SELECT COUNT(*), SUM(SITE) FROM BATCHES")).containsExactly(List.of("4", "6"));
    }

    private static ArrowReader reader(VectorSchemaRoot root, RootAllocator allocator) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (ArrowStreamWriter writer = new ArrowStreamWriter(root, null, stream)) {
            writer.writeBatch();
        }
        ArrowReader reader = new ArrowStreamReader(new ByteArrayInputStream(stream.toByteArray()), allocator);
        reader.getVectorSchemaRoot();
        return reader;
    }

    @Test
    void allThatASessionNeedsMayBeParameters() throws Exception {
        String yaml = """
                - from:
                    uri: direct:rows
                    steps:
                      - to:
                          uri: kamelet:snowflake-ingest-sink
                          parameters:
                            table: VISITS
                            account: local
                            url: "%s"
                            user: LOADER
                            password: "RAW({{my.password}})"
                            database: IMEDNET
                            schema: PUBLIC
                            mode: create
                            copyConcurrency: 0
                """.formatted(servers.snowflake().uri());
        try (LogLines log = new LogLines(Level.INFO);
                KameletContext context = new KameletContext(yaml, Map.of("my.password", "local-password"))) {
            context.send("direct:rows", row(1), Map.of(), IngestSummary.class);

            assertThat(servers.number("SELECT COUNT(*) FROM VISITS")).isEqualTo(1);
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("local-password"));
        }
    }

    /** The route in the sinks' stead shows what they were given. */
    @ParameterizedTest
    @ValueSource(strings = {"Summer&Rain77", "a&b=%41%zz+c", "#a b#", "a)b", "(a)", "RAW(a)", "a?b/c", "a$b'\"é"})
    void aSecretThatIsAParameterIsTakenAsItIs(String secret) throws Exception {
        String yaml = """
                - route:
                    id: imednet-kamelets-ingest
                    from:
                      uri: direct:imednet-kamelets-ingest
                      steps:
                        - setBody:
                            simple: "${exchangeProperty.ingestParameters[snowflake.password]}"
                - from:
                    uri: direct:rows
                    steps:
                      - to:
                          uri: kamelet:snowflake-ingest-sink
                          parameters:
                            table: VISITS
                            password: "RAW({{my.password}})"
                """;
        Map<String, String> settings = settings();
        settings.remove("snowflake.password");
        settings.put("my.password", secret);
        try (KameletContext context = new KameletContext(yaml, settings)) {
            assertThat(context.send("direct:rows", row(1), Map.of(), String.class)).isEqualTo(secret);
        }
    }

    @Test
    void aSecretThatIsASettingIsNotEvenInTheLogForDebugging() throws Exception {
        try (LogLines log = new LogLines(Level.DEBUG);
                KameletContext context = new KameletContext(COPY, settings())) {
            context.send("direct:rows", row(1), batch("b/1"), IngestSummary.class);

            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("local-password"));
        }
    }

    @Test
    void twoSinksInOneContextHaveEachTheirOwnParameters() throws Exception {
        String yaml = INGEST + COPY.replace("VISITS", "OTHERS").replace("direct:rows", "direct:others");
        try (KameletContext context = new KameletContext(yaml, settings())) {
            context.send("direct:rows", row(1), Map.of(), IngestSummary.class);
            context.send("direct:others", row(2), Map.of("batchId", "two"), IngestSummary.class);
        }
        assertThat(servers.query("SELECT V.SITE, O.SITE FROM VISITS V, OTHERS O")).containsExactly(List.of("1", "2"));
    }

    @Test
    void whatIsMissingIsToldWhenTheRouteStarts() {
        Throwable table = catchThrowable(() -> new KameletContext(INGEST.replace("?table=VISITS", ""), settings()));
        Throwable session = catchThrowable(() -> new KameletContext(INGEST, Map.of()));
        Throwable number = catchThrowable(() -> new KameletContext(
                INGEST.replace("table=VISITS", "table=VISITS&copyConcurrency=-1&targetFileSize=-2"), settings()));
        Throwable mode = catchThrowable(() -> new KameletContext(COPY.replace("create-append", "replace"), settings()));

        assertThat(table).hasStackTraceContaining("mandatory parameters must be provided: table");
        assertThat(session).hasRootCauseInstanceOf(ExportConfigurationException.class)
                .hasStackTraceContaining("snowflake.account is missing")
                .hasStackTraceContaining("snowflake.database is missing");
        assertThat(number).hasStackTraceContaining("ingest.copy-concurrency is '-1'")
                .hasStackTraceContaining("ingest.target-file-size is '-2'");
        assertThat(mode).hasStackTraceContaining("set ingest.mode to append or create-append");
    }

    @Test
    void aFailureGoesToTheRouteAndLeavesTheTableAsItWas() throws Exception {
        servers.execute("CREATE TABLE VISITS (SITE NUMBER)");
        try (KameletContext context = new KameletContext(INGEST, settings())) {
            Throwable failure =
                    catchThrowable(() -> context.send("direct:rows", List.of(row(1)), Map.of(), IngestSummary.class));

            assertThat(failure).isInstanceOf(ExportConfigurationException.class).hasMessageContaining("VISIT");
        }
        assertThat(servers.number("SELECT COUNT(*) FROM VISITS")).isZero();
    }

    @Test
    void aBatchIsLoadedOnceHoweverOftenItIsSent() throws Exception {
        try (KameletContext context = new KameletContext(COPY, settings())) {
            IngestSummary first = load(context, "b/1", row(1), row(2));
            IngestSummary again = load(context, "b/1", row(1), row(2));
            load(context, "b/2", row(3));

            assertThat(first.alreadyLoaded()).isFalse();
            assertThat(first.rows()).isEqualTo(2);
            assertThat(again.alreadyLoaded()).isTrue();
            assertThat(again.rows()).isZero();
        }
        assertThat(servers.query("SELECT SITE FROM VISITS ORDER BY 1"))
                .containsExactly(List.of("1"), List.of("2"), List.of("3"));
        assertThat(servers.query("SELECT BATCH_ID, TABLE_NAME, ROW_COUNT, LENGTH(QUERY_ID) > 0"
                        + " FROM IMEDNET_LOAD_LEDGER ORDER BY 1"))
                .containsExactly(List.of("b/1", "VISITS", "2", "TRUE"), List.of("b/2", "VISITS", "1", "TRUE"));
        assertThat(servers.number("SELECT COUNT(*) FROM IMEDNET_RUN_LOCK")).isZero();
    }

    @Test
    void aBatchWhoseSessionBreaksAtTheCommitMayBeSentAgain() throws Exception {
        try (KameletContext context = new KameletContext(COPY, settings())) {
            load(context, "b/1", row(1));
        }
        servers.failSnowflake("session-gone:on=COMMIT,times=1");
        try (KameletContext context = new KameletContext(COPY, settings())) {
            Throwable failure =
                    catchThrowable(() -> load(context, "b/2", row(2)));
            IngestSummary again = load(context, "b/2", row(2));

            assertThat(failure).isInstanceOf(IngestException.class).hasMessageContaining("Nothing was committed");
            assertThat(again.alreadyLoaded()).isFalse();
        }
        assertThat(servers.number("SELECT COUNT(*) FROM VISITS")).isEqualTo(2);
    }

    @Test
    void aBatchAndOneOfAnExportSinkOfTheSameIdInTheSameTableAreTwo() throws Exception {
        SnowflakeExportConfig records = SnowflakeExportConfig.builder()
                .account("local")
                .url(servers.snowflake().uri().toString())
                .user("LOADER")
                .password("local-password")
                .database("IMEDNET")
                .warehouse("COMPUTE_WH")
                .stage("MY_STAGE")
                .table("VISITS")
                .extra("export.state-dir", servers.state())
                .build();
        Map<String, Object> other = Map.of("STUDY_KEY", "X", "RECORD_ID", 11);
        try (SnowflakeExportSink sink = new SnowflakeExportSink(records);
                KameletContext context = new KameletContext(COPY, settings())) {
            load(context, "day-1", other);
            assertThat(sink.writeBatch(List.of(Map.of("studyKey", "S1", "recordId", 1)), "day-1")).isEqualTo(1);
            assertThat(load(context, "day-1", other).alreadyLoaded()).isTrue();

            List<Map<String, ?>> ofTwoStudies =
                    List.of(Map.of("studyKey", "S1", "recordId", 2), Map.of("studyKey", "S2", "recordId", 3));
            assertThat(sink.writeBatch(ofTwoStudies, "day-2")).isEqualTo(2);
            assertThat(load(context, "day-2", Map.of("STUDY_KEY", "X", "RECORD_ID", 12)).rows()).isEqualTo(1);
            assertThat(sink.writeBatch(ofTwoStudies, "day-2")).isZero();
        }
        assertThat(servers.query("SELECT RECORD_ID FROM VISITS ORDER BY 1"))
                .containsExactly(List.of("1"), List.of("2"), List.of("3"), List.of("11"), List.of("12"));
    }

    @Test
    void rowsThatCanBeReadOnceAreNotTakenForAllOfTheBatchWhenTheMessageIsRedelivered() throws Exception {
        Iterator<Map<String, Object>> rows = IntStream.rangeClosed(1, 10_005)
                .mapToObj(SnowflakeSinksTest::row)
                .iterator();
        servers.failSnowflake("sql-error:on=CREATE TEMPORARY TABLE,times=1");
        try (KameletContext context = new KameletContext(REDELIVERED, settings())) {
            Throwable failure = catchThrowable(
                    () -> context.send("direct:rows", rows, batch("b"), IngestSummary.class));

            assertThat(failure).isInstanceOf(IngestException.class)
                    .hasMessageContaining("can be read once only")
                    .hasMessageContaining("a list or files")
                    .hasStackTraceContaining("Nothing was committed");
            assertThat(load(context, "b", row(1), row(2)).rows()).isEqualTo(2);
        }
        assertThat(servers.number("SELECT COUNT(*) FROM VISITS")).isEqualTo(2);
    }

    @Test
    void rowsOfKnownColumnsThatCanBeReadOnceAreNotTakenForNoneWhenTheMessageIsRedelivered() throws Exception {
        List<Map<String, Object>> rows = List.of(Map.of("site", 1), Map.of("site", 2));
        Iterator<Map<String, Object>> iterator = rows.iterator();
        Iterable<Map<String, Object>> once = () -> iterator;
        try (RootAllocator allocator = new RootAllocator();
                BigIntVector sites = new BigIntVector("SITE", allocator);
                VectorSchemaRoot root = VectorSchemaRoot.of(sites)) {
            sites.setSafe(0, 1);
            root.setRowCount(1);
            for (Object body : List.of(rows.iterator(), once, reader(root, allocator))) {
                assertThat(catchThrowable(() -> loadAtTheSecondCommit(body)))
                        .isInstanceOf(IngestException.class)
                        .hasMessageContaining("can be read once only");
            }
            assertThat(loadAtTheSecondCommit(rows).rows()).isEqualTo(2);
            assertThat(loadAtTheSecondCommit(root).rows()).isEqualTo(1);
        }
        assertThat(servers.query("SELECT SITE FROM VISITS ORDER BY 1"))
                .containsExactly(List.of("1"), List.of("1"), List.of("2"));
    }

    /** Its COMMIT was not answered, and nobody could be asked whether it counts. */
    @Test
    void aBatchThatIsLoadedIsKnownAlsoWhenItsRowsCannotBeReadAgain() throws Exception {
        servers.execute("CREATE TABLE VISITS (SITE NUMBER)");
        servers.failSnowflake("drop-after:on=COMMIT,times=always", "session-gone:on=DESCRIBE TRANSACTION");
        Map<String, String> settings = settings();
        settings.put("snowflake.request-timeout", "1s");
        try (KameletContext context = new KameletContext(REDELIVERED, settings)) {
            Iterator<Map<String, Object>> rows = List.of(Map.<String, Object>of("site", 1)).iterator();

            assertThat(context.send("direct:rows", rows, batch("b"), IngestSummary.class).alreadyLoaded()).isTrue();
        }
        assertThat(servers.number("SELECT COUNT(*) FROM VISITS")).isEqualTo(1);
    }

    @Test
    void whatHoldsNoRowsIsToldAsSuchHoweverOftenItIsRedelivered() throws Exception {
        try (KameletContext context = new KameletContext(REDELIVERED, settings())) {
            Throwable failure = catchThrowable(
                    () -> context.send("direct:rows", "no rows", batch("b"), IngestSummary.class));

            assertThat(failure).isInstanceOf(ExportConfigurationException.class)
                    .hasMessageContaining("The message holds java.lang.String");
        }
    }

    /** Where JMX is to show the routes of kamelets, these have the very exchange of the caller, and no copy of it. */
    @Test
    void propertiesOfTheRoutesOwnStayThereAlsoWhenASinkFails() throws Exception {
        String yaml = """
                - route:
                    errorHandler:
                      defaultErrorHandler:
                        redeliveryPolicy:
                          maximumRedeliveries: 2
                          redeliveryDelay: 1
                    from:
                      uri: direct:rows
                      steps:
                        - setProperty:
                            name: ingestBatchId
                            simple: "b"
                        - setProperty:
                            name: ingestFile
                            simple: "mine.csv"
                        - to:
                            uri: kamelet:snowflake-copy-sink
                            parameters:
                              table: VISITS
                              mode: create-append
                              batchId: "${exchangeProperty.ingestBatchId}"
                        - setBody:
                            simple: "${header.rows}"
                        - to: kamelet:snowflake-ingest-sink?table=OTHERS
                        - setBody:
                            simple: "${exchangeProperty.ingestBatchId} ${exchangeProperty.ingestFile}"
                """;
        servers.failSnowflake("sql-error:on=CREATE TEMPORARY STAGE,times=1");
        try (KameletContext context = new KameletContext(yaml, settings(), false)) {
            context.camel().getManagementStrategy().setManagementAgent(agentOfKamelets());
            context.camel().start();
            Map<String, Object> headers = Map.of("rows", List.of(row(1)));

            assertThat(context.send("direct:rows", List.of(row(1)), headers, String.class)).isEqualTo("b mine.csv");
        }
        assertThat(servers.query("SELECT V.SITE, O.SITE FROM VISITS V, OTHERS O")).containsExactly(List.of("1", "1"));
    }

    private static ManagementAgent agentOfKamelets() {
        Map<String, Object> answers = Map.of(
                "getRegisterRoutesCreateByKamelet", true, "getStatisticsLevel", ManagementStatisticsLevel.Off);
        return (ManagementAgent) Proxy.newProxyInstance(
                ManagementAgent.class.getClassLoader(),
                new Class<?>[] {ManagementAgent.class},
                (agent, method, arguments) -> answers.get(method.getName()));
    }

    private IngestSummary loadAtTheSecondCommit(Object body) throws Exception {
        String yaml = REDELIVERED.replace("create-append", "create-append&columns=SITE NUMBER");
        servers.failSnowflake("session-gone:on=COMMIT,times=1");
        try (KameletContext context = new KameletContext(yaml, settings())) {
            return context.send("direct:rows", body, batch(body.getClass().getSimpleName()), IngestSummary.class);
        }
    }

    /** What failed before a row was read may be tried again with the same iterator; a route may also make a new one. */
    @Test
    void rowsThatCanBeReadOnceAreLoadedWhereTheyWereNotReadOrAreGivenAnew() throws Exception {
        servers.failSnowflake("sql-error:on=CREATE TEMPORARY STAGE,times=1");
        try (KameletContext context = new KameletContext(REDELIVERED, settings())) {
            Iterator<Map<String, Object>> rows = List.of(row(1), row(2)).iterator();

            assertThat(context.send("direct:rows", rows, batch("b"), IngestSummary.class).rows()).isEqualTo(2);
        }
        String anew = REDELIVERED.replace("kamelet:snowflake-copy-sink?table=VISITS&mode=create-append", "direct:anew")
                + """
                - route:
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:anew
                      steps:
                        - setBody:
                            simple: "${header.rows.iterator()}"
                        - to: kamelet:snowflake-copy-sink?table=VISITS
                """;
        servers.failSnowflake("session-gone:on=COMMIT,times=1");
        try (KameletContext context = new KameletContext(anew, settings())) {
            Map<String, Object> headers = Map.of("batchId", "c", "rows", List.of(row(3), row(4)));

            assertThat(context.send("direct:rows", null, headers, IngestSummary.class).rows()).isEqualTo(2);
        }
        assertThat(servers.number("SELECT COUNT(*) FROM VISITS")).isEqualTo(4);
    }

    @Test
    void rowsOfABatchThatFailedAreNoBatchForAnotherSink() throws Exception {
        String yaml = """
                - from:
                    uri: direct:rows
                    steps:
                      - doTry:
                          steps:
                            - to: kamelet:snowflake-copy-sink?table=MISSING
                          doCatch:
                            - exception: [java.lang.Exception]
                              steps:
                                - to: kamelet:snowflake-ingest-sink?table=REFUSED
                """;
        try (KameletContext context = new KameletContext(yaml, settings())) {
            load(context, "b", row(1));
            load(context, "b", row(2));
        }
        assertThat(servers.query("SELECT SITE FROM REFUSED ORDER BY 1")).containsExactly(List.of("1"), List.of("2"));
    }

    @Test
    void anIdInTheHeaderOfIngestionsStaysThereAndCountsBeforeNoOther() throws Exception {
        String yaml = """
                - from:
                    uri: direct:rows
                    steps:
                      - to: kamelet:snowflake-copy-sink?table=VISITS&mode=create-append
                      - setBody:
                          simple: "${body.batchId} ${header.ingestBatchId}"
                """;
        try (KameletContext context = new KameletContext(yaml, settings())) {
            Map<String, Object> headers = Map.of("batchId", "b", "ingestBatchId", "mine");

            assertThat(context.send("direct:rows", row(1), headers, String.class)).isEqualTo("b mine");
        }
    }

    @Test
    void aRowThatIsNullIsRefusedByItsNumber() throws Exception {
        String given = INGEST.replace("VISITS", "VISITS&columns=SITE NUMBER, VISIT VARCHAR");
        for (String yaml : List.of(INGEST, given)) {
            try (KameletContext context = new KameletContext(yaml, settings())) {
                for (List<?> rows : List.of(Arrays.asList(row(1), null), Arrays.asList(null, row(1)))) {
                    for (Object body : List.of(rows, rows.iterator())) {
                        Throwable failure = catchThrowable(
                                () -> context.send("direct:rows", body, Map.of(), IngestSummary.class));

                        assertThat(failure).isInstanceOf(IngestException.class)
                                .hasMessageContaining("Row " + (rows.indexOf(null) + 1) + " of the message is null");
                    }
                }
            }
        }
    }

    @Test
    void anEntryThatCannotBeMadeTakesTheRowsBack() throws Exception {
        try (KameletContext context = new KameletContext(COPY, settings())) {
            load(context, "b/1", row(1));
        }
        servers.failSnowflake("sql-error:on=INSERT INTO \"IMEDNET\".\"PUBLIC\".\"IMEDNET_LOAD_LEDGER\",times=1");
        try (KameletContext context = new KameletContext(COPY, settings())) {
            Throwable failure =
                    catchThrowable(() -> load(context, "b/2", row(2)));

            assertThat(failure).isInstanceOf(IngestException.class).hasMessageContaining("Nothing was committed");
            assertThat(servers.number("SELECT COUNT(*) FROM VISITS")).isEqualTo(1);
            assertThat(load(context, "b/2", row(2)).rows()).isEqualTo(1);
        }
        assertThat(servers.number("SELECT COUNT(*) FROM VISITS")).isEqualTo(2);
    }

    @Test
    void aTableThatIsMadeAnewGetsItsBatchesAgain() throws Exception {
        try (KameletContext context = new KameletContext(COPY, settings())) {
            load(context, "b/1", row(1));
            servers.execute("DROP TABLE VISITS");

            assertThat(load(context, "b/1", row(1)).rows()).isEqualTo(1);
        }
        assertThat(servers.number("SELECT COUNT(*) FROM VISITS")).isEqualTo(1);
    }

    @Test
    void aBatchThatAnotherProcessIsLoadingIsRefused() throws Exception {
        try (KameletContext context = new KameletContext(COPY, settings())) {
            load(context, "b/1", row(1));
            servers.execute("INSERT INTO IMEDNET_RUN_LOCK (TABLE_NAME, STUDY_KEY, RUN_ID, OWNER, EXPIRES_AT, BATCH_ID)"
                    + " SELECT 'VISITS', '', 'other', 'somebody', DATEADD(second, 600, SYSDATE()), 'b/2'");

            Throwable failure =
                    catchThrowable(() -> load(context, "b/2", row(2)));

            assertThat(failure).isInstanceOf(ExportConfigurationException.class).hasMessageContaining("somebody");
            assertThat(servers.number("SELECT COUNT(*) FROM VISITS")).isEqualTo(1);
            assertThat(servers.query("SELECT RUN_ID FROM IMEDNET_RUN_LOCK")).containsExactly(List.of("other"));
        }
    }

    @Test
    void aBatchNeedsAnId() throws Exception {
        try (KameletContext context = new KameletContext(COPY, settings())) {
            assertThat(catchThrowable(() -> context.send("direct:rows", row(1), Map.of(), IngestSummary.class)))
                    .isInstanceOf(ExportConfigurationException.class)
                    .hasMessageContaining("set the header batchId");
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(servers.settings());
        settings.put("snowflake.schema", "PUBLIC");
        return settings;
    }

    @SafeVarargs
    private static IngestSummary load(KameletContext context, String id, Map<String, Object>... rows) throws Exception {
        return context.send("direct:rows", List.of(rows), batch(id), IngestSummary.class);
    }

    private static Map<String, Object> batch(String id) {
        return Map.of("batchId", id);
    }

    private static Map<String, Object> row(int site) {
        return Map.of("site", site, "visit", "visit " + site);
    }
}
