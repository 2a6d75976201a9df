package io.github.imednet.snowflake.local.imednet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImednetFaultsTest {

    private static final String RECORDS = "/studies/SAMPLE/records";

    private static StudyData data;

    private ImednetServer server;
    private ApiClient client;

    @BeforeAll
    static void open() {
        data = StudyData.sample(1_000);
    }

    @AfterAll
    static void closeData() throws IOException {
        data.close();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aStatusComesWithRetryAfterInSecondsIfToldSo() throws IOException {
        start("status:code=429,retry-after=2,on=page=1,times=1");
        assertThat(client.get(RECORDS, "page", "0").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = client.get(RECORDS, "page", "1");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("2");
        assertThat(ApiClient.json(refused.body()).at("/metadata/status").asText()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(client.get(RECORDS, "page", "1").statusCode()).isEqualTo(200);
    }

    @Test
    void retryAfterCanBeATime() throws IOException {
        start("status:code=503,retry-at=90");
        String time = client.get(RECORDS).headers().firstValue("Retry-After").orElseThrow();
        Instant at = ZonedDateTime.parse(time, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        assertThat(time).endsWith(" GMT").hasSize("Sun, 06 Nov 1994 08:49:37 GMT".length());
        assertThat(at).isAfter(Instant.now()).isBefore(Instant.now().plusSeconds(91));
    }

    @ParameterizedTest
    @CsvSource({"429", "500", "503", "504", "401", "403", "404", "400"})
    void aStatusComesWithoutRetryAfterUnlessToldSo(int code) throws IOException {
        start("status:code=" + code);
        HttpResponse<String> refused = client.get(RECORDS);
        assertThat(refused.statusCode()).isEqualTo(code);
        assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
        assertThat(ApiClient.json(refused.body()).at("/metadata/error/code").asText()).matches("1000|9000|9001");
    }

    @Test
    void errorsComeInEachOfTheThreeKnownShapes() throws IOException {
        start("status:code=403,body=vendor", "status:code=403,body=openapi,at=2", "status:code=403,body=gateway,at=3");
        JsonNode vendor = ApiClient.json(client.get(RECORDS).body()).get("metadata");
        assertThat(vendor.get("status").asText()).isEqualTo("FORBIDDEN");
        assertThat(vendor.at("/error/code").asText()).isEqualTo("9001");
        assertThat(vendor.at("/error/description").asText()).isNotEmpty();
        JsonNode openapi = ApiClient.json(client.get(RECORDS).body()).get("metadata");
        assertThat(openapi.get("status").asText()).isEqualTo("ERROR");
        assertThat(openapi.at("/error/message").asText()).isNotEmpty();
        HttpResponse<String> gateway = client.get(RECORDS);
        assertThat(gateway.statusCode()).isEqualTo(403);
        assertThat(gateway.body()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(gateway.headers().firstValue("x-amzn-errortype")).contains("ForbiddenException");
    }

    @Test
    void aDroppedConnectionHasNoAnswer() throws IOException {
        // The client may itself repeat a request once that found its connection closed.
        start("drop:times=2,on=/records");
        assertThatThrownBy(() -> client.get(RECORDS)).isInstanceOf(UncheckedIOException.class);
        assertThat(server.requests()).isBetween(1L, 2L);
    }

    @Test
    void aTruncatedBodyEndsBeforeItsAnnouncedLength() throws IOException {
        start("truncate:on=/records");
        assertThatThrownBy(() -> client.get(RECORDS))
                .isInstanceOf(UncheckedIOException.class)
                .hasStackTraceContaining("fixed content-length");
        assertThat(client.get(RECORDS).statusCode()).isEqualTo(200);
    }

    @Test
    void aTruncatedBodyCanBeAnnouncedAsIfItWereWhole() throws IOException {
        start("truncate:bytes=40,announced=sent");
        HttpResponse<String> response = client.get(RECORDS);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"metadata\":{\"status\":\"OK\",\"method\":\"GET\",".substring(0, 40));
    }

    @Test
    void aBodyCanBeAWebPage() throws IOException {
        start("not-json");
        HttpResponse<String> response = client.get(RECORDS);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(response.body()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void aRepeatedPageNamesThePageThatWasAskedFor() throws IOException {
        start("repeat-page:on=page=2");
        JsonNode previous = page(1);
        JsonNode repeated = page(2);
        assertThat(repeated.get("data")).isEqualTo(previous.get("data"));
        assertThat(repeated.at("/pagination/currentPage").intValue()).isEqualTo(2);
        assertThat(page(2).get("data")).isNotEqualTo(previous.get("data"));
    }

    @Test
    void aRepeatedPageCanNameItself() throws IOException {
        start("repeat-page:pagination=repeated,on=page=2");
        JsonNode previous = page(1);
        assertThat(page(2).get("pagination")).isEqualTo(previous.get("pagination"));
    }

    @Test
    void aRowChangesBetweenPagesAndStaysChanged() throws IOException {
        start("change-row:row=3,attribute=recordStatus,value=Record Changed,on=page=1");
        JsonNode before = page(0).at("/data/3");
        page(1);
        JsonNode after = page(0).at("/data/3");
        assertThat(after.get("recordStatus").asText()).isEqualTo("Record Changed");
        assertThat(after.get("dateModified").asText()).isGreaterThan(before.get("dateModified").asText());
        assertThat(after.get("recordId")).isEqualTo(before.get("recordId"));
        assertThat(after.get("recordData")).isEqualTo(before.get("recordData"));
        assertThat(client.values("recordId", RECORDS, "filter", "dateModified>2024-01-01T00:00:00Z"))
                .containsExactly(after.get("recordId").asText());
    }

    @Test
    void anAnswerInARowChanges() throws IOException {
        start("change-row:attribute=recordData.age,value=77");
        assertThat(page(0).at("/data/0/recordData/age").intValue()).isEqualTo(77);
    }

    @Test
    void aRowAppearsBeforeAllOthersAndShiftsThePages() throws IOException {
        start("new-row:on=page=1");
        List<String> first = ids(page(0));
        JsonNode second = page(1);
        assertThat(second.at("/pagination/totalElements").intValue()).isEqualTo(1_001);
        assertThat(ids(second).get(0)).isEqualTo(first.get(99));
        assertThat(Long.parseLong(ids(page(0)).get(0))).isEqualTo(Long.parseLong(first.get(0)) - 1);
        assertThat(client.values("recordId", RECORDS)).hasSize(1_001).doesNotHaveDuplicates();
    }

    @Test
    void rowsAppearAfterAllOthers() throws IOException {
        start("new-row:place=last,times=2");
        page(0);
        JsonNode last = page(10);
        List<String> all = client.values("recordId", RECORDS);
        assertThat(last.at("/pagination/totalElements").intValue()).isEqualTo(1_002);
        assertThat(last.get("data")).hasSize(2);
        assertThat(all.subList(1_000, 1_002)).isEqualTo(ids(last)).doesNotHaveDuplicates();
    }

    @Test
    void rowsAppearInListsThatHaveTextsForIds() throws IOException {
        start("new-row:on=/users", "new-row:on=/users,at=2,place=last");
        client.page("/studies/SAMPLE/users");
        assertThat(client.values("userId", "/studies/SAMPLE/users", "includeInactive", "true"))
                .hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void aRowGoesAwayAndShiftsThePages() throws IOException {
        start("remove-row:row=5,on=page=1");
        List<String> first = ids(page(0));
        page(1);
        List<String> firstAgain = ids(page(0));
        assertThat(firstAgain).doesNotContain(first.get(5)).hasSize(100).startsWith(first.get(0));
        assertThat(client.values("recordId", RECORDS)).hasSize(999);
    }

    @Test
    void changesShowInSortedAndFilteredListsThatWereReadBefore() throws IOException {
        start("remove-row:on=page=1,times=3");
        String[] ofOneSite = {"sort", "formKey,desc", "filter", "siteId==5001"};
        List<String> before = client.values("recordId", RECORDS, ofOneSite);
        List<String> removed = ids(page(0)).subList(0, 3);
        page(1);
        page(1);
        page(1);
        List<String> left = before.stream().filter(id -> !removed.contains(id)).toList();
        assertThat(client.values("recordId", RECORDS, ofOneSite)).isEqualTo(left).hasSizeLessThan(before.size());
    }

    @Test
    void tiesComeInAnotherOrderEachTime() throws IOException {
        start("shuffle-ties:times=always,on=formId");
        List<String> once = client.values("variableId", "/studies/SAMPLE/variables", "sort", "formId,asc");
        List<String> again = client.values("variableId", "/studies/SAMPLE/variables", "sort", "formId,asc");
        assertThat(once).isNotEqualTo(again).containsExactlyInAnyOrderElementsOf(again);
        assertThat(client.values("variableId", "/studies/SAMPLE/variables", "sort", "formId,asc", "sort",
                "variableId,asc")).isSorted();
    }

    @Test
    void anAnswerCanBeDelayed() throws IOException {
        start("delay:millis=600000,on=page=1");
        assertThatThrownBy(() -> client.send(client.authorized(RECORDS, "page", "1").timeout(Duration.ofMillis(50))))
                .hasCauseInstanceOf(HttpTimeoutException.class);
        assertThat(client.get(RECORDS, "page", "0").statusCode()).isEqualTo(200);
    }

    @Test
    void allAnswersCanBeDelayed() throws IOException {
        server = ImednetServer.start(ImednetServer.Settings.defaults(data).withLatency(Duration.ofMinutes(10)));
        client = new ApiClient(server);
        assertThatThrownBy(() -> client.send(client.authorized(RECORDS).timeout(Duration.ofMillis(50))))
                .hasCauseInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void faultsDoNotTouchTheDataThatOtherServersShare() throws IOException {
        start("remove-row", "change-row:at=2");
        page(0);
        page(0);
        try (ImednetServer other = ImednetServer.start(ImednetServer.Settings.defaults(data))) {
            assertThat(new ApiClient(other).page(RECORDS).at("/pagination/totalElements").intValue())
                    .isEqualTo(1_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "status", "status:code=200", "status:code=429,retry-after=-1", "status:code=429,retry-after=soon",
        "status:code=429,body=xml", "truncate:bytes=-1", "truncate:announced=no", "repeat-page:pagination=other",
        "change-row:row=-1", "change-row:attribute=formKey", "new-row:place=middle", "remove-row:row=x", "delay",
        "drop:code=1", "earthquake"})
    void aFaultWithWrongArgumentsIsRefusedAtTheStart(String fault) throws IOException {
        start();
        assertThatThrownBy(() -> ImednetServer.Settings.defaults(data).withFaults(List.of(fault)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("fault '" + fault + "': ");
    }

    private void start(String... faults) throws IOException {
        server = ImednetServer.start(ImednetServer.Settings.defaults(data).withFaults(List.of(faults)));
        client = new ApiClient(server);
    }

    private JsonNode page(int number) {
        return client.page(RECORDS, "size", "100", "page", String.valueOf(number), "sort", "recordId,asc");
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.get("data").forEach(row -> ids.add(row.get("recordId").asText()));
        return ids;
    }
}
