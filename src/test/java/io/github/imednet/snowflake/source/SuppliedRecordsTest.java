package io.github.imednet.snowflake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.imednet.snowflake.model.RecordColumn;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** What a program has in hand, as records. */
class SuppliedRecordsTest {

    private final SuppliedRecords supplied = new SuppliedRecords();

    /** As a program may have it. */
    record Visit(String studyKey, long recordId, boolean deleted, Map<String, Object> recordData) {}

    @Test
    void namesOfTheApiAndOfColumnsMeanTheSame() {
        List<GenericRecord> records = supplied.read(List.of(
                Map.of("studyKey", "S", "recordId", 7, "subjectKey", "01-001", "recordData", Map.of("AGE", 61)),
                Map.of("STUDY_KEY", "S", "RECORD_ID", 7L, "SUBJECT_KEY", "01-001", "RECORD_DATA", Map.of("AGE", 61)),
                Map.of("study_key", "S", "record_id", 7, "subject_key", "01-001", "record_data", Map.of("AGE", 61))));

        assertThat(records).hasSize(3).containsOnly(records.get(0));
        assertThat(value(records.get(0), RecordColumn.STUDY_KEY)).hasToString("S");
        assertThat(value(records.get(0), RecordColumn.RECORD_ID)).isEqualTo(7L);
        assertThat(value(records.get(0), RecordColumn.RECORD_DATA)).hasToString("{\"AGE\":61}");
        assertThat(value(records.get(0), RecordColumn._UNMAPPED_FIELDS)).isNull();
    }

    @Test
    void aNumberInATextIsInItsColumnAndItsTextIsKept() {
        GenericRecord record = supplied.read(List.of(Map.of("study_key", "S", "record_id", "7"))).get(0);

        assertThat(value(record, RecordColumn.RECORD_ID)).isEqualTo(7L);
        assertThat(value(record, RecordColumn._UNMAPPED_FIELDS)).hasToString("{\"recordId\":\"7\"}");
    }

    @Test
    void typedObjectsAndRecordsOfOursAreTakenAsWell() {
        GenericRecord ours = supplied.read(List.of(Map.of("studyKey", "S", "recordId", 7))).get(0);

        List<GenericRecord> records = supplied.read(List.of(new Visit("S", 8, true, Map.of("AGE", 61)), ours));

        assertThat(value(records.get(0), RecordColumn.RECORD_ID)).isEqualTo(8L);
        assertThat(value(records.get(0), RecordColumn.DELETED)).isEqualTo(true);
        assertThat(records.get(1)).isSameAs(ours);
    }

    @Test
    void whatHasNoColumnOrDoesNotFitItIsKept() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("recordId", 7);
        map.put("siteId", "first");
        map.put("device", Map.of("name", "cuff", "factor", new BigDecimal("1.50")));
        map.put("RECORD_ID", 8);

        GenericRecord record = supplied.read(List.of(map)).get(0);

        assertThat(value(record, RecordColumn.RECORD_ID)).isEqualTo(7L);
        assertThat(value(record, RecordColumn._UNMAPPED_FIELDS).toString())
                .contains("\"siteId\":\"first\"", "\"factor\":1.50", "\"recordId\":8");
        assertThat(value(record, RecordColumn.STUDY_KEY)).isNull();
    }

    @Test
    void pointsInTimeOfJavaAreTimestamps() {
        Instant noon = Instant.parse("2026-01-15T12:00:00Z");
        long microseconds = noon.getEpochSecond() * 1_000_000;

        List<GenericRecord> records = supplied.read(List.of(
                Map.of("dateCreated", noon), Map.of("dateCreated", Date.from(noon)),
                Map.of("dateCreated", LocalDateTime.parse("2026-01-15T12:00:00")),
                        Map.of("dateCreated", "2026-01-15 12:00:00")));

        assertThat(records).allSatisfy(record ->
                assertThat(value(record, RecordColumn.DATE_CREATED)).isEqualTo(microseconds));
    }

    @Test
    void whatIsNoRecordIsNamedByItsPlace() {
        Schema other = SchemaBuilder.record("Other").fields().requiredLong("record_id").endRecord();
        GenericRecord foreign = new GenericData.Record(other);
        Map<String, Object> map = Map.of("recordId", 7);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> supplied.read(List.of(map, "a text")))
                .withMessage(
                        "Record number 2 of the batch cannot be read: it is a java.lang.String, neither a map nor"
                                + " anything that becomes a JSON object");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> supplied.read(List.of(foreign)))
                .withMessageContaining("another schema than RecordColumn.schema()");
    }

    private static Object value(GenericRecord record, RecordColumn column) {
        return record.get(column.ordinal());
    }
}
