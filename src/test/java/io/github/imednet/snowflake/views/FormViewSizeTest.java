package io.github.imednet.snowflake.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Snowflake takes a statement of 1 MB at most. */
class FormViewSizeTest {

    @ParameterizedTest
    @CsvSource({"TEXT, true", "NUMBER, true", "DATE, true", "DATETIME, false", "PRECISIONDATE, false"})
    void theViewOfALargeFormIsNoLongerThanSnowflakeTakes(String type, boolean labels) {
        List<DictionaryVariable> all = IntStream.range(0, 1000)
                .mapToObj(number -> new DictionaryVariable(
                        number,
                        number,
                        "VARIABLE_NUMBER_%04d".formatted(number),
                        type,
                        "A question as it is asked, %04d ".formatted(number) + "x".repeat(170)))
                .toList();
        DictionaryForm form = new DictionaryForm(1, "LARGE", "A large form", all);
        FormView view = FormView.of(new StudyDictionary(List.of(form)), "V_", List.of()).get(0);

        String sql = new FormViewSql(view, true).create("\"DB\".\"S\"", "\"DB\".\"S\".\"RECORDS\"", "STUDY", true);
        assertThat(sql.length()).isLessThanOrEqualTo(1_000_000);
        assertThat(sql.contains(" COMMENT 'A question")).isEqualTo(labels);
    }
}
