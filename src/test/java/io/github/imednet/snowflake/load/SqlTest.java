package io.github.imednet.snowflake.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "records | \"RECORDS\"",
                "MY_TABLE$1 | \"MY_TABLE$1\"",
                "my table | \"my table\"",
                "\"my\"\"table\" | \"my\"\"table\"",
                "x\"; DROP TABLE y; -- | \"x\"\"; DROP TABLE y; --\"",
                "1st | \"1st\"",
                "Ünder | \"Ünder\""
            })
    void aNameIsAlwaysOneIdentifier(String name, String identifier) {
        assertThat(Sql.identifier(name)).isEqualTo(identifier);
    }

    @Test
    void aTextIsAlwaysOneLiteral() {
        assertThat(Sql.text("a'b\\")).isEqualTo("'a''b\\\\'");
        assertThat(Sql.text("a\n\u202e$$\u00fc'")).isEqualTo("'a\\u000a\\u202e$$\u00fc'''");
        assertThat(Sql.texts(List.of("a", "b'"))).isEqualTo("('a', 'b''')");
    }

    @Test
    void theNameBehindAnIdentifierCanBeHadBack() {
        assertThat(Sql.unquoted(Sql.quoted("a\"b"))).isEqualTo("a\"b");
    }
}
