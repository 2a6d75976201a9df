package io.github.imednet.snowflake.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.local.http.LocalHttpServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.run.LocalServers;
import io.github.imednet.snowflake.run.LogLines;
import io.github.imednet.snowflake.source.ImednetApiException;
import io.github.imednet.snowflake.source.StudyMovedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kamelet imednet-records-source, alone in three lines of YAML. */
class ImednetRecordsSourceTest {

    private static final int RECORDS = 1250;
    private static final int LONGEST_WAIT_SECONDS = 20;

    @TempDir
    private Path directory;

    private LocalServers servers;

    @BeforeEach
    void startServers() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(RECORDS));
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void everyRecordComesOncePageAfterPage() throws Exception {
        List<Exchange> pages = read("studyKey=SAMPLE", 3);

        assertThat(pages).extracting(page -> page.getMessage().getHeader("imednetPage")).containsExactly(0, 1, 2);
        assertThat(pages).extracting(page -> page.getMessage().getHeader("imednetLastPage"))
                .containsExactly(false, false, true);
        assertThat(entities(pages)).hasSize(RECORDS)
                .extracting(record -> record.get("recordId")).doesNotHaveDuplicates();
    }

    /** The first source goes on when the second one has sent its page. */
    @Test
    void aSourceWhoseRouteWaitsHoldsUpNoOther() throws Exception {
        String yaml = """
                - from:
                    uri: kamelet:imednet-records-source?resource=sites&studyKey=SAMPLE&repeatCount=1
                    steps:
                      - to: mock:waits
                - from:
                    uri: kamelet:imednet-records-source?resource=forms&studyKey=SAMPLE&repeatCount=1
                    steps:
                      - to: mock:pages
                """;
        CountDownLatch sent = new CountDownLatch(1);
        try (KameletContext context = new KameletContext(yaml, servers.settings(), false)) {
            MockEndpoint waits = context.mock("mock:waits");
            CompletableFuture<Boolean> whileWaiting = new CompletableFuture<>();
            waits.whenAnyExchangeReceived(
                    page -> whileWaiting.complete(sent.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)));
            context.mock("mock:pages").whenAnyExchangeReceived(page -> sent.countDown());
            context.camel().start();

            assertThat(whileWaiting.get(2 * LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"studies", "sites", "forms", "intervals", "variables", "subjects", "visits", "records",
            "recordRevisions", "queries", "codings", "users"})
    void eachOfTheListsIsRead(String resource) throws Exception {
        String study = resource.equals("studies") ? "" : "&studyKey=SAMPLE";

        List<Exchange> pages = read("resource=" + resource + study, 1);

        long total = pages.get(0).getMessage().getHeader("imednetTotal", Long.class);
        assertThat(entities(pages.subList(0, 1))).hasSize((int) Math.min(500, total)).isNotEmpty();
    }

    @Test
    void usersWhoAreNoLongerActiveComeUnlessTheyAreNotWanted() throws Exception {
        List<Map<String, Object>> all = entities(read("resource=users&studyKey=SAMPLE", 1).subList(0, 1));
        List<Map<String, Object>> active =
                entities(read("resource=users&studyKey=SAMPLE&includeInactive=false", 1).subList(0, 1));

        assertThat(all).extracting(user -> user.get("userActiveInStudy")).contains(true, false);
        assertThat(active).isNotEmpty().hasSizeLessThan(all.size())
                .extracting(user -> user.get("userActiveInStudy")).containsOnly(true);
    }

    /** A sink would delete those who are left out. */
    @Test
    void onlyTheListOfAllUsersReplacesThoseOfTheStudy() throws Exception {
        Exchange all = read("resource=users&studyKey=SAMPLE&emit=list", 1).get(0);
        Exchange active = read("resource=users&studyKey=SAMPLE&emit=list&includeInactive=false", 1).get(0);

        assertThat(all.getMessage().getHeader("ingestReplaceValue")).isEqualTo("SAMPLE");
        assertThat(active.getMessage().getHeaders()).doesNotContainKeys("ingestReplaceColumn", "ingestReplaceValue");
    }

    @Test
    void anEntityTwiceOnAPageIsToldAtOnce() throws Exception {
        try (LocalHttpServer api = LocalHttpServer.start("doubled", 0, exchange -> {
            byte[] body = ("{\"pagination\":{\"currentPage\":0,\"totalElements\":2},"
                            + "\"data\":[{\"siteId\":7},{\"siteId\":7}]}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        })) {
            assertThat(failure("resource=sites&studyKey=SAMPLE&baseUrl=" + api.uri(), 0))
                    .isInstanceOf(ImednetApiException.class).hasMessageContaining("siteId 7 twice");
        }
    }

    @Test
    void aFilterAndAPageSizeAreTheApis() throws Exception {
        String yaml = """
                - from:
                    uri: kamelet:imednet-records-source
                    parameters:
                      studyKey: SAMPLE
                      filter: formKey==AE;recordId>100
                      pageSize: 10
                      repeatCount: 1
                    steps:
                      - to: mock:pages
                """;
        try (KameletContext context = new KameletContext(yaml, servers.settings(), "mock:pages", 1)) {
            assertThat(entities(context.mock("mock:pages").getReceivedExchanges().subList(0, 1)))
                    .hasSize(10)
                    .allMatch(record -> record.get("formKey").equals("AE") && (Integer) record.get("recordId") > 100);
        }
    }

    @Test
    void aFailureThatPassesIsNotSeen() throws Exception {
        servers.failImednet("status:code=503,on=page=1,times=2");

        assertThat(entities(read("studyKey=SAMPLE&retryBackoff=0.01", 3))).hasSize(RECORDS);
    }

    @Test
    void aFailureThatStaysEndsTheReadingForTheRoutesErrorHandler() throws Exception {
        servers.failImednet("status:code=503,on=page=1,times=always");

        assertThat(failure("studyKey=SAMPLE&retryBackoff=0.01", 1))
                .isInstanceOf(ImednetApiException.class).hasMessageContaining("503");
    }

    @Test
    void aRefusedKeyIsAskedForOnce() throws Exception {
        assertThat(failure("studyKey=SAMPLE&apiKey=wrong", 0))
                .isInstanceOf(ImednetApiException.class).hasMessageContaining("Check");
    }

    @Test
    void aListThatChangesWhileItIsReadIsNoWhole() throws Exception {
        servers.failImednet("new-row:on=page=1");

        assertThat(failure("studyKey=SAMPLE", 1))
                .isInstanceOf(StudyMovedException.class).hasMessageContaining("read the list again");
    }

    @Test
    void everyBadOrMissingParameterIsToldWhenTheRouteStarts() {
        Throwable failure = catchThrowable(() -> new KameletContext(yaml("resource=patients"), Map.of()));

        assertThat(failure).hasRootCauseInstanceOf(ExportConfigurationException.class)
                .hasStackTraceContaining("imednet.resource is 'patients'")
                .hasStackTraceContaining("imednet.api-key is missing")
                .hasStackTraceContaining("export.study-key is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2w", "PT5S", "0", "0m", "-1h", "1H", "often", "5m30"})
    void aPeriodThatTheTimerWouldTakeForNoneIsRefused(String period) {
        Throwable failure = catchThrowable(
                () -> new KameletContext(yaml("studyKey=SAMPLE&period=" + period), servers.settings()));

        assertThat(failure).hasRootCauseInstanceOf(ExportConfigurationException.class)
                .hasStackTraceContaining("period is '" + period + "'").hasStackTraceContaining("15m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3600000", "500ms", "15m", "1h30m", "1d"})
    void aPeriodInMillisecondsOrWithUnitsIsTaken(String period) throws Exception {
        assertThat(read("studyKey=SAMPLE&period=" + period, 3)).isNotEmpty();
    }

    @Test
    void keysThatAreSettingsAreInNoLog() throws Exception {
        try (LogLines log = new LogLines(Level.DEBUG)) {
            read("studyKey=SAMPLE", 3);

            assertThat(log.lines()).isNotEmpty()
                    .noneMatch(line -> line.contains(servers.settings().get("imednet.api-key")))
                    .noneMatch(line -> line.contains(servers.settings().get("imednet.security-key")));
        }
    }

    private List<Exchange> read(String parameters, int pages) throws Exception {
        try (KameletContext context = new KameletContext(yaml(parameters), servers.settings(), "mock:pages", pages)) {
            return new ArrayList<>(context.mock("mock:pages").getReceivedExchanges());
        }
    }

    private Throwable failure(String parameters, int pagesBefore) throws Exception {
        try (KameletContext context =
                new KameletContext(yaml(parameters), servers.settings(), "mock:failed", 1)) {
            assertThat(context.mock("mock:pages").getReceivedCounter()).isEqualTo(pagesBefore);
            return context.mock("mock:failed").getReceivedExchanges().get(0)
                    .getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        }
    }

    private static String yaml(String parameters) {
        return """
                - route:
                    errorHandler:
                      deadLetterChannel:
                        deadLetterUri: mock:failed
                    from:
                      uri: kamelet:imednet-records-source?repeatCount=1&%s
                      steps:
                        - to: mock:pages
                """.formatted(parameters);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> entities(List<Exchange> pages) {
        List<Map<String, Object>> entities = new ArrayList<>();
        pages.forEach(page -> entities.addAll(page.getMessage().getBody(List.class)));
        return entities;
    }
}
