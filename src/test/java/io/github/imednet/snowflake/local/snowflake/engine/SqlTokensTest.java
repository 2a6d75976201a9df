package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlTokensTest {

    @Test
    void unquotedWordsAreUpperCaseAndQuotedOnesStayAsTheyAre() throws Exception {
        assertThat(texts("select Abc, \"Abc\", \"a\"\"b\"")).containsExactly("SELECT", "ABC", ",", "Abc", ",", "a\"b");
    }

    @Test
    void commentsOfAllKindsAreLeftOut() throws Exception {
        assertThat(texts("a -- b\n c // d\n e /* f\n g */ h")).containsExactly("A", "C", "E", "H");
    }

    @Test
    void stringsKnowDoubledQuotesAndBackslashEscapes() throws Exception {
        assertThat(texts("'it''s' 'a\\'b' 'tab\\there' '\\u0041\\x42' '\\042\\101\\0' '\\12\\q\\x4' $$raw \\n 'x'$$"))
                .containsExactly("it's", "a'b", "tab\there", "AB", "\"A\0", "12qx4", "raw \\n 'x'");
    }

    @Test
    void numbersKeepTheirSpelling() throws Exception {
        assertThat(texts("1 2.50 .5 1e3 1.5E-2")).containsExactly("1", "2.50", ".5", "1e3", "1.5E-2");
    }

    @Test
    void aStageReferenceEndsAtBlankCommaOrParenthesis() throws Exception {
        assertThat(texts("(@\"D B\".\"S\".st/path/a.parquet) @%t, @~/x y"))
                .containsExactly("(", "\"D B\".\"S\".st/path/a.parquet", ")", "%t", ",", "~/x", "Y");
    }

    @Test
    void pathsCastsAndArrowsAreOperators() throws Exception {
        assertThat(texts("$1:a::b => c || d <> e")).containsExactly(
                "$1", ":", "A", "::", "B", "=>", "C", "||", "D", "<>", "E");
    }

    @Test
    void whatIsNotClosedIsASyntaxError() {
        for (String sql : List.of("'abc", "\"abc", "/* abc", "$$abc")) {
            assertThatThrownBy(() -> SqlTokens.of(sql))
                    .isInstanceOfSatisfying(SqlFailure.class, e -> assertThat(e.code()).isEqualTo("001003"))
                    .hasMessageContaining("Unclosed");
        }
    }

    private static List<String> texts(String sql) throws SqlFailure {
        List<Token> tokens = SqlTokens.of(sql);
        return tokens.subList(0, tokens.size() - 1).stream().map(Token::text).toList();
    }
}
