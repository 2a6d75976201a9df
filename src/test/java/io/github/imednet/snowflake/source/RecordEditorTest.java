package io.github.imednet.snowflake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.imednet.snowflake.model.RecordColumn;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

class RecordEditorTest {

    @Test
    void aVariableIsDroppedAndAllOthersStayAsTheyWere() throws Exception {
        GenericRecord record =
                record("{\"a\":1.10,\"brthdtc\":{\"x\":[1]},\"c\":12345678901234567890.5,\"d\":\"\\u00e4\"}");

        new RecordEditor().dropVariable(page(record), "brthdtc");

        assertThat(data(record)).isEqualTo("{\"a\":1.10,\"c\":12345678901234567890.5,\"d\":\"\\u00e4\"}");
    }

    @Test
    void dataThatIsNoObjectStaysAsItIs() throws Exception {
        GenericRecord record = record("[1, 2]");

        new RecordEditor().dropVariable(page(record), "a");

        assertThat(data(record)).isEqualTo("[1, 2]");
    }

    @Test
    void aVariableIsMaskedWhereItHasAValueAlsoInDataThatIsKeptUnmapped() throws Exception {
        GenericRecord record = record("{\"a\":1,\"b\":{\"x\":2}}");
        record.put(RecordColumn._UNMAPPED_FIELDS.ordinal(), new Utf8("{\"recordData\":{\"b\":3},\"b\":4}"));
        GenericRecord empty = record("{\"b\":null}");

        new RecordEditor().maskVariable(page(record), "b", "*\"*");
        new RecordEditor().maskVariable(page(empty), "b", "***");

        assertThat(data(record)).isEqualTo("{\"a\":1,\"b\":\"*\\\"*\"}");
        assertThat(record.get(RecordColumn._UNMAPPED_FIELDS.ordinal()))
                .hasToString("{\"recordData\":{\"b\":\"*\\\"*\"},\"b\":4}");
        assertThat(data(empty)).isEqualTo("{\"b\":null}");
    }

    @Test
    void onlyRecordsWithOneOfTheValuesAreKept() {
        GenericRecord record = record("{}");
        record.put("form_key", new Utf8("AE"));
        record.put("site_id", 7L);

        assertThat(new RecordEditor().keepOnly(page(record), "form_key", "CM, AE").records()).containsExactly(record);
        assertThat(new RecordEditor().keepOnly(page(record), "site_id", "7").records()).containsExactly(record);
        assertThat(new RecordEditor().keepOnly(page(record), "site_id", " 5, 5,,7 ").records()).containsExactly(record);
        assertThat(new RecordEditor().keepOnly(page(record), "form_key", "A").records()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordEditor().keepOnly(page(record), "site_id", " ,"))
                .withMessageContaining("There are no values of site_id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordEditor().keepOnly(page(record), "formKey", "AE"))
                .withMessageContaining("Records have no column formKey, but [study_key");
    }

    private static Page page(GenericRecord record) {
        return new Page(new PageRequest("S", 0, 500), 1, 1, 1, List.of(record), AnswerTime.of(null, null));
    }

    private static GenericRecord record(String data) {
        GenericRecord record = new GenericData.Record(RecordColumn.schema());
        record.put(RecordColumn.RECORD_DATA.ordinal(), new Utf8(data));
        return record;
    }

    private static String data(GenericRecord record) {
        return record.get(RecordColumn.RECORD_DATA.ordinal()).toString();
    }
}
