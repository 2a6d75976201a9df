package io.github.imednet.snowflake.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

class RowCountsTest {

    private static final Schema SCHEMA = SchemaBuilder.record("row")
            .fields()
            .optionalString("form_key")
            .optionalLong("date_modified")
            .endRecord();
    private static final long DAY = 86_400_000_000L;

    @Test
    void rowsAreCountedByFormAndMonth() {
        Map<String, Object> counts = RowCounts.of(List.of(
                row(new Utf8("AE"), 0L), row("AE", 30 * DAY), row("DM", 31 * DAY), row(null, null), row("DM", -DAY)));

        assertThat(counts.get("forms")).isEqualTo(Map.of("AE", 2L, "DM", 2L, "(no form)", 1L));
        assertThat(counts.get("months")).isEqualTo(Map.of("1969-12", 1L, "1970-01", 2L, "1970-02", 1L));
    }

    @Test
    void whatIsMoreThanAThousandFormsIsCountedAsOne() {
        List<GenericRecord> rows = Stream.concat(
                        IntStream.range(0, 1_005).mapToObj(form -> row("F" + form, null)), Stream.of(row("F1", null)))
                .toList();

        Map<?, ?> forms = (Map<?, ?>) RowCounts.of(rows).get("forms");

        assertThat(forms).hasSize(1_001);
        assertThat(forms.get("(other forms)")).isEqualTo(5L);
        assertThat(forms.get("F1")).isEqualTo(2L);
    }

    private static GenericRecord row(Object form, Long modified) {
        return new GenericRecordBuilder(SCHEMA)
                .set("form_key", form)
                .set("date_modified", modified)
                .build();
    }
}
