package io.github.imednet.snowflake.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.LogicalType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which column a key is of. */
class MapRowsTest {

    @Test
    void aNameInQuotesIsTheKeyThatIsWrittenSo() {
        List<Map<String, Integer>> maps = List.of(
                Map.of("Id", 1), Map.of("ID", 2), Map.of("id", 3), Map.of("Id", 4, "ID", 5), Map.of("\"Id\"", 6));

        assertThat(rows(maps, "\"Id\"", "\"ID\"").next(10)).containsExactly(
                new Object[] {1, null}, new Object[] {null, 2}, new Object[] {null, 3}, new Object[] {4, 5},
                new Object[] {6, null});
        assertThat(rows(List.of(Map.of("a \"b\"", 1)), "\"a \"\"b\"\"\"").next(1)).containsExactly(new Object[] {1});
    }

    @Test
    void aNameInQuotesComesBeforeOneWithout() {
        List<Map<String, Integer>> maps = List.of(Map.of("id", 1), Map.of("ID", 2), Map.of("id", 3, "ID", 4));

        assertThat(rows(maps, "id", "\"id\"").next(10)).containsExactly(
                new Object[] {null, 1}, new Object[] {2, null}, new Object[] {4, 3});
    }

    @Test
    void quotesAreAPartOfAKeyThatNoSettingNames() throws Exception {
        List<Map<?, ?>> maps = List.of(Map.of("\"id\"", 1), Map.of("id", 2));
        try (RowSource rows = SampledRows.of("the message", maps)) {
            assertThat(rows.next(10)).containsExactly(new Object[] {1, null}, new Object[] {null, 2});
        }
    }

    @Test
    void twoKeysOfOneColumnAreRefused() {
        assertThatExceptionOfType(IngestException.class)
                .isThrownBy(() -> rows(List.of(Map.of("Id", 1, "ID", 2)), "ID").next(1))
                .withMessageContaining("Row 1 of the message has two values for the column ID");
    }

    private static MapRows rows(List<? extends Map<?, ?>> maps, String... columns) {
        return MapRows.ofGiven(
                "the message",
                maps.iterator(),
                Stream.of(columns)
                        .map(name -> new Column(name, ColumnType.of(LogicalType.FIXED)))
                        .toList(),
                null);
    }
}
