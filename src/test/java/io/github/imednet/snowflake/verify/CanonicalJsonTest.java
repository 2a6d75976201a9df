package io.github.imednet.snowflake.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"b\":1,\"a\":{\"d\":null,\"c\":[1,2]}} | { \"a\" : {\"c\":[1, 2], \"d\":null}, \"b\":1 }",
        "1.50                                   | 15e-1",
        "1.234500000000000e+02                  | 123.45",
        "0.00                                   | 0",
        "\"\\u00e4\\/\"                         | \"ä/\"",
        "100                                    | 1E2"
    })
    void theSameValueHasTheSameText(String one, String other) {
        assertThat(CanonicalJson.of(one)).isEqualTo(CanonicalJson.of(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "1                       | \"1\"",
        "null                    | \"null\"",
        "[1,2]                   | [2,1]",
        "{}                      | []",
        "{\"a\":null}            | {}",
        "\"\"                    | null",
        "true                    | \"true\"",
        "12345678901234567890.12 | 1.234567890123457e+19",
        "{\"a\":1                | \"{a:1\"",
        "1 2                     | 1",
        "\"a\"                   | \"A\""
    })
    void anotherValueHasAnotherText(String one, String other) {
        assertThat(CanonicalJson.of(one)).isNotEqualTo(CanonicalJson.of(other));
    }

    @Test
    void nothingIsNothing() {
        assertThat(CanonicalJson.of(null)).isNull();
        assertThat(CanonicalJson.of("null")).isEqualTo("null");
        assertThat(CanonicalJson.of("")).isNotNull();
    }
}
