package io.github.imednet.snowflake.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

    private static final List<FaultForm> FORMS = List.of(
            new FaultForm("status:code=503[,retry-after=SECONDS]", "answers with that status"),
            new FaultForm("drop", "closes the connection"),
            new FaultForm("truncate[:bytes=N]", "sends a part of the body"));

    @Test
    void aFaultStrikesTheFirstMatchingRequestOnly() {
        assertThat(struck("drop:on=/records", "GET /sites", "GET /records", "GET /records?page=1")).containsExactly(1);
    }

    @Test
    void aFaultStrikesAsManyTimesAsToldFromTheOneItIsTold() {
        assertThat(struck("drop:at=2,times=3", "1", "2", "3", "4", "5")).containsExactly(1, 2, 3);
    }

    @Test
    void aFaultCanStrikeAlways() {
        assertThat(struck("drop:at=3,times=always", "1", "2", "3", "4", "5")).containsExactly(2, 3, 4);
    }

    @Test
    void aRateStrikesAboutThatShareAndTheSameRequestsForTheSameSeed() {
        String[] requests = IntStream.range(0, 1000).mapToObj(number -> "GET " + number).toArray(String[]::new);
        List<Integer> struck = struck("drop:rate=0.25,seed=7", requests);
        assertThat(struck).hasSizeBetween(200, 300);
        assertThat(struck("drop:rate=0.25,seed=7", requests)).isEqualTo(struck);
        assertThat(struck("drop:rate=0.25,seed=8", requests)).isNotEqualTo(struck);
    }

    @Test
    void theFirstOfTwoFaultsWinsAndTheOtherCountsTheRequestAllTheSame() {
        Faults faults = Faults.parse(List.of("drop", "status:code=503,at=2"), FORMS);
        assertThat(faults.strike("GET /")).map(Fault::kind).contains("drop");
        assertThat(faults.strike("GET /")).map(Fault::kind).contains("status");
        assertThat(faults.strike("GET /")).isEmpty();
    }

    @Test
    void aKindsOwnArgumentsAreReadByName() {
        Fault fault = Fault.parse("status:code=429, retry-after=5");
        assertThat(fault.number("code", 0)).isEqualTo(429);
        assertThat(fault.argument("retry-after", "")).isEqualTo("5");
        assertThat(fault.has("body")).isFalse();
        assertThat(fault.number("other", 9)).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "earthquake              | unknown kind; known are drop, status, truncate",
        "status:cod=500          | unknown argument cod; known are at, code, on, rate, retry-after, seed, times",
        "drop:code=500           | unknown argument code; known are at, on, rate, seed, times",
        ":code=500               | a kind is missing before the colon",
        "status:                 | '' is not NAME=VALUE",
        "status:code=500,        | '' is not NAME=VALUE",
        "status:=500             | '=500' is not NAME=VALUE",
        "status:code=1,code=2    | code is given twice",
        "drop:at=0               | at is at least 1",
        "drop:times=never        | times is a whole number",
        "drop:rate=1.5           | rate is a number from 0 to 1",
        "drop:rate=NaN           | rate is a number from 0 to 1",
        "drop:rate=half          | rate is a number from 0 to 1",
        "drop:rate=0.5,at=2      | rate goes without at and times",
        "drop:seed=2             | seed goes with rate only",
    })
    void aFaultThatCannotBeReadIsRefusedWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> Faults.parse(List.of("drop", text), FORMS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fault '" + text + "': " + reason);
    }

    @Test
    void theHelpNamesEveryKindAndTheRequestsThatAreMatched() {
        assertThat(Faults.help("'GET /path'", FORMS))
                .anyMatch(line -> line.contains("'GET /path'"))
                .containsSubsequence("  status:code=503[,retry-after=SECONDS]", "      answers with that status",
                        "  drop");
    }

    private static List<Integer> struck(String fault, String... requests) {
        Faults faults = Faults.parse(List.of(fault), FORMS);
        return IntStream.range(0, requests.length)
                .filter(index -> faults.strike(requests[index]).isPresent())
                .boxed()
                .toList();
    }
}
