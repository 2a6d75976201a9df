package io.github.imednet.snowflake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imednet.snowflake.config.RecordSelection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiAnswerTest {

    private static final PageRequest REQUEST = new PageRequest("S", 0, 500);

    @Test
    void status200Passes() {
        assertThatCode(() -> new ApiAnswer().check(200, null, null, REQUEST, new byte[0])).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 409, 301})
    void mostErrorsArePermanent(int status) {
        assertThat(refusal(status, null, "").isRetryable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void someErrorsMayPass(int status) {
        assertThat(refusal(status, null, "").isRetryable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"metadata\":{\"error\":{\"code\":\"1000\",\"description\":\"Bad"
                        + " size\",\"field\":{\"attribute\":\"size\"}}}} | Bad size (size)",
                "{\"metadata\":{\"status\":\"ERROR\",\"error\":{\"message\":\"No such study\"}}} | No such study",
                "{\"message\":\"Forbidden\"} | Forbidden"
            })
    void allThreeFormsOfErrorBodiesAreRead(String body, String description) {
        assertThat(refusal(400, null, body)).hasMessage("iMednet answered 400: " + description);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Bad gateway</html>", "[1]", "\"text\""})
    void aBodyThatSaysNothingIsNoProblem(String body) {
        assertThat(refusal(502, null, body)).hasMessage("iMednet answered 502");
    }

    /** The filter of what changed is the program's own: none of the user's went with it. */
    @Test
    void aRequestThatIsRefusedNamesTheFiltersThatWentWithIt() {
        PageRequest form = new PageRequest("S", 0, 500, new RecordSelection("siteId==x", null, List.of("AE")));
        PageRequest data = new PageRequest("S", 0, 500, new RecordSelection(null, "SEX=M", List.of("AE", "CM")));

        assertThat(refusalOf(form)).hasMessage("iMednet answered 400. Check export.filter and export.forms");
        assertThat(refusalOf(form.ofTotal())).hasMessageEndingWith(". Check export.filter and export.forms");
        assertThat(refusalOf(data)).hasMessage("iMednet answered 400. Check export.record-data-filter");
        assertThat(refusalOf(form.changedSince(Instant.EPOCH))).hasMessage("iMednet answered 400");
    }

    @Test
    void aRefusalSaysWhatToCheck() {
        assertThat(refusal(401, null, "")).hasMessageContaining("Check imednet.api-key and imednet.security-key");
    }

    @Test
    void retryAfterIsReadInSeconds() {
        assertThat(refusal(429, "17", "").retryAfter()).contains(Duration.ofSeconds(17));
    }

    @Test
    void retryAfterIsReadAsADate() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusHours(2));

        assertThat(refusal(503, date, "").retryAfter().orElseThrow())
                .isBetween(Duration.ofMinutes(110), Duration.ofMinutes(121));
    }

    /** The service's clock is a day behind this one's. */
    @Test
    void aDateIsMeasuredByTheAnswersOwnClock() {
        ZonedDateTime answered = ZonedDateTime.now(ZoneOffset.UTC).minusDays(1);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(answered);
        String until = DateTimeFormatter.RFC_1123_DATE_TIME.format(answered.plusSeconds(90));

        assertThat(refusal(503, until, date, "").retryAfter()).contains(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"86401", "999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void aWaitIsOfADayAtMost(String value) {
        assertThat(refusal(503, value, "").retryAfter()).contains(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1"})
    void anUnreadableRetryAfterCountsAsNone(String value) {
        assertThat(refusal(429, value, "").retryAfter()).isEmpty();
    }

    /** Dates are of whole seconds: one that is as the answer's own may be up to a second ahead. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "Tue, 20 Nov 2018 08:00:00 GMT", "Tue, 20 Nov 2018 07:59:00 GMT"})
    void aWaitThatIsOverLeavesTheUsualOne(String value) {
        assertThat(refusal(503, value, "Tue, 20 Nov 2018 08:00:00 GMT", "").retryAfter()).isEmpty();
    }

    @Test
    void aDescriptionCannotBreakOutOfItsLine() {
        assertThat(refusal(400, null, "{\"message\":\"a\\nERROR b\\u001b[2J\"}").getMessage())
                .isEqualTo("iMednet answered 400: a ERROR b [2J");
    }

    private static ImednetApiException refusal(int status, String retryAfter, String body) {
        return refusal(status, retryAfter, null, body);
    }

    private static ImednetApiException refusalOf(ApiRequest request) {
        return catchThrowableOfType(
                ImednetApiException.class, () -> new ApiAnswer().check(400, null, null, request, new byte[0]));
    }

    private static ImednetApiException refusal(int status, String retryAfter, String date, String body) {
        byte[] answer = body.getBytes(StandardCharsets.UTF_8);
        return catchThrowableOfType(
                ImednetApiException.class, () -> new ApiAnswer().check(status, retryAfter, date, REQUEST, answer));
    }
}
